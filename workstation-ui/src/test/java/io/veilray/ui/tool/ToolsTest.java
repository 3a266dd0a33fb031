package io.veilray.ui.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.region.Region;
import io.veilray.ui.text.Messages;
import io.veilray.ui.viewer.MouseTool;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

/** Each tool as the viewport drives it: twice enlarged, so one image pixel is two on the screen. */
@ExtendWith(ApplicationExtension.class)
class ToolsTest {
    private final TestPane pane = new TestPane(Messages.of(Locale.ENGLISH), Optional.empty());
    private final DrawingBoard board = pane.board;
    private final ToolKeys keys = new ToolKeys(board, pane.tools);

    private void take(ToolKind kind) {
        pane.tools.kindProperty().set(kind);
    }

    private MouseTool tool() {
        return pane.tools.toolProperty().get();
    }

    private void drag(double x1, double y1, double x2, double y2) {
        drag(x1, y1, x2, y2, false, false);
    }

    private void drag(double x1, double y1, double x2, double y2, boolean shift, boolean alt) {
        tool().pressed(TestPane.at(x1, y1, shift, alt));
        tool().dragged(TestPane.at((x1 + x2) / 2, (y1 + y2) / 2, shift, alt));
        tool().dragged(TestPane.at(x2, y2, shift, alt));
        tool().released(TestPane.at(x2, y2, shift, alt));
    }

    private void click(double x, double y) {
        tool().moved(TestPane.at(x, y, false, false));
        tool().pressed(TestPane.at(x, y, false, false));
        tool().released(TestPane.at(x, y, false, false));
    }

    private void press(KeyCode code, boolean shift) {
        keys.handle(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, false, code.isArrowKey(), false));
    }

    private Figure only() {
        assertEquals(1, board.drawing().marks().size());
        return board.drawing().marks().get(0).figure();
    }

    private String undoName() {
        return pane.history.undoNameProperty().get();
    }

    private static RectangleOutline rectangle(int x, int y, int w, int h) {
        return new RectangleOutline(new Region(x, y, w, h));
    }

    @Test
    void rectangle_isDrawnSelectedAndTheToolPutBack() {
        take(ToolKind.RECTANGLE);
        drag(20, 30, 60, 50);
        assertEquals(rectangle(20, 30, 40, 20), only());
        assertEquals("Region 1", board.selectedHere().orElseThrow().name());
        assertEquals("Draw Region 1", undoName());
        assertEquals(ToolKind.SELECT, pane.tools.kindProperty().get());
    }

    @Test
    void keptTool_staysInHand() {
        board.keepToolProperty().set(true);
        take(ToolKind.ELLIPSE);
        drag(20, 30, 60, 50);
        drag(100, 100, 140, 150);
        assertEquals(ToolKind.ELLIPSE, pane.tools.kindProperty().get());
        assertEquals("Region 2", board.selectedHere().orElseThrow().name());
    }

    @Test
    void ellipse_shiftIsACircle_altFromTheCentre() {
        take(ToolKind.ELLIPSE);
        drag(100, 100, 120, 110, true, true);
        assertEquals(new EllipseOutline(new Region(80, 80, 40, 40)), only());
    }

    @Test
    void clicksWithEveryDragTool_leaveNoMarkAndNoStep() {
        for (ToolKind kind :
                List.of(ToolKind.RECTANGLE, ToolKind.ELLIPSE, ToolKind.FREEHAND, ToolKind.DISTANCE, ToolKind.SELECT)) {
            take(kind);
            click(50, 50);
            assertTrue(board.drawing().marks().isEmpty(), kind.name());
            assertEquals("", undoName(), kind.name());
        }
    }

    @Test
    void freehand_isClosedAndSimplified() {
        take(ToolKind.FREEHAND);
        tool().pressed(TestPane.at(20, 20, false, false));
        for (int i = 1; i <= 30; i++) {
            tool().dragged(TestPane.at(20 + i, 20, false, false));
        }
        for (int i = 1; i <= 30; i++) {
            tool().dragged(TestPane.at(50, 20 + i, false, false));
        }
        tool().released(TestPane.at(50, 50, false, false));
        FreehandOutline outline = (FreehandOutline) only();
        // the points on the two straight strokes go, the corner stays: half of a 30 x 30 square
        assertEquals(3, outline.vertices().size());
        assertEquals(450, outline.areaPx(), 1e-9);
    }

    @Test
    void polygon_closesOnFirstVertex_enterAndDoubleClick() {
        board.keepToolProperty().set(true);
        take(ToolKind.POLYGON);
        triangle(20);
        click(21, 20);
        triangle(90);
        press(KeyCode.ENTER, false);
        triangle(160);
        tool().pressed(TestPane.at(160, 60, false, false));
        tool().doubleClicked(TestPane.at(160, 60, false, false));
        assertEquals(3, board.drawing().marks().size());
        for (Mark mark : board.drawing().marks()) {
            assertEquals(3, ((PolygonOutline) mark.figure()).vertices().size(), mark.name());
        }
    }

    private void triangle(double left) {
        click(left, 20);
        click(left + 40, 20);
        click(left, 60);
    }

    @Test
    void polygon_escDropsIt_andTheNextOneBeginsAnew() {
        take(ToolKind.POLYGON);
        click(20, 20);
        click(60, 20);
        keys.cancel();
        assertEquals(null, board.draftProperty().get());
        click(100, 100);
        press(KeyCode.ENTER, false);
        assertTrue(board.drawing().marks().isEmpty());
        assertEquals("", undoName());
    }

    @Test
    void scrollingAway_abandonsTheGesture() {
        take(ToolKind.RECTANGLE);
        tool().pressed(TestPane.at(20, 20, false, false));
        tool().dragged(TestPane.at(50, 50, false, false));
        board.sliceProperty().set(new ShownSlice(1, TestPane.SLICE, Optional.empty()));
        tool().dragged(TestPane.at(70, 70, false, false));
        tool().released(TestPane.at(70, 70, false, false));
        assertTrue(board.drawing().marks().isEmpty());
    }

    @Test
    void angle_takesThreeClicks() {
        take(ToolKind.ANGLE);
        click(50, 20);
        click(50, 60);
        click(90, 60);
        assertEquals(new Angle(new Point2D(50, 20), new Point2D(50, 60), new Point2D(90, 60)), only());
        assertEquals("Draw Angle 1", undoName());
    }

    @Test
    void distance_isOneDrag_endingAtTheBorder() {
        take(ToolKind.DISTANCE);
        drag(200, 100, 500, 100);
        assertEquals(new Distance(new Point2D(200, 100), new Point2D(240, 100)), only());
    }

    @Test
    void select_movesAsOneStep_andStopsAtTheBorder() {
        take(ToolKind.RECTANGLE);
        drag(20, 30, 60, 50);
        drag(40, 40, 50, 55);
        assertEquals(rectangle(30, 45, 40, 20), only());
        assertEquals("Move Region 1", undoName());
        drag(40, 50, -400, 50);
        assertEquals(rectangle(0, 45, 40, 20), only());
        pane.history.undo();
        pane.history.undo();
        assertEquals(rectangle(20, 30, 40, 20), only());
        assertEquals("Move Region 1", pane.history.redoNameProperty().get());
    }

    @Test
    void dragBackToTheStart_addsNoStep() {
        take(ToolKind.RECTANGLE);
        drag(20, 30, 60, 50);
        tool().pressed(TestPane.at(40, 40, false, false));
        tool().dragged(TestPane.at(80, 80, false, false));
        tool().released(TestPane.at(40, 40, false, false));
        assertEquals("Draw Region 1", undoName());
    }

    @Test
    void escDuringADrag_leavesTheMarkAsItWas() {
        take(ToolKind.RECTANGLE);
        drag(20, 30, 60, 50);
        tool().pressed(TestPane.at(40, 40, false, false));
        tool().dragged(TestPane.at(80, 80, false, false));
        keys.cancel();
        tool().released(TestPane.at(80, 80, false, false));
        assertEquals(rectangle(20, 30, 40, 20), only());
        assertEquals("Draw Region 1", undoName());
    }

    @Test
    void drawingTool_onAHandleOfTheSelectedMark_resizesIt() {
        take(ToolKind.RECTANGLE);
        drag(20, 30, 60, 50);
        take(ToolKind.ELLIPSE);
        drag(60, 50, 80, 90);
        assertEquals(rectangle(20, 30, 60, 60), only());
        assertEquals("Resize Region 1", undoName());
    }

    @Test
    void smallestMarkUnderThePointer_isSelected_andOutsideNone() {
        board.keepToolProperty().set(true);
        take(ToolKind.RECTANGLE);
        drag(50, 50, 60, 60);
        drag(20, 20, 150, 150);
        take(ToolKind.SELECT);
        click(55, 55);
        assertEquals("Region 1", board.selectedHere().orElseThrow().name());
        click(200, 180);
        assertEquals(Optional.empty(), board.selectedHere());
    }

    @Test
    void arrows_nudgeByOneAndByTen_undoably() {
        take(ToolKind.RECTANGLE);
        drag(20, 30, 60, 50);
        press(KeyCode.RIGHT, false);
        press(KeyCode.DOWN, true);
        assertEquals(rectangle(21, 40, 40, 20), only());
        pane.history.undo();
        assertEquals(rectangle(21, 30, 40, 20), only());
    }

    @Test
    void nudgeAtTheBorder_addsNoStep() {
        take(ToolKind.RECTANGLE);
        drag(0, 0, 60, 50);
        press(KeyCode.LEFT, true);
        assertEquals("Draw Region 1", undoName());
    }

    @Test
    void arrowsWithoutASelectionOrAlt_areLeftToScrolling() {
        KeyEvent alone = new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.UP, false, false, true, false);
        keys.handle(alone);
        assertEquals(false, alone.isConsumed());
        take(ToolKind.RECTANGLE);
        drag(20, 30, 60, 50);
        KeyEvent up = new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.UP, false, false, false, false);
        keys.handle(up);
        assertEquals(false, up.isConsumed());
        assertEquals(rectangle(20, 30, 40, 20), only());
    }

    @Test
    void deletedMark_comesBackSelectedAtItsPlace() {
        board.keepToolProperty().set(true);
        take(ToolKind.RECTANGLE);
        drag(20, 30, 60, 50);
        drag(100, 100, 120, 120);
        Mark first = board.drawing().marks().get(0);
        board.drawing().select(first.id());
        board.deleteSelected();
        assertEquals("Delete Region 1", undoName());
        assertEquals(1, board.drawing().marks().size());
        pane.history.undo();
        assertEquals(first, board.drawing().marks().get(0));
        assertEquals(Optional.of(first), board.selectedHere());
    }

    @Test
    void names_areNotUsedTwice_unlessTheDrawingIsUndone() {
        board.keepToolProperty().set(true);
        take(ToolKind.RECTANGLE);
        drag(20, 30, 60, 50);
        board.deleteSelected();
        drag(20, 30, 60, 50);
        assertEquals("Region 2", board.selectedHere().orElseThrow().name());
        pane.history.undo();
        drag(20, 30, 60, 50);
        assertEquals("Region 2", board.selectedHere().orElseThrow().name());
    }

    @Test
    void rename_isAStep_andBlankOrSameAreNone() {
        take(ToolKind.RECTANGLE);
        drag(20, 30, 60, 50);
        Mark mark = board.selectedHere().orElseThrow();
        board.drawing().rename(mark.id(), "  ");
        board.drawing().rename(mark.id(), "Region 1");
        assertEquals("Draw Region 1", undoName());
        board.drawing().rename(mark.id(), " Left lung ");
        assertEquals("Rename Region 1 to Left lung", undoName());
        assertEquals("Left lung", board.selectedHere().orElseThrow().name());
        pane.history.undo();
        assertEquals("Region 1", board.selectedHere().orElseThrow().name());
    }

    @Test
    void layerOfADrawingThatIsAlreadyOpen_repaintsAtEveryChange() {
        int[] repaints = {0};
        new MarksLayer(board, Messages.of(Locale.ENGLISH), () -> repaints[0]++);
        Mark mark = board.drawing().add(rectangle(1, 1, 5, 5), 0);
        int afterAdding = repaints[0];
        board.selectedHere();
        board.drawing().clearSelection();
        int afterClearing = repaints[0];
        board.drawing().delete(mark.id());
        assertTrue(afterAdding > 0 && afterClearing > afterAdding && repaints[0] > afterClearing);
    }

    @Test
    void anotherDrawing_isFollowedInsteadOfTheFirst() {
        int[] repaints = {0};
        new MarksLayer(board, Messages.of(Locale.ENGLISH), () -> repaints[0]++);
        Drawing first = board.drawing();
        board.drawingProperty().set(new Drawing(pane.history, Messages.of(Locale.ENGLISH)));
        int before = repaints[0];
        first.add(rectangle(1, 1, 5, 5), 0);
        assertEquals(before, repaints[0]);
        board.drawing().add(rectangle(1, 1, 5, 5), 0);
        assertTrue(repaints[0] > before);
    }

    @Test
    void noSliceShown_everyToolDoesNothing() {
        board.sliceProperty().set(null);
        for (ToolKind kind : ToolKind.values()) {
            take(kind);
            drag(20, 30, 60, 50);
            click(5, 5);
            tool().doubleClicked(TestPane.at(5, 5, false, false));
            press(KeyCode.ENTER, false);
        }
        assertTrue(board.drawing().marks().isEmpty());
    }
}
