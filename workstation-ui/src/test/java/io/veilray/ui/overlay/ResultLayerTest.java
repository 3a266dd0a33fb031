package io.veilray.ui.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.opinion.Doubt;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import io.veilray.result.EvidenceMap;
import io.veilray.ui.viewer.LabelRoom;
import io.veilray.ui.viewer.ViewTransform;
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

/** A map that sits at another place than the finding it speaks of would point at healthy tissue. */
class ResultLayerTest {
    /** The left half of the region speaks for the class, the right half for the other one. */
    private static final EvidenceMap LEFT = new EvidenceMap(2, 2, new double[][] {{4, 0, 4, 0}, {0, 4, 0, 4}});

    private static final Region REGION = new Region(20, 30, 40, 20);
    private static final Color GROUND = Color.rgb(100, 100, 100);

    @BeforeAll
    static void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    private static Classification result(List<Doubt> doubts) {
        return new Classification(
                "m",
                "1",
                "masked",
                List.of("a", "b"),
                new double[] {2.1, 2},
                new double[] {0.52, 0.48},
                false,
                doubts,
                REGION,
                1,
                1,
                1,
                1,
                Map.of(),
                Optional.of(LEFT));
    }

    private static ViewTransform fitting() {
        return ViewTransform.fitting(100, 80, 1, 500, 400);
    }

    private static WritableImage paint(ResultLayer layer, ViewTransform transform) throws Exception {
        return WaitForAsyncUtils.asyncFx(() -> {
                    Canvas canvas = new Canvas(500, 400);
                    canvas.getGraphicsContext2D().setFill(GROUND);
                    canvas.getGraphicsContext2D().fillRect(0, 0, 500, 400);
                    layer.paint(
                            canvas.getGraphicsContext2D(),
                            transform,
                            new LabelRoom(transform.viewWidth(), transform.viewHeight()));
                    return canvas.snapshot(null, null);
                })
                .get(20, TimeUnit.SECONDS);
    }

    private static Color at(WritableImage picture, ViewTransform transform, double imageX, double imageY) {
        Point2D view = transform.toView(imageX, imageY);
        return picture.getPixelReader().getColor((int) view.getX(), (int) view.getY());
    }

    private static ResultLayer layer(List<Doubt> doubts) throws Exception {
        return WaitForAsyncUtils.asyncFx(() -> new ResultLayer(result(doubts), "a  52.0 %"))
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void evidence_staysAtItsPlaceHoweverTheImageLies() throws Exception {
        ViewTransform upright = fitting();
        for (ViewTransform transform : List.of(
                upright,
                upright.turned(1),
                upright.turned(2),
                upright.turned(3).fitted(),
                upright.flippedLeftRight(),
                upright.flippedTopBottom().turned(1))) {
            WritableImage picture = paint(layer(List.of()), transform);
            Color evidence = at(picture, transform, 25, 40);
            assertTrue(evidence.getRed() > evidence.getBlue() && !evidence.equals(GROUND), transform + " " + evidence);
            assertEquals(GROUND, at(picture, transform, 57, 40), "the other half is clear, " + transform);
            assertEquals(GROUND, at(picture, transform, 70, 70), "outside of the region, " + transform);
        }
    }

    @Test
    void opacityZero_leavesThePixelsOfTheRegionAlone() throws Exception {
        ResultLayer layer = layer(List.of());
        layer.setOpacity(0);
        WritableImage picture = paint(layer, fitting());
        for (int x = REGION.xPx(); x < REGION.xPx() + REGION.widthPx(); x++) {
            for (int y = REGION.yPx(); y < REGION.yPx() + REGION.heightPx(); y++) {
                assertEquals(GROUND, at(picture, fitting(), x + 0.5, y + 0.5), x + "," + y);
            }
        }
    }

    @Test
    void withoutOpinion_nothingIsInTheColourOfAnAnswer() throws Exception {
        WritableImage picture = paint(layer(List.of(new Doubt(Doubt.Kind.LOW_PROBABILITY, 0.5, 0.8, ""))), fitting());
        Color mark = Color.web("#FFC20A");
        for (int x = 0; x < 500; x++) {
            for (int y = 0; y < 400; y++) {
                Color color = picture.getPixelReader().getColor(x, y);
                assertTrue(!color.equals(mark), x + "," + y);
            }
        }
        assertEquals(GROUND, at(picture, fitting(), 25, 40), "and no evidence is shown");
    }
}
