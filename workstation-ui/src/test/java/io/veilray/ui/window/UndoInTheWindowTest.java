package io.veilray.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.region.Region;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.HeldCloud;
import io.veilray.ui.classify.Review;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.tool.Mark;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.geometry.Point2D;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Everything a reader changes can be taken back by name, and what changed nothing leaves no step. */
@ExtendWith(ApplicationExtension.class)
class UndoInTheWindowTest {
    @TempDir
    Path folder;

    private final HeldCloud cloud = new HeldCloud();
    private WindowPage page;

    @Start
    void start(Stage stage) {
        page = new WindowPage(
                stage,
                folder.resolve("home"),
                Locale.ENGLISH,
                Preferences.defaults().withResearchUseAccepted(),
                cloud.connection());
    }

    @AfterEach
    void close() {
        page.close();
    }

    private List<Mark> marks() {
        return List.copyOf(page.window.current().orElseThrow().drawing().marks());
    }

    private void undoKey() {
        page.keys(KeyCode.CONTROL, KeyCode.Z);
    }

    private void redoKey() {
        page.keys(KeyCode.CONTROL, KeyCode.Y);
    }

    /** The step is in the menu, undo reverts it and redo makes it again. */
    private <T> void reverts(String step, Supplier<T> seen, T before, T after) {
        assertEquals("Undo: " + step, page.menu("edit.undo"));
        assertEquals(after, seen.get(), step);
        undoKey();
        assertEquals(before, seen.get(), "undone: " + step);
        assertEquals("Redo: " + step, page.menu("edit.redo"));
        redoKey();
        assertEquals(after, seen.get(), "redone: " + step);
        assertEquals("Undo: " + step, page.menu("edit.undo"));
    }

    private void drawRectangle() {
        page.keys(KeyCode.SHIFT, KeyCode.R);
        page.stroke(new Point2D(100.5, 100.5), new Point2D(200.5, 150.5), new Point2D(250.5, 200.5));
    }

    @Test
    void marks_areDrawnMovedResizedRenamedAndDeletedUndoably() throws Exception {
        page.openSample();
        assertEquals("Undo", page.menu("edit.undo"), "the sample's own region is no step of the user's");
        List<Mark> none = marks();
        drawRectangle();
        List<Mark> drawn = marks();
        assertEquals(2, drawn.size());
        reverts("Draw Region 2", this::marks, none, drawn);

        page.stroke(new Point2D(150, 100.5), new Point2D(180, 130.5), new Point2D(190, 140.5));
        List<Mark> moved = marks();
        assertEquals(box(drawn).widthPx(), box(moved).widthPx());
        reverts("Move Region 2", this::marks, drawn, moved);

        Region at = box(moved);
        double right = at.xPx() + at.widthPx();
        double bottom = at.yPx() + at.heightPx();
        page.stroke(
                new Point2D(right, bottom), new Point2D(right + 20, bottom + 10), new Point2D(right + 30, bottom + 30));
        List<Mark> resized = marks();
        assertEquals(at.xPx(), box(resized).xPx());
        assertTrue(box(resized).widthPx() > at.widthPx() + 20);
        reverts("Resize Region 2", this::marks, moved, resized);

        page.click("Region 2");
        page.keys(KeyCode.ENTER);
        page.write("Nodule");
        page.keys(KeyCode.ENTER);
        List<Mark> renamed = marks();
        assertEquals("Nodule", renamed.get(1).name());
        page.robot().interact(() -> page.window.viewport().requestFocus());
        reverts("Rename Region 2 to Nodule", this::marks, resized, renamed);

        page.keys(KeyCode.DELETE);
        reverts("Delete Nodule", this::marks, renamed, none);
    }

    private static Region box(List<Mark> marks) {
        return ((io.veilray.ui.tool.Outline) marks.getLast().figure())
                .region(new io.veilray.ui.tool.SliceSize(512, 512))
                .orElseThrow();
    }

    @Test
    void gesturesThatChangeNothing_addNoStep() throws Exception {
        page.openSample();
        String none = page.undo();
        page.clickAt(60, 200); // selects the region that is selected
        page.keys(KeyCode.SHIFT, KeyCode.R);
        page.clickAt(300, 300); // a click draws no rectangle
        page.keys(KeyCode.SHIFT, KeyCode.R);
        page.keys(KeyCode.D);
        page.clickAt(300, 300);
        page.keys(KeyCode.ESCAPE);
        assertEquals(none, page.undo());
        page.click("Region 1");
        page.keys(KeyCode.ENTER);
        page.keys(KeyCode.ENTER); // the name it has
        assertEquals(none, page.undo());
        page.classify();
        assertEquals(none, page.undo(), "a result that came in is no change of the user's");
        page.click("#result-accept");
        String accepted = page.undo();
        page.keys(KeyCode.SHIFT, KeyCode.A);
        page.click("#result-comment");
        page.robot().interact(() -> page.window.viewport().requestFocus());
        assertEquals(accepted, page.undo());
        undoKey();
        assertEquals(none, page.undo(), "accepting twice was one step");
    }

    @Test
    void reviews_areUndoable() throws Exception {
        page.openSample();
        ClassifyResult result = page.classify();
        Review fresh = result.review();
        page.keys(KeyCode.SHIFT, KeyCode.A);
        Review accepted = fresh.with(Review.Verdict.ACCEPTED);
        reverts("Accept result of Region 1", result::review, fresh, accepted);
        page.keys(KeyCode.SHIFT, KeyCode.X);
        Review rejected = fresh.with(Review.Verdict.REJECTED);
        reverts("Reject result of Region 1", result::review, accepted, rejected);
        page.keys(KeyCode.SHIFT, KeyCode.C);
        page.write("motion");
        page.robot().interact(() -> page.window.viewport().requestFocus());
        reverts("Comment on Region 1", result::review, rejected, rejected.with("motion"));
        assertEquals("motion", comment());
        undoKey();
        assertEquals("", comment(), "the field shows what holds");
        page.run("edit.redo");
        int one = page.results();
        page.robot()
                .interact(() -> page.window.current().orElseThrow().changes().delete(result));
        reverts("Delete result of Region 1", page::results, one, 0);
        undoKey();
        assertEquals("motion", comment());
    }

    private String comment() {
        return page.robot().lookup("#result-comment").queryAs(TextArea.class).getText();
    }

    /** A comment that ends up at another patient's region is worse than one that is lost. */
    @Test
    void commentBeingWritten_staysWithItsResult() throws Exception {
        page.openSample();
        ClassifyResult first = page.classify();
        cloud.holdAt(io.veilray.client.Stage.ROUND);
        page.keys(KeyCode.CONTROL, KeyCode.ENTER);
        page.focus("#result-comment");
        page.write("of the first");
        cloud.letGo();
        WindowPage.until("the second result", () -> page.results() == 2);
        ClassifyResult second = page.window.selectedResult().orElseThrow();
        assertEquals("", comment());
        page.robot().interact(() -> page.window.viewport().requestFocus());
        assertEquals("of the first", first.review().comment());
        assertEquals("", second.review().comment());
    }

    @Test
    void undoWhileACommentIsWritten_keepsItAsTheLastStep() throws Exception {
        page.openSample();
        ClassifyResult first = page.classify();
        ClassifyResult second = page.classify();
        page.robot()
                .interact(() -> page.window.current().orElseThrow().changes().delete(first));
        page.click("#result-comment");
        page.write("hm");
        page.run("edit.undo"); // as from the menu, which leaves the focus where it is
        assertEquals("", second.review().comment());
        assertEquals("", comment());
        page.run("edit.undo");
        assertEquals(2, page.results());
        page.robot().interact(() -> page.window.viewport().requestFocus());
        assertEquals("", second.review().comment());
        assertEquals("", first.review().comment());
        assertFalse(page.redo().isEmpty());
    }
}
