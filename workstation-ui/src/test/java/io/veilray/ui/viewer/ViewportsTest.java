package io.veilray.ui.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.region.Window;
import io.veilray.ui.scan.PatientAxes;
import io.veilray.ui.text.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Which image a key acts on, and which slices stand beside each other: a reader who takes two levels for one sees a
 * change where there is none.
 */
@ExtendWith(ApplicationExtension.class)
class ViewportsTest {
    private static final int SIDE = 600;

    private final FxRobot robot = new FxRobot();
    private List<Viewport> all;
    private Viewports grid;
    private LinkedScroll scroll;
    private LinkedView look;

    @Start
    void start(Stage stage) {
        all = Stream.generate(() -> new Viewport(Messages.of(Locale.ENGLISH)))
                .limit(4)
                .toList();
        grid = new Viewports(all);
        scroll = new LinkedScroll(all, grid::shown);
        look = new LinkedView(all, grid::shown);
        grid.addButtons(Button::new);
        stage.setScene(new Scene(grid, SIDE, SIDE));
        stage.show();
    }

    @AfterEach
    void close() {
        robot.interact(() -> all.forEach(Viewport::close));
    }

    private void layout(ViewLayout layout) {
        robot.interact(() -> grid.layoutProperty().set(layout));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void open(int number, TestSeries series) throws Exception {
        robot.interact(() -> all.get(number).open(series));
        WaitForAsyncUtils.waitFor(
                10, TimeUnit.SECONDS, () -> all.get(number).sliceProperty().get() != null);
    }

    private void goTo(int number, int slice) {
        robot.interact(() -> all.get(number).goTo(slice));
    }

    private int slice(int number) {
        return all.get(number).sliceIndexProperty().get();
    }

    private void link() {
        robot.interact(() -> scroll.onProperty().set(true));
    }

    @Test
    void layouts_shareTheAreaAndShowTheFirstViewports() {
        for (ViewLayout layout : ViewLayout.values()) {
            layout(layout);
            assertEquals(all.subList(0, layout.viewports()), grid.shown());
            double area = grid.shown().stream()
                    .mapToDouble(each -> each.getParent().getLayoutBounds().getWidth()
                            * each.getParent().getLayoutBounds().getHeight())
                    .sum();
            assertTrue(area > 0.98 * SIDE * SIDE && area <= SIDE * SIDE, layout + " covers " + area);
        }
    }

    @Test
    void activity_movesByMouseFocusAndInTurn() {
        layout(ViewLayout.FOUR);
        assertSame(all.getFirst(), grid.activeProperty().get());
        robot.clickOn(all.get(2));
        assertSame(all.get(2), grid.activeProperty().get());
        robot.interact(() -> all.get(1).requestFocus());
        assertSame(all.get(1), grid.activeProperty().get());
        robot.interact(() -> grid.activate(-2));
        assertSame(all.get(3), grid.activeProperty().get(), "before the first comes the last");
        assertTrue(all.get(3).isFocused(), "keys go there");
        robot.interact(() -> grid.activate(1));
        assertSame(all.getFirst(), grid.activeProperty().get());
        assertEquals(
                List.of(true, false, false, false),
                all.stream().map(each -> each.activeProperty().get()).toList());
    }

    @Test
    void activeViewport_hasAThickerFrameAndKeepsItsSize() {
        layout(ViewLayout.TWO);
        double before = all.getFirst().getWidth();
        robot.interact(() -> grid.activate(1));
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(before, all.getFirst().getWidth());
        assertEquals(before, all.get(1).getWidth(), 1);
        // the frames themselves come from the window's style sheet, see the screenshots
        assertTrue(all.get(1).getParent().getPseudoClassStates().toString().contains("active"));
        assertFalse(all.getFirst().getParent().getPseudoClassStates().toString().contains("active"));
    }

    @Test
    void maximised_isTheActiveOneAndBackAgain() {
        layout(ViewLayout.FOUR);
        robot.clickOn(all.get(3));
        robot.interact(() -> grid.maximisedProperty().set(true));
        assertEquals(List.of(all.get(3)), grid.shown());
        assertTrue(all.get(3).isFocused());
        robot.interact(() -> grid.activate(1));
        assertEquals(List.of(all.get(0)), grid.shown(), "the keys still reach the others");
        robot.interact(() -> grid.maximisedProperty().set(false));
        assertEquals(all, grid.shown());
    }

    @Test
    void smallerLayout_keepsTheActiveViewportOnTheScreen() {
        layout(ViewLayout.FOUR);
        robot.clickOn(all.get(3));
        layout(ViewLayout.ONE);
        assertEquals(List.of(all.get(3)), grid.shown());
        layout(ViewLayout.FOUR);
        assertEquals(all, grid.shown(), "everything where it was");
        layout(ViewLayout.TWO);
        assertEquals(List.of(all.get(3), all.get(1)), grid.shown());
        assertSame(all.get(3), grid.activeProperty().get());
    }

    /** Slice k of the first lies at 3 k mm, slice k of the second at 10 + 5 k mm: 30 mm is slice 10 and slice 4. */
    @Test
    void oneFrameOfReference_isScrolledByPlaceInMillimetres() throws Exception {
        layout(ViewLayout.TWO);
        open(0, new TestSeries(8, 40).at(0, 3, "1.2"));
        open(1, new TestSeries(8, 20).at(10, 5, "1.2"));
        assertEquals(Optional.of(ScrollLink.PLACE), scroll.between(all.get(0), all.get(1)));
        goTo(0, 10);
        assertEquals(0, slice(1), "not linked yet");
        link();
        robot.interact(() -> scroll.align(all.getFirst()));
        assertEquals(4, slice(1));
        goTo(0, 20);
        assertEquals(10, slice(1)); // 60 mm
        goTo(0, 0);
        assertEquals(0, slice(1), "10 mm is the nearest that it has");
        goTo(1, 19);
        assertEquals(35, slice(0)); // 105 mm
    }

    /** From slices 10 and 2 on: 12 mm are 4 slices of 3 mm and 2.4, so 2, of 5 mm. Going back nothing has drifted. */
    @Test
    void otherOrigin_isScrolledByMillimetresFromWhereEachStood() throws Exception {
        layout(ViewLayout.TWO);
        open(0, new TestSeries(8, 40).at(0, 3, "1.2"));
        open(1, new TestSeries(8, 20).at(-700, 5, "1.9"));
        assertEquals(Optional.of(ScrollLink.DISTANCE), scroll.between(all.get(0), all.get(1)));
        goTo(0, 10);
        goTo(1, 2);
        link();
        for (int slice = 11; slice <= 14; slice++) {
            goTo(0, slice);
        }
        assertEquals(4, slice(1));
        goTo(0, 10);
        assertEquals(2, slice(1));
    }

    @Test
    void withoutPositions_isScrolledByAsManySlices() throws Exception {
        layout(ViewLayout.FOUR);
        open(0, new TestSeries(8, 40));
        open(1, new TestSeries(8, 20).at(0, 5, "1.2"));
        TestSeries same = new TestSeries(8, 40).at(0, 5, "1.2");
        open(2, same);
        open(3, same);
        assertEquals(Optional.of(ScrollLink.STEPS), scroll.between(all.get(0), all.get(1)));
        assertEquals(
                Optional.of(ScrollLink.STEPS), scroll.between(all.get(2), all.get(3)), "one series keeps its distance");
        goTo(0, 5);
        goTo(3, 7);
        link();
        goTo(0, 8);
        assertEquals(
                List.of(8, 3, 3, 10), Stream.of(0, 1, 2, 3).map(this::slice).toList());
        goTo(0, 30);
        goTo(0, 6);
        assertEquals(
                List.of(6, 1, 1, 8), Stream.of(0, 1, 2, 3).map(this::slice).toList(), "the end of a stack is no drift");
    }

    /** Rows that run the other way turn the normal round; millimetres still count along the leader's. */
    @Test
    void planesOfOppositeNormals_areParallelAndObliqueOnesAreNot() throws Exception {
        layout(ViewLayout.FOUR);
        open(0, new TestSeries(8, 40).at(0, 3, "1.2"));
        open(1, new TestSeries(8, 40).at(0, 3, "1.2").lying(axes(-1, 0, 0, 0, 1, 0)));
        double tilt = Math.sqrt(0.5); // 45 degrees about the row
        open(2, new TestSeries(8, 40).at(0, 3, "1.2").lying(axes(1, 0, 0, 0, tilt, tilt)));
        link();
        goTo(0, 7);
        assertEquals(7, slice(1));
        goTo(1, 30);
        assertEquals(30, slice(0));
        assertEquals(Optional.of(ScrollLink.STEPS), scroll.between(all.get(0), all.get(2)));
    }

    private static PatientAxes axes(double... v) {
        return new PatientAxes(new double[] {v[0], v[1], v[2]}, new double[] {v[3], v[4], v[5]});
    }

    @Test
    void viewportsThatAreNotSeen_doNotFollow() throws Exception {
        layout(ViewLayout.FOUR);
        open(0, new TestSeries(8, 40));
        open(1, new TestSeries(8, 40));
        open(2, new TestSeries(8, 40));
        layout(ViewLayout.TWO);
        link();
        goTo(0, 9);
        assertEquals(List.of(9, 9, 0), Stream.of(0, 1, 2).map(this::slice).toList());
    }

    @Test
    void linkedLook_zoomsAlikeAndWindowsOneUnit() throws Exception {
        layout(ViewLayout.TWO);
        open(0, new TestSeries(40, 3));
        open(1, new TestSeries(80, 3)); // twice the pixels: the same part at half the scale
        robot.interact(() -> look.onProperty().set(true));
        robot.interact(() ->
                all.getFirst().change(at -> at.zoomedAt(0, 0, 2).panned(11, -7).turned(1)));
        robot.interact(() -> all.getFirst().windowProperty().set(new Window(-600, 1500)));
        ViewTransform one = all.getFirst().transformProperty().get();
        ViewTransform other = all.get(1).transformProperty().get();
        assertEquals(1, other.quarterTurns());
        assertEquals(one.viewPxPerImagePx() / 2, other.viewPxPerImagePx(), 0.02 * one.viewPxPerImagePx());
        assertEquals(one.toView(10, 30).getX(), other.toView(20, 60).getX(), 2);
        assertEquals(one.toView(10, 30).getY(), other.toView(20, 60).getY(), 2);
        assertEquals(new Window(-600, 1500), all.get(1).windowProperty().get());
    }
}
