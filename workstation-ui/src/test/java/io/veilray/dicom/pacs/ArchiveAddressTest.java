package io.veilray.dicom.pacs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.Tags;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for an address, a question, a selection and a secret, and what is refused. */
class ArchiveAddressTest {
    @ParameterizedTest
    @CsvSource({
        "dicom://ORTHANC@localhost:4242, ORTHANC, localhost, 4242, false",
        "DICOMS://PACS_1@[::1]:2762, PACS_1, ::1, 2762, true",
        "dicom://MY%20PACS@10.0.0.1:104/, MY PACS, 10.0.0.1, 104, false",
    })
    void dimseAddress_isReadAndWritten(String text, String title, String host, int port, boolean isTls) {
        DimseAddress address = (DimseAddress) ArchiveAddress.parse(text);
        assertEquals(
                List.of(title, host, port, isTls),
                List.of(
                        address.called().text(),
                        address.host(),
                        address.port(),
                        address.tls().isPresent()));
        assertEquals(address, ArchiveAddress.parse(address.text()));
        assertEquals(AeTitle.VEILRAY, address.calling());
        assertEquals(host, address.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:104",
                "dicom://localhost:104",
                "dicom://A@host",
                "dicom://A@host:0",
                "dicom://A@host:65536",
                "dicom://A@ho st:104",
                "dicom://ABCDEFGHIJKLMNOPQ@host:104",
                "dicom://A%5CB@host:104",
                "dicom://A@-:104",
                "http://",
                "https://user:secret@host/x",
                "https://host/x?q=secret",
                "https://host/x#secret",
                "https://ho st"
            })
    void otherTexts_areRefusedWithoutBeingRepeated(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> ArchiveAddress.parse(text))
                .getMessage();
        assertFalse(message.contains("secret"), message);
    }

    @Test
    void webAddress_isTlsUnlessItSaysOtherwise() {
        WebAddress address = (WebAddress) ArchiveAddress.parse("HTTPS://archive.example/dicom-web/");
        assertEquals(URI.create("https://archive.example/dicom-web"), address.base());
        assertEquals(Optional.of(TlsSettings.JDK), address.tls());
        assertTrue(ArchiveAddress.parse("http://localhost:8042/dicom-web").tls().isEmpty());
    }

    @Test
    void query_keepsWhatIsGivenAndSaysNoValue() {
        Query query = Query.seriesOf("1.2.3")
                .with(Tags.MODALITY, " CT ")
                .with(Tags.SERIES_NUMBER, "")
                .atMost(7);
        assertEquals(Map.of(Tags.STUDY_INSTANCE_UID, "1.2.3", Tags.MODALITY, "CT"), query.keys());
        assertEquals(7, query.limit());
        assertFalse(query.toString().contains("1.2.3"), query.toString());
        assertThrows(IllegalArgumentException.class, () -> query.atMost(Query.MAX_LIMIT + 1));
        assertThrows(IllegalArgumentException.class, () -> query.with(Tags.PATIENT_NAME, "a\nb"));
        assertThrows(IllegalArgumentException.class, () -> query.with(Tags.ROWS, "512"));
        assertThrows(IllegalArgumentException.class, () -> Query.seriesOf("1.2.*"));
    }

    @Test
    void selection_isOfUids() {
        assertEquals(Level.SERIES, Selection.series("1.2", "1.3").level());
        assertThrows(IllegalArgumentException.class, () -> Selection.study("../x"));
        assertThrows(IllegalArgumentException.class, () -> Selection.study("1".repeat(65)));
        assertThrows(IllegalArgumentException.class, () -> new Selection("1.2", Optional.empty(), Optional.of("1.4")));
    }

    @Test
    void timeouts_areBounded() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ArchiveOptions.DEFAULT.within(Duration.ZERO, Duration.ofSeconds(1)));
    }

    @Test
    void password_isWipedAndSaysNothing(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("p"), "sésame\nsecond line");
        try (Password password = Password.fromFile(file)) {
            assertEquals("sésame", new String(password.reveal()));
            assertEquals("password", password.toString());
            assertFalse(ArchiveOptions.DEFAULT.with(password).toString().contains("sésame"));
            password.close();
            assertThrows(IllegalStateException.class, password::reveal);
        }
        assertThrows(java.io.IOException.class, () -> Password.fromFile(Files.writeString(file, "\n")));
    }

    @Test
    void certificateFiles_areRefusedByName(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("c.pem"), "nothing");
        TlsSettings settings = TlsSettings.JDK.trusting(file);
        ArchiveException failure = assertThrows(ArchiveException.class, settings::context);
        assertEquals(ArchiveException.Reason.OWN_FILES, failure.reason());
        assertTrue(failure.sentence().contains("c.pem is no certificate"), failure.sentence());
    }
}
