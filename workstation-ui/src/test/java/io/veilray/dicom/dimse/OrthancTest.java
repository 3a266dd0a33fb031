package io.veilray.dicom.dimse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.Archives;
import io.veilray.dicom.pacs.DimseAddress;
import io.veilray.dicom.pacs.Found;
import io.veilray.dicom.pacs.Match;
import io.veilray.dicom.pacs.MoveReceiver;
import io.veilray.dicom.pacs.Query;
import io.veilray.dicom.pacs.Retrieved;
import io.veilray.dicom.pacs.Selection;
import io.veilray.dicom.pacs.Stored;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All services against a real archive that holds the real files. */
class OrthancTest {
    @TempDir
    static Path folder;

    private static OrthancServer orthanc;
    private static Stored stored;
    private static List<Path> sent;

    @TempDir
    Path own;

    @BeforeAll
    static void fillArchive() throws Exception {
        Path data = TestData.folder("dicom");
        orthanc = OrthancServer.start(folder, Optional.empty());
        try (Stream<Path> files = Files.walk(data)) {
            sent = files.filter(Files::isRegularFile).sorted().toList();
        }
        try (Archive archive = open(orthanc.address())) {
            stored = archive.store(sent, ArchiveProgress.NONE);
        }
    }

    @AfterAll
    static void stop() {
        if (orthanc != null) {
            orthanc.close();
        }
    }

    private static Archive open(DimseAddress address) throws ArchiveException {
        return Archives.open(address, ArchiveOptions.DEFAULT);
    }

    @Test
    void echo_tellsTheProduct() throws Exception {
        try (Archive archive = open(orthanc.address())) {
            assertTrue(
                    archive.echo().product().startsWith("OFFIS_DCMTK"),
                    archive.echo().product());
        }
    }

    @Test
    void store_keepsWhatHasIdentity() throws Exception {
        System.err.println(stored.refusals());
        System.err.println(stored.notes());
        assertEquals(sent.size(), stored.files().size() + stored.refusals().size());
    }

    @Test
    void find_goesDownFromStudyToImage() throws Exception {
        try (Archive archive = open(orthanc.address())) {
            Found studies = archive.find(Query.studies());
            System.err.println(studies.matches().size());
            Match study = studies.matches().get(0);
            String uid = study.selection().orElseThrow().studyUid();
            for (Match series : archive.find(Query.seriesOf(uid)).matches()) {
                Selection selection = series.selection().orElseThrow();
                Found images =
                        archive.find(Query.imagesOf(uid, selection.seriesUid().orElseThrow()));
                assertFalse(images.matches().isEmpty());
            }
        }
    }

    @Test
    void get_bringsAllStudies() throws Exception {
        all(orthanc.address());
    }

    @Test
    void move_bringsAllStudies() throws Exception {
        all(orthanc.address().receivingAt(new MoveReceiver("127.0.0.1", orthanc.movePort())));
    }

    private void all(DimseAddress address) throws Exception {
        Set<String> came = new HashSet<>();
        try (Archive archive = open(address)) {
            for (Match study : archive.find(Query.studies()).matches()) {
                Optional<Selection> selection = study.selection();
                if (selection.isEmpty()) {
                    System.err.println("no selection");
                    continue;
                }
                Retrieved got = archive.get(selection.get(), own, ArchiveProgress.NONE);
                if (got.failed() > 0 || !got.notes().isEmpty()) {
                    System.err.println(got);
                }
                for (Path path : got.files()) {
                    came.add(path.getFileName().toString());
                }
            }
        }
        System.err.println(came.size());
    }
}
