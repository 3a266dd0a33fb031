package io.veilray.dicom.dimse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.Tags;
import io.veilray.dicom.pacs.AeTitle;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.Archives;
import io.veilray.dicom.pacs.DimseAddress;
import io.veilray.dicom.pacs.Found;
import io.veilray.dicom.pacs.Match;
import io.veilray.dicom.pacs.MoveReceiver;
import io.veilray.dicom.pacs.Query;
import io.veilray.dicom.pacs.Retrieved;
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

    /** Of CT_small.dcm. */
    private static final String SMALL_CT_STUDY = "1.3.6.1.4.1.5962.1.2.1.20040119072730.12322";

    private static OrthancServer orthanc;
    private static Stored stored;
    private static List<Path> sent;

    @TempDir
    Path own;

    /** Other toolkits take the bytes of these for something else; Orthanc then waits half a minute for the rest. */
    private static final Set<String> MISREAD = Set.of("SC_rgb_jpeg.dcm", "badVR.dcm");

    @BeforeAll
    static void fillArchive() throws Exception {
        Path data = TestData.folder("dicom");
        orthanc = OrthancServer.start(folder, Optional.empty());
        try (Stream<Path> files = Files.walk(data)) {
            sent = files.filter(Files::isRegularFile)
                    .filter(file -> !MISREAD.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
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
            String product = archive.echo().product();
            assertTrue(product.startsWith("OFFIS_DCMTK"), product);
        }
    }

    @Test
    void wrongTitles_areRefused() throws Exception {
        DimseAddress right = orthanc.address();
        for (DimseAddress wrong : List.of(right.calling(new AeTitle("STRANGER")), (DimseAddress)
                ArchiveAddress.parse(right.text().replace("ARCHIVE", "OTHER")))) {
            try (Archive archive = open(wrong)) {
                ArchiveException refusal = assertThrows(ArchiveException.class, archive::echo);
                assertEquals(Reason.REFUSED, refusal.reason(), refusal.getMessage());
            }
        }
    }

    /** Refused: objects without UIDs, without the identifiers that Orthanc asks for, cut off, or of classes it has not. */
    @Test
    void store_refusesOnlyWhatHasAReason() {
        assertEquals(sent.size(), stored.files().size() + stored.refusals().size());
        assertTrue(stored.files().size() >= 100, stored.refusals().toString());
        for (Stored.Refusal refusal : stored.refusals()) {
            assertTrue(
                    refusal.sentence().matches("(?s).*(is missing|cut off|does not take|status A700H|status C000H).*"),
                    refusal.sentence());
        }
    }

    @Test
    void find_goesDownFromStudyToImage() throws Exception {
        try (Archive archive = open(orthanc.address())) {
            Found studies = archive.find(Query.studies().with(Tags.STUDY_INSTANCE_UID, SMALL_CT_STUDY));
            assertEquals(1, studies.matches().size());
            assertTrue(studies.complete());
            Match study = studies.matches().get(0);
            assertEquals("CompressedSamples^CT1", study.text(Tags.PATIENT_NAME).orElseThrow());
            String uid = study.selection().orElseThrow().studyUid();
            Match series = archive.find(Query.seriesOf(uid)).matches().get(0);
            assertEquals("CT", series.text(Tags.MODALITY).orElseThrow());
            String seriesUid = series.selection().orElseThrow().seriesUid().orElseThrow();
            Match image = archive.find(Query.imagesOf(uid, seriesUid)).matches().get(0);
            assertEquals("128", image.text(Tags.ROWS).or(() -> integer(image)).orElseThrow());
            Retrieved one = archive.get(image.selection().orElseThrow(), own, ArchiveProgress.NONE);
            assertEquals(1, one.files().size());
        }
    }

    private static Optional<String> integer(Match image) {
        try {
            return Optional.of(Integer.toString(image.attributes().requiredInteger(Tags.ROWS)));
        } catch (DicomException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void find_matchesWildCardsRangesAndForeignLetters() throws Exception {
        try (Archive archive = open(orthanc.address())) {
            assertEquals(List.of("Buc^Jérôme"), names(archive, Query.studies().with(Tags.PATIENT_NAME, "buc*")));
            assertEquals(List.of("Buc^Jérôme"), names(archive, Query.studies().with(Tags.PATIENT_NAME, "*Jérôme")));
            Query range = Query.studies().with(Tags.STUDY_DATE, "20040119-20040119");
            assertTrue(names(archive, range).contains("CompressedSamples^CT1"));
            assertEquals(List.of(), names(archive, Query.studies().with(Tags.STUDY_DATE, "19000101-19000102")));
        }
    }

    private static List<String> names(Archive archive, Query query) throws Exception {
        return archive.find(query).matches().stream()
                .map(match -> match.text(Tags.PATIENT_NAME).orElse(""))
                .toList();
    }

    @Test
    void find_stopsAtTheLimit() throws Exception {
        try (Archive archive = open(orthanc.address())) {
            Found found = archive.find(Query.studies().atMost(5));
            assertEquals(5, found.matches().size());
            assertFalse(found.complete());
        }
    }

    @Test
    void get_bringsEveryObjectAsItIsStored() throws Exception {
        assertEverything(orthanc.address());
    }

    @Test
    void move_bringsEveryObjectAsItIsStored() throws Exception {
        assertEverything(orthanc.address().receivingAt(new MoveReceiver("127.0.0.1", orthanc.movePort())));
    }

    private void assertEverything(DimseAddress address) throws Exception {
        Set<String> came = new HashSet<>();
        try (Archive archive = open(address)) {
            for (Match study : archive.find(Query.studies()).matches()) {
                Retrieved got = archive.get(study.selection().orElseThrow(), own, ArchiveProgress.NONE);
                assertEquals(List.of(), got.notes());
                assertEquals(0, got.failed());
                for (Path file : got.files()) {
                    came.add(assertSame(file));
                }
            }
        }
        Set<String> expected = new HashSet<>();
        for (Path file : stored.files()) {
            expected.add(uid(file));
        }
        assertEquals(expected, came);
    }

    private static String uid(Path path) throws Exception {
        try (DicomFile file = DicomFile.open(path)) {
            return file.dataset().code(Tags.SOP_INSTANCE_UID).orElseThrow();
        }
    }

    /** Pixels and patient of one of the files that carry this UID: the archive keeps the first of them. */
    private static String assertSame(Path path) throws Exception {
        String uid = uid(path);
        assertEquals(uid + ".dcm", path.getFileName().toString());
        boolean same = false;
        for (Path candidate : stored.files()) {
            if (uid(candidate).equals(uid)) {
                same |= isSame(path, candidate);
            }
        }
        assertTrue(same, uid);
        return uid;
    }

    private static boolean isSame(Path a, Path b) throws Exception {
        try (DicomFile one = DicomFile.open(a);
                DicomFile other = DicomFile.open(b)) {
            return Stream.of(Tags.PIXEL_DATA, Tags.STUDY_INSTANCE_UID, Tags.ROWS, Tags.WINDOW_CENTER)
                            .allMatch(tag -> one.dataset()
                                    .find(tag)
                                    .equals(other.dataset().find(tag)))
                    && one.dataset()
                            .text(Tags.PATIENT_NAME)
                            .equals(other.dataset().text(Tags.PATIENT_NAME));
        }
    }

    @Test
    void move_toAnUnknownStation_isRefusedInWords() throws Exception {
        DimseAddress nowhere = orthanc.address()
                .calling(new AeTitle("VEILRAY"))
                .receivingAt(new MoveReceiver("127.0.0.1", 0)); // Orthanc sends to the port it knows: nobody is there
        try (Archive archive = open(nowhere)) {
            Match study = archive.find(Query.studies().with(Tags.PATIENT_ID, "1CT1"))
                    .matches()
                    .get(0);
            ArchiveException failure = assertThrows(
                    ArchiveException.class,
                    () -> archive.get(study.selection().orElseThrow(), own, ArchiveProgress.NONE));
            assertEquals(Reason.FAILED, failure.reason(), failure.getMessage());
        }
    }
}
