package io.veilray.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ui.CutTexts;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.scan.Series;
import io.veilray.ui.theme.Theme;
import io.veilray.ui.viewer.ViewLayout;
import io.veilray.ui.viewer.Viewport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Several viewports as a radiologist uses them: two series side by side, the same finding in both, two opinions of it. */
@ExtendWith(ApplicationExtension.class)
class SeveralViewportsTest {
    private static final int SIDE = 96;
    private static final int SLICES = 12;

    @TempDir
    static Path folder;

    private WindowPage page;
    private Workstation window;

    @Start
    void start(Stage stage) {
        page = new WindowPage(stage, folder.resolve("home"));
        window = page.window;
    }

    @AfterEach
    void close() {
        page.close();
    }

    /** Axial slices of 512 mm width; slice k lies at so many mm times k. */
    private static Path ct(String name, double thicknessMm) throws IOException {
        Path files = folder.resolve(name.replace(' ', '-'));
        for (int k = 0; k < SLICES; k++) {
            int radius = 10 + 3 * k;
            OddFiles.Gray kind = new OddFiles.Gray(
                    "MONOCHROME2",
                    12,
                    false,
                    Map.of(
                            OddFiles.MODALITY, "CT",
                            OddFiles.DESCRIPTION, name,
                            OddFiles.SERIES, "1.2." + name.hashCode(),
                            OddFiles.POSITION, "-256\\-256\\" + thicknessMm * k,
                            OddFiles.ORIENTATION, "1\\0\\0\\0\\1\\0",
                            OddFiles.FRAME_OF_REFERENCE, "1.2.7",
                            OddFiles.SPACING, "5\\5",
                            OddFiles.SLOPE, "1",
                            OddFiles.INTERCEPT, "-1024"));
            OddFiles.write(
                    files.resolve(k + ".dcm"),
                    kind.of(SIDE, SIDE, (x, y) -> Math.hypot(x - 48, y - 48) < radius ? 1064 : 24));
        }
        return files;
    }

    private void openBoth() throws IOException {
        page.open(ct("thin", 5));
        page.open(ct("thick", 10));
        page.robot().interact(() -> window.dialogs().hide());
        page.keys(KeyCode.HOME);
    }

    private List<Series> series() {
        return window.seriesList().getItems();
    }

    private Viewport viewport(int place) {
        return window.views().shown().get(place).viewport();
    }

    private int slice(int place) {
        return viewport(place).sliceIndexProperty().get();
    }

    private void isShown(int place, int slice) {
        WindowPage.until(
                "slice " + slice + " in viewport " + place,
                () -> window.views().shown().get(place).sliceProperty().get() != null
                        && window.views()
                                        .shown()
                                        .get(place)
                                        .sliceProperty()
                                        .get()
                                        .index()
                                == slice);
    }

    private WritableImage picture(int place) {
        org.testfx.util.WaitForAsyncUtils.waitForFxEvents(3);
        WritableImage[] taken = new WritableImage[1];
        page.robot().interact(() -> taken[0] = viewport(place).snapshot(new SnapshotParameters(), null));
        return taken[0];
    }

    private static long different(WritableImage one, WritableImage other) {
        long count = 0;
        for (int y = 0; y < Math.min(one.getHeight(), other.getHeight()); y++) {
            for (int x = 0; x < Math.min(one.getWidth(), other.getWidth()); x++) {
                count += one.getPixelReader().getArgb(x, y)
                                == other.getPixelReader().getArgb(x, y)
                        ? 0
                        : 1;
            }
        }
        return count;
    }

    @Test
    void keys_layOutFillAndMoveBetweenViewports() throws Exception {
        openBoth();
        Series thick = viewport(0).seriesProperty().get();
        page.keys(KeyCode.CONTROL, KeyCode.DIGIT2);
        assertEquals(2, window.views().shown().size());
        assertNotEquals(thick, viewport(1).seriesProperty().get());
        assertSame(thick, window.seriesList().getSelectionModel().getSelectedItem());
        isShown(1, 0);
        page.keys(KeyCode.F6);
        assertSame(viewport(1), window.viewport());
        assertSame(
                viewport(1).seriesProperty().get(),
                window.seriesList().getSelectionModel().getSelectedItem(),
                "the list follows");
        page.keys(KeyCode.DOWN);
        page.keys(KeyCode.DIGIT8);
        assertEquals(List.of(0, 1), List.of(slice(0), slice(1)));
        assertNotEquals(
                viewport(0).windowProperty().get(), viewport(1).windowProperty().get());
        page.robot().clickOn(viewport(0));
        page.keys(KeyCode.END);
        assertEquals(List.of(SLICES - 1, 1), List.of(slice(0), slice(1)));
        page.keys(KeyCode.F);
        assertEquals(List.of(window.viewport()), window.views().grid().shown());
        page.keys(KeyCode.F);

        page.keys(KeyCode.CONTROL, KeyCode.DIGIT4);
        page.robot().clickOn(viewport(3));
        assertNull(viewport(3).seriesProperty().get());
        assertNull(window.seriesList().getSelectionModel().getSelectedItem());
        page.keys(KeyCode.F1);
        assertTrue(page.texts("#why").toString().contains(page.messages.get("status.emptyViewport")));
        page.keys(KeyCode.ESCAPE);
        page.click(series().getFirst().title());
        isShown(3, 0);
        assertSame(series().getFirst(), viewport(3).seriesProperty().get());
        page.shot("four", 1);
    }

    /** Slices of 5 and 10 mm from one origin: slice 6 of the thin ones, at 30 mm, is slice 3 of the thick ones. */
    @Test
    void linkedScrolling_goesByMillimetresAndSaysSo() throws Exception {
        openBoth();
        page.keys(KeyCode.CONTROL, KeyCode.DIGIT2);
        page.robot().clickOn(viewport(1));
        page.keys(KeyCode.SHIFT, KeyCode.L);
        for (int i = 0; i < 6; i++) {
            page.keys(KeyCode.DOWN);
        }
        isShown(1, 6);
        isShown(0, 3);
        assertEquals(
                List.of(page.messages.get("layout.linked.PLACE")),
                viewport(0).remarksProperty().get());
        page.keys(KeyCode.SHIFT, KeyCode.L);
        page.keys(KeyCode.HOME);
        assertEquals(List.of(3, 0), List.of(slice(0), slice(1)));
        assertEquals(List.of(), viewport(0).remarksProperty().get());
    }

    @Test
    void mark_standsInEveryViewportOfItsSliceAndIsUndoneFromAny() throws Exception {
        page.open(ct("alone", 5));
        page.robot().interact(() -> window.dialogs().hide());
        page.keys(KeyCode.CONTROL, KeyCode.DIGIT2);
        page.robot().clickOn(viewport(1));
        page.click(series().getFirst().title());
        isShown(1, 0);
        page.robot().clickOn(viewport(0));
        WritableImage before = picture(1);
        page.keys(KeyCode.SHIFT, KeyCode.R);
        page.stroke(new Point2D(30, 30), new Point2D(50, 50), new Point2D(70, 60));
        assertEquals(1, window.current().orElseThrow().drawing().marks().size());
        assertTrue(different(before, picture(1)) > 50, "drawn in the first, seen in the second");

        page.robot().clickOn(viewport(1));
        page.keys(KeyCode.DOWN);
        isShown(1, 1);
        assertTrue(window.drawing().selectedHere().isEmpty(), "the mark is on another slice");
        page.keys(KeyCode.CONTROL, KeyCode.Z);
        assertEquals(0, window.current().orElseThrow().drawing().marks().size());
        page.keys(KeyCode.CONTROL, KeyCode.Y);

        page.open(ct("other", 5)); // into the second viewport, and the first series again
        page.robot().interact(() -> window.dialogs().hide());
        assertEquals(0, window.current().orElseThrow().drawing().marks().size());
        page.keys(KeyCode.LEFT);
        isShown(1, 0);
        assertEquals(1, window.drawing().drawingProperty().get().marks().size(), "opened again it has its marks");
        assertTrue(different(before, picture(1)) > 50);
    }

    @Test
    void seriesDraggedFromTheList_opensWhereItIsDropped() throws Exception {
        openBoth();
        page.keys(KeyCode.CONTROL, KeyCode.DIGIT4);
        Series before = viewport(0).seriesProperty().get();
        page.robot().drag(series().getFirst().title()).dropTo(viewport(2));
        isShown(2, 0);
        assertSame(series().getFirst(), viewport(2).seriesProperty().get());
        assertSame(before, viewport(0).seriesProperty().get(), "pressing the mouse has opened nothing");
        assertSame(viewport(2), window.viewport());
    }

    /** For people to look at, and no text cut, in the language with the longer words. */
    @Test
    void fourAndComparison_inBothThemes() throws Exception {
        page.close();
        page.robot()
                .interact(() -> page = new WindowPage(
                        page.stage(),
                        folder.resolve("german"),
                        Locale.GERMAN,
                        Preferences.defaults().withResearchUseAccepted()));
        window = page.window;
        page.robot().interact(() -> {
            page.stage().getScene().setRoot(new Pane());
            Scene wide = window.scene(1360, 900);
            Theme.dress(wide);
            page.stage().setScene(wide);
        });
        openBoth();
        page.openSample();
        WindowPage.until("the sample", () -> series().size() == 3);
        page.keys(KeyCode.CONTROL, KeyCode.DIGIT4);
        page.keys(KeyCode.SHIFT, KeyCode.L);
        page.keys(KeyCode.F6);
        page.keys(KeyCode.DOWN);
        page.keys(KeyCode.DOWN);
        shots("four");
        page.keys(KeyCode.SHIFT, KeyCode.F6);
        page.classify();
        page.robot().interact(() -> window.classify().choose("chest-cxr-256"));
        page.classify();
        page.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
        shots("compared");
        page.robot().interact(Theme.DARK::use);
    }

    private void shots(String name) {
        for (String theme : new String[] {"dark", "light"}) {
            org.testfx.util.WaitForAsyncUtils.waitForFxEvents(3);
            page.shot("viewports-" + name + "-" + theme, 1);
            Set<String> cut = new TreeSet<>();
            page.robot().interact(() -> cut.addAll(CutTexts.in(window.root())));
            assertEquals(Set.of(), cut);
            page.run("app.theme");
        }
    }

    @Test
    void secondViewport_isClassifiedAndTwoOpinionsAreCompared() throws Exception {
        page.open(ct("beside", 5));
        page.robot().interact(() -> window.dialogs().hide());
        page.keys(KeyCode.CONTROL, KeyCode.DIGIT2);
        page.keys(KeyCode.F6);
        page.openSample();
        WindowPage.until("the sample", () -> series().size() == 2);
        assertSame(viewport(1), window.viewport());
        ClassifyResult first = page.classify();
        assertEquals(WindowPage.LUNGS, first.classification().region());
        assertEquals(window.current().orElseThrow(), OpenSeries.place(first).series());
        page.robot().clickOn(viewport(0));
        assertEquals(0, page.results(), "the other series has none");
        page.robot().clickOn(viewport(1));

        page.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
        assertTrue(window.sideBySide().runningProperty().get());
        assertSame(
                viewport(0).seriesProperty().get(), viewport(1).seriesProperty().get());
        assertTrue(viewport(0).remarksProperty().get().toString().contains("plain image"));
        page.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
        assertFalse(window.sideBySide().runningProperty().get());
        assertNotEquals(
                viewport(0).seriesProperty().get(), viewport(1).seriesProperty().get(), "what stood beside it is back");

        page.robot().clickOn(viewport(1));
        page.robot().interact(() -> window.classify().choose("chest-cxr-256"));
        ClassifyResult second = page.classify();
        page.keys(KeyCode.CONTROL, KeyCode.DIGIT1);
        page.robot()
                .interact(() ->
                        page.robot().lookup("#right").queryAs(ScrollPane.class).setVvalue(1));
        page.click("#results-compare");
        assertEquals(ViewLayout.TWO, window.views().grid().layoutProperty().get());
        assertTrue(
                page.texts("#compared").contains("A: " + first.classification().model()));
        assertTrue(
                page.texts("#compared").contains("B: " + second.classification().model()));
        assertEquals(
                viewport(0).transformProperty().get(),
                viewport(1).transformProperty().get());
        page.shot("compare", 1);
        page.robot().clickOn(viewport(0));
        assertSame(first, window.selectedResult().orElseThrow(), "accept and reject are of the active side");
        page.keys(KeyCode.SHIFT, KeyCode.A);
        assertEquals("Accept result of Region 1", page.undo());
        page.keys(KeyCode.CONTROL, KeyCode.DIGIT1);
        assertFalse(window.sideBySide().runningProperty().get());
        assertEquals(1, window.views().shown().size());
        assertEquals(List.of(), page.texts("#compared"));
    }
}
