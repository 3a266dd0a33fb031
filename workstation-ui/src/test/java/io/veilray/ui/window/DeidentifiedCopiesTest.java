package io.veilray.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.veilray.dicom.DicomBytes;
import io.veilray.ui.Screenshot;
import io.veilray.ui.prefs.Preferences;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** De-identified copies as a radiologist makes them; who gives a name away here cannot take it back. */
@ExtendWith(ApplicationExtension.class)
class DeidentifiedCopiesTest {
    @TempDir
    Path folder;

    private WindowPage page;

    @Start
    void start(Stage stage) {
        page = new WindowPage(
                stage,
                folder.resolve("home"),
                Locale.GERMAN,
                Preferences.defaults().withResearchUseAccepted());
    }

    @AfterEach
    void close() {
        page.close();
    }

    private Path openUltrasound() throws Exception {
        DicomBytes scan = DicomBytes.image(DicomBytes.EXPLICIT, 64, 48, 8, 8)
                .text(0x00080060, "CS", "US")
                .text(0x00100010, "PN", "PLANTEDNAME^JOHN")
                .pixels(8, IntStream.range(0, 64 * 48).map(i -> i % 251).toArray());
        page.open(Files.write(folder.resolve("PLANTEDFILE.dcm"), scan.bytes()));
        return page.files.save = folder.resolve("copies");
    }

    private static List<Path> written(Path copies) throws Exception {
        try (Stream<Path> found = Files.walk(copies)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void ultrasound_isLeftOutWithItsReasonUntilTheUserHasLooked() throws Exception {
        Path copies = openUltrasound();
        page.run("export.deidentified");
        page.robot().interact(() -> Screenshot.of(page.window.dialogs(), "deidentify-de", 1));
        page.click("#deidentify-choose");
        WindowPage.until("what was left out", () -> page.shows("#left-out"));
        page.robot().interact(() -> Screenshot.of(page.window.dialogs(), "deidentify-left-out-de", 1));
        assertEquals(List.of(), written(copies));
        page.click("#dialog-close");
        page.run("export.deidentified");
        page.click("#pixels-checked");
        page.click("#deidentify-choose");
        WindowPage.until("a copy; " + page.status(), () -> page.status().startsWith("Geschriebene Kopien: 1"));
        List<Path> files = written(copies);
        assertEquals(1, files.size());
        assertFalse(new String(Files.readAllBytes(files.getFirst()), StandardCharsets.ISO_8859_1).contains("PLANTED"));
    }
}
