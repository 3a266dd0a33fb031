package io.veilray.ui.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.opinion.Doubt;
import io.veilray.region.Region;
import io.veilray.region.SlidingWindows;
import io.veilray.result.Classification;
import io.veilray.result.HeatMap;
import io.veilray.result.HotScale;
import io.veilray.ui.viewer.LabelRoom;
import io.veilray.ui.viewer.ViewTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Point2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A colour in the wrong place points at the wrong lung; a gap that looks low says that nothing is there. */
class HeatLayerTest {
    private static final int WIDTH = 700;
    private static final int HEIGHT = 700;
    /** Of which colours get two thirds. */
    private static final double OPACITY = 0.6;

    private static final Region REGION = new Region(20, 30, 60, 40);
    /** Five beside each other and three below each other, of 20x20 px, 10 px apart. */
    private static final SlidingWindows WINDOWS = new SlidingWindows(REGION, 20, 20, 10);

    private static final Color GROUND = Color.rgb(100, 100, 100);

    @BeforeAll
    static void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    /** Different everywhere; the top left corner has no opinion and the bottom right one was not examined. */
    private static List<Optional<Classification>> answers() {
        List<Optional<Classification>> out = new ArrayList<>();
        for (int i = 0; i < WINDOWS.count(); i++) {
            double finding = (i * 7 % 15) / 14.0;
            out.add(i == WINDOWS.count() - 1 ? Optional.empty() : Optional.of(answer(i, finding, i > 0)));
        }
        return out;
    }

    private static Classification answer(int index, double finding, boolean opinion) {
        return new Classification(
                "m",
                "1",
                "masked",
                List.of("normal", "finding"),
                new double[] {0, 1},
                new double[] {1 - finding, finding},
                false,
                opinion ? List.of() : List.of(new Doubt(Doubt.Kind.LOW_PROBABILITY, 0.5, 0.9, "")),
                WINDOWS.window(index),
                1,
                1,
                1,
                1,
                Map.of(),
                Optional.empty());
    }

    private static final HeatMap MAP = new HeatMap(WINDOWS, List.of("normal", "finding"), answers());

    /** The mean over all windows that contain the pixel and had an opinion, by looking at every one; NaN for none. */
    private static double bruteForce(int x, int y) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < WINDOWS.count(); i++) {
            Region window = WINDOWS.window(i);
            boolean inside = x >= window.xPx()
                    && x < window.xPx() + window.widthPx()
                    && y >= window.yPx()
                    && y < window.yPx() + window.heightPx();
            if (inside
                    && MAP.answers().get(i).filter(Classification::hasOpinion).isPresent()) {
                sum += MAP.answers().get(i).orElseThrow().probabilities()[1];
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** The scale's colour laid over the ground; as opaque as the value, times the strength. */
    private static Color expected(double value) {
        java.awt.Color color = new java.awt.Color(HotScale.rgb(value));
        return GROUND.interpolate(Color.rgb(color.getRed(), color.getGreen(), color.getBlue()), 0.4 * value);
    }

    private static WritableImage paint(ViewTransform transform, double opacity) throws Exception {
        return WaitForAsyncUtils.asyncFx(() -> {
                    HeatLayer layer = new HeatLayer(MAP, 1, "finding");
                    layer.setOpacity(opacity);
                    Canvas canvas = new Canvas(WIDTH, HEIGHT);
                    canvas.getGraphicsContext2D().setFill(GROUND);
                    canvas.getGraphicsContext2D().fillRect(0, 0, WIDTH, HEIGHT);
                    layer.paint(
                            canvas.getGraphicsContext2D(),
                            transform,
                            new LabelRoom(transform.viewWidth(), transform.viewHeight()));
                    return canvas.snapshot(null, null);
                })
                .get(20, TimeUnit.SECONDS);
    }

    private static List<ViewTransform> orientations() {
        ViewTransform upright = ViewTransform.fitting(100, 80, 1, WIDTH, HEIGHT);
        return List.of(
                upright,
                upright.turned(1).fitted(),
                upright.turned(2),
                upright.flippedLeftRight(),
                upright.flippedTopBottom().turned(3).fitted());
    }

    private static Color at(WritableImage picture, ViewTransform transform, int x, int y) {
        Point2D view = transform.toView(x + 0.5, y + 0.5);
        return picture.getPixelReader().getColor((int) view.getX(), (int) view.getY());
    }

    @Test
    void everyPixel_hasTheColourOfItsValueHoweverTheImageLies() throws Exception {
        for (ViewTransform transform : orientations()) {
            WritableImage picture = paint(transform, OPACITY);
            int checked = 0;
            for (int x = REGION.xPx(); x < REGION.xPx() + REGION.widthPx(); x++) {
                for (int y = REGION.yPx(); y < REGION.yPx() + REGION.heightPx(); y++) {
                    double value = bruteForce(x, y);
                    if (!Double.isNaN(value)) {
                        Color want = expected(value);
                        Color is = at(picture, transform, x, y);
                        String where = x + "," + y + " of value " + value + " under " + transform;
                        assertEquals(want.getRed(), is.getRed(), 0.012, where);
                        assertEquals(want.getGreen(), is.getGreen(), 0.012, where);
                        assertEquals(want.getBlue(), is.getBlue(), 0.012, where);
                        checked++;
                    }
                }
            }
            assertEquals(60 * 40 - 2 * 10 * 10, checked, "two corners are gaps");
            assertEquals(GROUND, at(picture, transform, 10, 10), "outside of the region");
        }
    }

    /** Stripes of 2 px every 12 px; crossed ones are about twice as many. */
    @Test
    void gaps_areStripedAtTheirPlaceAndTellWhetherAnybodyLooked() throws Exception {
        for (ViewTransform transform : orientations()) {
            WritableImage picture = paint(transform, OPACITY);
            double noOpinion = lightShare(picture, transform, 20, 30);
            double notExamined = lightShare(picture, transform, 70, 60);
            assertEquals(2 / 12.0, noOpinion, 0.03, "no opinion, " + transform);
            assertTrue(notExamined > 1.4 * noOpinion, notExamined + " not examined, " + transform);
        }
    }

    /** Of the 10x10 image pixels from there. */
    private static double lightShare(WritableImage picture, ViewTransform transform, int x, int y) {
        Point2D one = transform.toView(x, y);
        Point2D other = transform.toView(x + 10, y + 10);
        int light = 0;
        int all = 0;
        for (int v = (int) Math.min(one.getY(), other.getY()) + 1; v < Math.max(one.getY(), other.getY()) - 1; v++) {
            for (int u = (int) Math.min(one.getX(), other.getX()) + 1;
                    u < Math.max(one.getX(), other.getX()) - 1;
                    u++) {
                light += picture.getPixelReader().getColor(u, v).getBrightness() > 0.6 ? 1 : 0;
                all++;
            }
        }
        return (double) light / all;
    }

    @Test
    void opacityZero_leavesThePixelsOfTheRegionAlone() throws Exception {
        ViewTransform upright = orientations().getFirst();
        WritableImage picture = paint(upright, 0);
        for (int x = REGION.xPx(); x < REGION.xPx() + REGION.widthPx(); x++) {
            for (int y = REGION.yPx(); y < REGION.yPx() + REGION.heightPx(); y++) {
                assertEquals(GROUND, at(picture, upright, x, y), x + "," + y);
            }
        }
    }
}
