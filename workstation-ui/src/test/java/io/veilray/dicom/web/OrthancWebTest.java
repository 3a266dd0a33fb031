package io.veilray.dicom.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.Tags;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.Archives;
import io.veilray.dicom.pacs.Match;
import io.veilray.dicom.pacs.Password;
import io.veilray.dicom.pacs.Query;
import io.veilray.dicom.pacs.Retrieved;
import io.veilray.dicom.pacs.Selection;
import io.veilray.dicom.pacs.Stored;
import io.veilray.dicom.pacs.TlsSettings;
import io.veilray.dicom.pacs.WebAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into a real archive must be found again and come back as it went, or its files are lost to the reader. */
class OrthancWebTest {
    private static final String CT_PATIENT = "1CT1";

    @TempDir
    static Path folder;

    private static WebOrthanc orthanc;
    private static Stored stored;
    private static int sent;

    @TempDir
    Path got;

    @BeforeAll
    static void fill() throws Exception {
        List<Path> files = files();
        orthanc = WebOrthanc.start(Files.createDirectories(folder.resolve("plain")));
        sent = files.size();
        try (Archive archive = archive()) {
            stored = archive.store(files, ArchiveProgress.NONE);
        }
    }

    @AfterAll
    static void stop() {
        if (orthanc != null) {
            orthanc.close();
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(TestData.folder("dicom"))) {
            return all.filter(file -> file.toString().endsWith(".dcm"))
                    .filter(file -> !file.getFileName().toString().contains("DICOMDIR"))
                    .sorted()
                    .toList();
        }
    }

    private static Archive archive() throws ArchiveException {
        return Archives.open(orthanc.address(), options());
    }

    private static ArchiveOptions options() {
        return ArchiveOptions.DEFAULT.with(Password.of("secret".toCharArray()));
    }

    private static List<Match> find(Query query) throws Exception {
        try (Archive archive = archive()) {
            return archive.find(query).matches();
        }
    }

    @Test
    void everyFile_isStoredOrRefusedWithAReason() {
        assertEquals(sent, stored.files().size() + stored.refusals().size());
        assertTrue(stored.files().size() > sent / 2, stored.files().size() + " of " + sent);
        for (Stored.Refusal refusal : stored.refusals()) {
            assertTrue(refusal.sentence().endsWith("."), refusal.sentence());
        }
    }

    @Test
    void study_isFoundByPatientDateModalityAndWildcard() throws Exception {
        Match known = find(Query.studies().with(Tags.PATIENT_ID, CT_PATIENT)).getFirst();
        String name = known.text(Tags.PATIENT_NAME).orElseThrow();
        for (Query query : List.of(
                Query.studies().with(Tags.PATIENT_NAME, name.substring(0, 4) + "*"),
                Query.studies().with(Tags.ACCESSION_NUMBER, "").with(Tags.PATIENT_NAME, "*" + name.substring(4)),
                Query.studies().with(Tags.STUDY_DATE, "20040101-20040131").with(Tags.MODALITIES_IN_STUDY, "CT"))) {
            List<Match> found = find(query);
            assertTrue(
                    found.stream().anyMatch(match -> match.text(Tags.PATIENT_ID).equals(Optional.of(CT_PATIENT))),
                    query.toString());
        }
        assertEquals(List.of(), find(Query.studies().with(Tags.PATIENT_ID, "nobody at all")));
    }

    @Test
    void series_areFoundBelowTheirStudy() throws Exception {
        Match study = find(Query.studies().with(Tags.PATIENT_ID, CT_PATIENT)).getFirst();
        String uid = study.selection().orElseThrow().studyUid();
        Match series = find(Query.seriesOf(uid)).getFirst();
        assertEquals(Optional.of("CT"), series.text(Tags.MODALITY));
        Selection selected = series.selection().orElseThrow();
        assertEquals(uid, selected.studyUid());
        List<Match> images = find(Query.imagesOf(uid, selected.seriesUid().orElseThrow()));
        assertTrue(images.getFirst().selection().orElseThrow().instanceUid().isPresent());
    }

    @Test
    void limit_isKept() throws Exception {
        try (Archive archive = archive()) {
            assertEquals(2, archive.find(Query.studies().atMost(2)).matches().size());
            assertFalse(archive.find(Query.studies().atMost(2)).complete());
            assertTrue(archive.find(Query.studies()).complete());
        }
    }

    /** Every stored object that is in a study of its own comes back with equal elements, in the syntax it was sent in. */
    @Test
    void retrievedObjects_equalWhatWasSent() throws Exception {
        Map<String, List<Path>> sentByUid = new HashMap<>();
        for (Path file : stored.files()) {
            sentByUid.computeIfAbsent(uid(file), key -> new ArrayList<>()).add(file);
        }
        int compared = 0;
        try (Archive archive = archive()) {
            for (Match study : archive.find(Query.studies()).matches()) {
                Retrieved retrieved = archive.get(
                        study.selection().orElseThrow(), got.resolve(String.valueOf(compared)), ArchiveProgress.NONE);
                assertEquals(0, retrieved.failed(), retrieved.notes().toString());
                for (Path file : retrieved.files()) {
                    assertTrue(isOneOf(file, sentByUid.get(uid(file))), file.toString());
                    compared++;
                }
            }
        }
        assertEquals(sentByUid.size(), compared);
    }

    private static boolean isOneOf(Path back, List<Path> sentFiles) throws IOException, DicomException {
        for (Path each : sentFiles) { // some samples are the same object in several forms
            try (DicomFile was = DicomFile.open(each);
                    DicomFile is = DicomFile.open(back)) {
                if (was.syntax().equals(is.syntax()) && was.dataset().equals(is.dataset())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String uid(Path file) throws IOException, DicomException {
        try (DicomFile open = DicomFile.open(file)) {
            return open.dataset().code(Tags.SOP_INSTANCE_UID).orElseThrow();
        }
    }

    @Test
    void absentStudy_isSaid() throws Exception {
        try (Archive archive = archive()) {
            ArchiveException failure = assertThrows(
                    ArchiveException.class, () -> archive.get(Selection.study("1.2.3"), got, ArchiveProgress.NONE));
            assertEquals(Reason.FAILED, failure.reason(), failure.getMessage());
        }
    }

    @Test
    void wrongPassword_isRefused() throws Exception {
        for (ArchiveOptions wrong :
                List.of(ArchiveOptions.DEFAULT, ArchiveOptions.DEFAULT.with(Password.of("guess".toCharArray())))) {
            try (Archive archive = Archives.open(orthanc.address(), wrong)) {
                assertEquals(
                        Reason.REFUSED,
                        assertThrows(ArchiveException.class, archive::echo).reason());
            }
        }
    }

    @Test
    void https_checksCertificateAndName() throws Exception {
        Path home = Files.createDirectories(folder.resolve("tls"));
        TestCertificate good = TestCertificate.write(home, "localhost");
        TestCertificate other = TestCertificate.write(home, "other.example");
        try (TlsFront front =
                new TlsFront(good.server(), orthanc.address().base().getPort())) {
            WebAddress secure = (WebAddress) ArchiveAddress.parse("https://localhost:" + front.port() + "/dicom-web");
            WebAddress trusting = secure.user("reader").with(TlsSettings.JDK.trusting(good.alone()));
            try (Archive archive = Archives.open(trusting, options())) {
                assertFalse(archive.echo().took().isNegative());
                Match match = archive.find(Query.studies().with(Tags.PATIENT_ID, CT_PATIENT))
                        .matches()
                        .getFirst();
                Retrieved back = archive.get(match.selection().orElseThrow(), got, ArchiveProgress.NONE);
                assertFalse(back.files().isEmpty());
                assertEquals(
                        back.files(),
                        archive.store(back.files(), ArchiveProgress.NONE).files());
            }
            refused(secure);
            refused(secure.with(TlsSettings.JDK.trusting(other.alone())));
            // the right certificate at another name than it is for
            refused(ArchiveAddress.parse(trusting.text().replace("localhost", "127.0.0.1"))
                    .with(trusting.tls().orElseThrow()));
        }
    }

    private static void refused(ArchiveAddress address) throws ArchiveException {
        try (Archive archive = Archives.open(address, options())) {
            ArchiveException failure = assertThrows(ArchiveException.class, archive::echo);
            assertEquals(Reason.NOT_TRUSTED, failure.reason(), failure.getMessage());
        }
    }
}
