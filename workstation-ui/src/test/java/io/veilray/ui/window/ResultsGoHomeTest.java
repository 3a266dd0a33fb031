package io.veilray.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.LocalCloud;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.derived.ObjectKind;
import io.veilray.dicom.derived.StoredResult;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.scan.Series;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A result goes home from the window and comes back over the right image. */
@ExtendWith(ApplicationExtension.class)
class ResultsGoHomeTest {
    @TempDir
    Path folder;

    private WindowPage page;

    @Start
    void start(Stage stage) {
        page = new WindowPage(stage, folder.resolve("home"));
    }

    @AfterEach
    void close() {
        page.close();
    }

    /** The two samples as the films of one series; the second has something to find. */
    private Path films() throws Exception {
        List<Path> samples =
                LocalCloud.find().orElseThrow().writeSamples(Files.createDirectories(folder.resolve("samples")));
        Path images = Files.createDirectories(folder.resolve("study"));
        for (int i = 0; i < samples.size(); i++) {
            try (DicomFile sample = DicomFile.open(samples.get(i))) {
                DicomDataset film = sample.dataset().toBuilder()
                        .text(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                        .text(Tag.of(0x00100010), "Müller^Änne")
                        .text(Tags.SERIES_INSTANCE_UID, "1.2.3.1")
                        .text(Tags.INSTANCE_NUMBER, String.valueOf(i + 1))
                        .build();
                DicomWriter.write(images.resolve("film" + i + ".dcm"), film, TransferSyntax.EXPLICIT_LITTLE);
            }
        }
        return images;
    }

    private int written() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("study"))) {
            return (int) files.filter(file -> file.getFileName().toString().startsWith("veilray-"))
                    .count();
        }
    }

    private ClassifyResult classifySecondFilm(Path study) {
        page.open(study);
        page.untilReady();
        page.robot().interact(() -> page.window.classify().choose("chest-cxr-256"));
        page.keys(KeyCode.DOWN);
        WindowPage.until(
                "the second film", () -> page.window.viewport().sliceProperty().get() != null);
        page.robot().interact(() -> page.window
                .current()
                .orElseThrow()
                .drawing()
                .add(new io.veilray.ui.tool.RectangleOutline(WindowPage.LUNGS), 1));
        WindowPage.until("the region", () -> page.target().equals(WindowPage.LUNGS));
        return page.classify();
    }

    private void export() throws Exception {
        page.files.save = folder.resolve("study");
        page.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
        assertTrue(page.text("#dicom-identity").contains("name the patient"), "said before anything is written");
        page.shot("dicom-export", 1);
        page.click("#dicom-PICTURE");
        page.click("#dicom-go");
        WindowPage.until("the files; " + page.status(), () -> page.status().contains("DICOM objects written"));
    }

    /** The archive's pane takes over with the files, and says whose they are. */
    private void send() {
        page.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.H);
        page.click("#dicom-go");
        WindowPage.until("the archive's pane", () -> page.shows("#pacs-send-pane"));
        WindowPage.until("the patient's name", () -> page.texts("#pacs-send-pane").stream()
                .anyMatch(text -> text.contains("Müller")));
        page.click("#pacs-close");
        assertFalse(page.window.dialogs().isOpen());
    }

    @Test
    void acceptedResult_isWrittenAndComesBackOverItsImage() throws Exception {
        Path study = films();
        ClassifyResult result = classifySecondFilm(study);
        page.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
        assertTrue(page.status().contains("Accept the result first"), page.status());
        assertFalse(page.window.dialogs().isOpen());
        assertFalse(page.shows("#home"), "nothing that is not accepted goes home");
        page.keys(KeyCode.SHIFT, KeyCode.A);
        assertTrue(page.shows("#home"));
        page.robot().interact(() -> ((ScrollPane) page.robot().lookup("#right").query()).setVvalue(0.35));
        page.shot("accepted-result", 1);
        export();
        int files = result.classification().hasOpinion() ? 5 : 4;
        assertEquals(files, written(), page.status());

        send();
        page.open(study);
        Series again = page.window.current().orElseThrow().series();
        assertEquals(2, again.slices());
        assertEquals(0, page.results(), "the series opened again has no result of this session");
        StoredResult stored = page.window.stored().over(again).getFirst();
        assertEquals(1, page.window.stored().over(again).size(), "several files of one result are one result");
        assertEquals(1, page.window.stored().slice(again, stored).orElseThrow(), "over the second film");
        assertEquals(WindowPage.LUNGS, stored.region());
        assertTrue(stored.kinds().containsAll(Set.of(ObjectKind.REPORT, ObjectKind.REGION, ObjectKind.PRESENTATION)));
        page.keys(KeyCode.DOWN);
        List<String> texts = page.texts("#stored");
        assertTrue(texts.stream().anyMatch(text -> text.contains("chest-cxr-256")), texts.toString());
        assertTrue(texts.stream().anyMatch(text -> text.contains("The user had accepted it")), texts.toString());
        page.robot().interact(() -> ((ScrollPane) page.robot().lookup("#right").query()).setVvalue(1));
        page.shot("stored-result", 1);
        page.robot().interact(() -> page.robot()
                .lookup("#stored .check-box")
                .queryAs(CheckBox.class)
                .setSelected(false));
        assertFalse(page.window.stored().isShown(stored));
        page.shot("stored-result-hidden", 1);
    }

    /** A picture file has no patient and no study: the sentence says so, and nothing is written. */
    @Test
    void resultOverAPicture_cannotGoHome() throws Exception {
        Path picture = folder.resolve("film.png");
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY), "png", picture.toFile());
        page.open(picture);
        page.untilReady();
        page.classify();
        page.keys(KeyCode.SHIFT, KeyCode.A);
        page.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
        assertTrue(page.status().contains("picture without patient and study"), page.status());
        assertFalse(page.window.dialogs().isOpen());
    }
}
