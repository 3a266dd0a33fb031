package io.veilray.dicom.dimse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.contract.DicomToolkit;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.Match;
import io.veilray.dicom.pacs.Query;
import io.veilray.dicom.pacs.Stored;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every implementation can do with a real archive. */
class ArchiveContractTest {
    private static final Tag PATIENT_NAME = Tag.of(0x00100010);

    @TempDir
    static Path folder;

    private static OrthancServer orthanc;
    private static List<Path> files;

    @BeforeAll
    static void start() throws Exception {
        Path data = TestData.folder("dicom").resolve("pydicom");
        files = Stream.of("CT_small.dcm", "MR_small_RLE.dcm", "JPEG2000.dcm")
                .map(data::resolve)
                .toList();
        orthanc = OrthancServer.start(folder, Optional.empty());
    }

    @AfterAll
    static void stop() {
        if (orthanc != null) {
            orthanc.close();
        }
    }

    static Stream<DicomToolkit> toolkits() {
        return DicomToolkit.all();
    }

    private static Archive open(DicomToolkit toolkit) throws Exception {
        return toolkit.archive(orthanc.address(), ArchiveOptions.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("toolkits")
    void echo_isAnswered(DicomToolkit toolkit) throws Exception {
        try (Archive archive = open(toolkit)) {
            assertFalse(archive.echo().product().isBlank());
        }
    }

    @ParameterizedTest
    @MethodSource("toolkits")
    void storedFiles_areFoundDownToTheObject(DicomToolkit toolkit) throws Exception {
        try (Archive archive = open(toolkit)) {
            Stored stored = archive.store(files, ArchiveProgress.NONE);
            assertEquals(List.of(), stored.refusals());
            assertEquals(files, stored.files());
            for (Path path : files) {
                assertFound(archive, path);
            }
        }
    }

    private static void assertFound(Archive archive, Path path) throws Exception {
        try (DicomFile file = DicomFile.open(path)) {
            String study = file.dataset().code(Tags.STUDY_INSTANCE_UID).orElseThrow();
            String series = file.dataset().code(Tags.SERIES_INSTANCE_UID).orElseThrow();
            Query ofStudy = Query.studies().with(Tags.STUDY_INSTANCE_UID, study);
            List<Match> studies = archive.find(ofStudy).matches();
            assertEquals(1, studies.size());
            assertEquals(file.dataset().text(PATIENT_NAME), studies.getFirst().text(PATIENT_NAME));
            List<Match> objects = archive.find(Query.imagesOf(study, series)).matches();
            assertTrue(
                    objects.stream()
                            .map(object -> object.attributes().code(Tags.SOP_INSTANCE_UID))
                            .anyMatch(file.dataset().code(Tags.SOP_INSTANCE_UID)::equals),
                    path + " is not found");
        }
    }
}
