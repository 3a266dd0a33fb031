package io.veilray.ui.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.ui.Screenshot;
import io.veilray.ui.scan.PatientAxes;
import io.veilray.ui.scan.PixelSpacing;
import io.veilray.ui.scan.Scan;
import io.veilray.ui.text.Messages;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseButton;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/**
 * What a reader takes from the screen: a value under the pointer that belongs to another pixel, a wrong side of the
 * patient or a scale bar of the wrong length leads to a wrong measurement of a real finding.
 */
@ExtendWith(ApplicationExtension.class)
class ViewportTest {
    private static final int SIDE = 400;

    private Viewport viewport;

    @Start
    void start(Stage stage) {
        viewport = new Viewport(Messages.of(Locale.ENGLISH));
        stage.setScene(new Scene(new StackPane(viewport), SIDE, SIDE));
        stage.show();
    }

    @AfterEach
    void close() {
        viewport.close();
    }

    private void open(FxRobot robot, TestSeries series) throws Exception {
        robot.interact(() -> viewport.open(series));
        WaitForAsyncUtils.waitFor(
                10, TimeUnit.SECONDS, () -> viewport.sliceProperty().get() != null);
    }

    private void shows(int index) throws Exception {
        // slice k begins with the value k
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> {
            Slice slice = viewport.sliceProperty().get();
            return slice != null && slice.value(0, 0) == index;
        });
        assertEquals(index, viewport.sliceIndexProperty().get());
    }

    /** The headless platform's robot has neither a wheel nor keys held with the mouse. */
    private void wheel(int notchesDown, double x, double y, boolean control) {
        viewport.fireEvent(new ScrollEvent(
                ScrollEvent.SCROLL,
                x,
                y,
                x,
                y,
                false,
                control,
                false,
                false,
                false,
                false,
                0,
                -40 * notchesDown,
                0,
                -40 * notchesDown,
                40,
                40,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null));
    }

    private PointerEvent pointer(double x, double y, boolean shift) {
        ViewTransform at = viewport.transformProperty().get();
        return new PointerEvent(at.toImage(x, y), new Point2D(x, y), shift, false, false, at);
    }

    private Point2D onScreen(double imageX, double imageY) {
        return viewport.localToScreen(viewport.transformProperty().get().toView(imageX, imageY));
    }

    @Test
    void pointer_readsThePixelUnderItWhateverTheOrientation(FxRobot robot) throws Exception {
        open(robot, new TestSeries(40, 3));
        for (int turns = 0; turns < 4; turns++) {
            robot.interact(() -> viewport.change(at -> at.turned(1)));
            if (turns == 2) {
                robot.interact(() -> viewport.change(ViewTransform::flippedLeftRight));
            }
            robot.moveTo(onScreen(17.5, 31.5));
            PointerReading reading = viewport.pointerProperty().get().orElseThrow();
            assertEquals(new PointerReading(17, 31, 17 - 100.0 * 31, "HU"), reading);
        }
    }

    @Test
    void beyondTheImage_thereIsNoValue(FxRobot robot) throws Exception {
        open(robot, new TestSeries(40, 1));
        robot.interact(() -> viewport.zoom(false));
        robot.moveTo(onScreen(-0.5, 20));
        assertEquals(Optional.empty(), viewport.pointerProperty().get());
    }

    /**
     * At 10 screen pixels a pixel the lens has 30: from the middle of pixel 20, 30 screen pixels on lies pixel 21 in the
     * lens and 23 beside it. Row 20 has the values x - 2000, and a window of 40 from -2000 shows x as 255 x / 40.
     */
    @Test
    void magnifier_enlargesTheSlicesOwnPixelsAboutThePointer(FxRobot robot) throws Exception {
        open(robot, new TestSeries(40, 1));
        robot.interact(() -> viewport.windowProperty().set(new Window(-1980, 40)));
        robot.moveTo(onScreen(20.5, 20.5));
        assertEquals(Math.round(255 * 23 / 40.0), gray(robot, 30, 0));
        robot.interact(() -> viewport.magnifierProperty().set(true));
        assertEquals(Math.round(255 * 21 / 40.0), gray(robot, 30, 0));
        assertEquals(Math.round(255 * 19 / 40.0), gray(robot, -30, 0));
        assertEquals(Math.round(255 * 35 / 40.0), gray(robot, 150, 0), "beyond the lens all is as it was");
        robot.moveTo(onScreen(24.5, 20.5));
        assertEquals(Math.round(255 * 25 / 40.0), gray(robot, 70, 0)); // follows: 30 beyond pixel 24
    }

    /** As far from the middle of the pixel (20, 20). */
    private int gray(FxRobot robot, double right, double down) {
        WaitForAsyncUtils.waitForFxEvents();
        WritableImage[] image = new WritableImage[1];
        robot.interact(() -> image[0] = viewport.snapshot(null, null));
        Point2D at = viewport.transformProperty().get().toView(20.5, 20.5);
        return image[0].getPixelReader().getArgb((int) (at.getX() + right), (int) (at.getY() + down)) & 255;
    }

    @Test
    void grays_areThoseOfTheWindow(FxRobot robot) throws Exception {
        open(robot, new TestSeries(40, 1));
        // at 10 screen pixels a pixel and no smoothing; values -61 to 39 along the row y = 0 and -161 to -61 at y = 1
        robot.interact(() -> viewport.windowProperty().set(new Window(20, 40)));
        WaitForAsyncUtils.waitForFxEvents();
        WritableImage[] image = new WritableImage[1];
        robot.interact(() -> image[0] = viewport.snapshot(null, null));
        Point2D at = viewport.transformProperty().get().toView(10.5, 0.5);
        int gray = image[0].getPixelReader().getArgb((int) at.getX(), (int) at.getY()) & 255;
        assertEquals(Math.round(255 * 10 / 40.0), gray); // the value 10 on a window from 0 to 40
        robot.interact(() -> viewport.invertedProperty().set(true));
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> image[0] = viewport.snapshot(null, null));
        assertEquals(255 - gray, image[0].getPixelReader().getArgb((int) at.getX(), (int) at.getY()) & 255);
    }

    @Test
    void secondaryDrag_windowsAndDraggingBackUndoesIt(FxRobot robot) throws Exception {
        open(robot, new TestSeries(40, 1));
        Point2D from = onScreen(20, 20);
        robot.moveTo(from).press(MouseButton.SECONDARY).moveTo(from.add(64, 32));
        Window wider = viewport.windowProperty().get();
        // 400 wide, so 400 / 256 a pixel: 64 to the right widen by 100, 32 down brighten by 50
        assertEquals(500, wider.width(), 1e-9);
        assertEquals(40 - 50, wider.center(), 1e-9);
        robot.moveTo(from).release(MouseButton.SECONDARY);
        assertEquals(new Window(40, 400), viewport.windowProperty().get());
        WindowTool tool = new WindowTool(() -> viewport);
        robot.interact(() -> {
            tool.pressed(pointer(0, 0, true));
            tool.dragged(pointer(0, -16, true));
            tool.released(pointer(0, -16, true));
        });
        assertEquals(40 + 250, viewport.windowProperty().get().center(), 1e-9); // ten times coarser
    }

    @Test
    void wheel_goesThroughTheSlicesAndStopsAtTheEnds(FxRobot robot) throws Exception {
        open(robot, new TestSeries(40, 3));
        robot.moveTo(viewport);
        robot.interact(() -> viewport.step(1));
        shows(1);
        robot.interact(() -> viewport.step(5));
        shows(2);
        robot.interact(() -> viewport.goTo(-7));
        shows(0);
        robot.interact(() -> wheel(1, 20, 20, false));
        shows(1);
    }

    @Test
    void zoomWithTheWheel_keepsThePointUnderThePointer(FxRobot robot) throws Exception {
        open(robot, new TestSeries(40, 3));
        Point2D before = onScreen(12.25, 7.5);
        Point2D view = viewport.transformProperty().get().toView(12.25, 7.5);
        robot.interact(() -> wheel(-3, view.getX(), view.getY(), true));
        assertTrue(viewport.transformProperty().get().viewPxPerImagePx() > SIDE / 40.0, "zoomed in");
        assertEquals(0, onScreen(12.25, 7.5).distance(before), 1e-6);
        assertEquals(0, viewport.sliceIndexProperty().get());
    }

    @Test
    void middleDrag_pans(FxRobot robot) throws Exception {
        open(robot, new TestSeries(40, 1));
        Point2D from = onScreen(20, 20);
        robot.moveTo(from).press(MouseButton.MIDDLE).moveTo(from.add(30, -12)).release(MouseButton.MIDDLE);
        assertEquals(0, onScreen(20, 20).distance(from.add(30, -12)), 1e-6);
    }

    @Test
    void sliceThatCannotBeRead_isNamedAndTheNextOneShown(FxRobot robot) throws Exception {
        TestSeries series = new TestSeries(40, 3);
        series.broken = 1;
        open(robot, series);
        robot.interact(() -> viewport.step(1));
        WaitForAsyncUtils.waitFor(
                10, TimeUnit.SECONDS, () -> viewport.problemProperty().get().contains("slice-1.dcm is cut off"));
        assertEquals(null, viewport.sliceProperty().get());
        robot.interact(() -> viewport.step(1));
        shows(2);
        assertEquals("", viewport.problemProperty().get());
    }

    @Test
    void letters_nameThePatientsSides() {
        ViewTransform at = ViewTransform.fitting(10, 10, 1, 100, 100);
        // lying on the back, seen from the feet: columns run to the patient's left, rows to the back
        PatientAxes axial = new PatientAxes(new double[] {1, 0, 0}, new double[] {0, 1, 0});
        assertEquals(new OrientationLetters("R", "L", "A", "P"), OrientationLetters.of(axial, at));
        assertEquals(new OrientationLetters("L", "R", "A", "P"), OrientationLetters.of(axial, at.flippedLeftRight()));
        // a quarter to the right brings what was on the left to the top
        assertEquals(new OrientationLetters("P", "A", "R", "L"), OrientationLetters.of(axial, at.turned(1)));
        // sagittal: columns run to the back, rows to the feet
        PatientAxes sagittal = new PatientAxes(new double[] {0, 1, 0}, new double[] {0, 0, -1});
        assertEquals(new OrientationLetters("A", "P", "H", "F"), OrientationLetters.of(sagittal, at));
        // tilted by 30 degrees about the left-right axis: rows run half towards the feet
        double half = Math.sin(Math.toRadians(30));
        PatientAxes tilted =
                new PatientAxes(new double[] {1, 0, 0}, new double[] {0, Math.cos(Math.toRadians(30)), -half});
        assertEquals(new OrientationLetters("R", "L", "AH", "PF"), OrientationLetters.of(tilted, at));
    }

    @Test
    void scaleBar_isARoundLengthOnTheScreen() {
        // 0.5 mm a pixel at 4 screen pixels a pixel: 8 screen pixels a millimetre; 150 of them are 18.75 mm
        ViewTransform at = ViewTransform.fitting(100, 100, 1, 400, 400);
        assertEquals(new ScaleBar(10, 80), ScaleBar.of(new PixelSpacing(0.5, 0.5), at, 150));
        assertEquals(new ScaleBar(20, 160), ScaleBar.of(new PixelSpacing(0.5, 0.5), at, 160));
        // rows 2 mm apart, columns 1 mm: the screen shows true proportions, and its length follows the columns
        ViewTransform tall = ViewTransform.fitting(100, 50, 2, 200, 200);
        assertEquals(new ScaleBar(50, 100), ScaleBar.of(new PixelSpacing(2, 1), tall, 150));
    }

    @Test
    void levels_areMeansAndNeverCoarserThanTheScreen() {
        float[] values = new float[1024 * 1024];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2 + 2 * (i / 1024 % 2); // each 2x2 block holds 0, 1, 2, 3
        }
        Pyramid pyramid = new Pyramid(new Scan(new Slice(1024, 1024, values, new Window(1, 2), false), "", List.of()));
        assertEquals(512, pyramid.level(1).widthPx());
        assertEquals(1.5, pyramid.level(1).value(100, 200));
        assertEquals(1.5, pyramid.level(2).value(3, 4));
        assertEquals(0, pyramid.levelFor(1));
        assertEquals(0, pyramid.levelFor(0.51));
        assertEquals(1, pyramid.levelFor(0.5));
        assertEquals(2, pyramid.levelFor(0.01));
    }

    @Test
    void screenshot_ofASeries(FxRobot robot) throws Exception {
        open(robot, new TestSeries(300, 20));
        robot.interact(() -> viewport.change(at -> at.zoomedAt(200, 200, 0.9)));
        robot.moveTo(onScreen(150, 120));
        WaitForAsyncUtils.waitForFxEvents();
        WritableImage[] image = new WritableImage[1];
        robot.interact(() -> {
            image[0] = viewport.snapshot(null, null);
            Screenshot.of(viewport, "viewport", 2);
        });
        Point2D top = viewport.transformProperty().get().toView(150, 0.5);
        int[] row = new int[SIDE];
        image[0].getPixelReader()
                .getPixels(0, (int) top.getY(), SIDE, 1, PixelFormat.getIntArgbInstance(), row, 0, SIDE);
        assertTrue(Arrays.stream(row).distinct().count() > 10, "the image is shown");
    }
}
