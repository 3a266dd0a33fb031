package io.veilray.cloud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The trained networks of squares beside the shipped models, whether or not the index names them. */
class SquareModelsTest {
    private static final String FOLDER = "/io/veilray/cloud/demo/models/";

    private static byte[] file(String id, String name) throws IOException {
        try (InputStream in = SquareModelsTest.class.getResourceAsStream(FOLDER + id + "/" + name)) {
            return in.readAllBytes();
        }
    }

    private static CheckedModel model(String id) throws Exception {
        String card = new String(file(id, "card.json"), StandardCharsets.UTF_8);
        return CheckedModel.load(file(id, "model.onnx"), card);
    }

    /** And pooling within the convolutions, for the classes and the images of the network of ReLU. */
    @ParameterizedTest
    @CsvSource({"pneumonia-cxr-28, 5", "brain-mri-128, 6", "chest-cxr-256, 4"})
    void layers_endInSquaresAlone(String id, int rounds) throws Exception {
        NetworkShape shape = model(id + "-quadratic").shape();
        NetworkShape relu = model(id).shape();
        assertEquals(rounds, shape.rounds());
        assertEquals(relu.classes(), shape.classes());
        assertEquals(relu.input(), shape.input());
        for (LayerShape layer : shape.layers().subList(0, rounds - 1)) {
            assertEquals(List.of(new Nonlinear.Square()), layer.nonlinear());
        }
    }

    /** The brain's has a shape of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"pneumonia-cxr-28", "chest-cxr-256"})
    void networkOfSquares_hasTheShapeOfTheNetworkOfRelu(String id) throws Exception {
        NetworkShape shape = model(id + "-quadratic").shape();
        NetworkShape relu = model(id).shape();
        assertEquals(relu.rounds(), shape.rounds());
        for (int i = 0; i < shape.rounds(); i++) {
            assertEquals(relu.tensor(i), shape.tensor(i));
        }
    }

    /** Noise in a smooth image is far from what either has seen, and still within the margin that the cards leave. */
    @ParameterizedTest
    @ValueSource(strings = {"pneumonia-cxr-28", "brain-mri-128", "chest-cxr-256"})
    void fixedPoint_staysNearFloat(String id) throws Exception {
        CheckedModel model = model(id + "-quadratic");
        assertTrue(model.calibrated());
        assertTrue(model.info().training().contains("margin"), model.info().training());
        int side = model.shape().input().height();
        SplittableRandom random = new SplittableRandom(1);
        float[] pixels = new float[side * side];
        for (int i = 0; i < pixels.length; i++) {
            int y = i / side - side / 2;
            int x = i % side - side / 2;
            pixels[i] =
                    (float) (Math.max(0, 0.6 - (double) (x * x + y * y) / (side * side)) + 0.05 * random.nextDouble());
        }
        Patch patch = new Patch(1, side, side, pixels, new Region(0, 0, side, side));
        double[] real = new FloatModel(model).logits(patch);
        double[] fixed = new FixedPointModel(model).logits(patch);
        double rounding = RoundingBound.of(model, patch);
        for (int i = 0; i < real.length; i++) {
            assertEquals(real[i], fixed[i], rounding);
            assertEquals(real[i], fixed[i], 0.05 * (1 + Math.abs(real[i])));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pneumonia-cxr-28-quadratic", "brain-mri-128-quadratic", "chest-cxr-256-quadratic"})
    void otherModes_refuseThem(String id) throws Exception {
        byte[] onnx = file(id, "model.onnx");
        String card = new String(file(id, "card.json"), StandardCharsets.UTF_8).replace("-quadratic", "");
        for (String mode : List.of("masked", "strict")) {
            String message = assertThrows(
                            ModelException.class,
                            () -> CheckedModel.load(onnx, card.replace("\"quadratic\"", "\"" + mode + "\"")))
                    .getMessage();
            assertTrue(message.contains("quadratic mode"), message);
        }
    }
}
