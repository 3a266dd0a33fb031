package io.veilray.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.veilray.cloud.model.ModelException;
import io.veilray.trainer.Architecture.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ring too small makes the server refuse the model; one too large makes every classification slower. */
class RingChoiceTest {
    private static final Recipe RECIPE = Recipe.of("pneumonia-cxr-28");

    /** One convolution of one weight at the centre, one pooling, and a dense layer of small weights. */
    private static byte[] model(float weight) {
        Layer convolution = new Layer(new float[][] {{0, 0, 0, 0, weight, 0, 0, 0, 0}}, new float[1], 9);
        Layer dense = new Layer(new float[2][14 * 14], new float[2], 14 * 14);
        Architecture architecture = new Architecture(1, 28, List.of(new Stage(1, true)), 2);
        return OnnxWriter.write(new FrozenNetwork(architecture, List.of(convolution, dense)), "one");
    }

    @Test
    void of_holdsTheLargestSumWithFractionMultiplierAndSign() throws ModelException {
        // sums up to the weight, 10 + 14 fractional bits, 2 of the multiplier, one of the sign: 27 bits around 2^5 = 32
        assertEquals(32, RingChoice.of(model(28), RECIPE).ringBits());
        assertEquals(33, RingChoice.of(model(33), RECIPE).ringBits());
        assertEquals(37, RingChoice.of(model(1000), RECIPE).ringBits());
    }

    @Test
    void of_doesNotGoBelowPlainIntArithmetic() throws ModelException {
        assertEquals(32, RingChoice.of(model(1), RECIPE).ringBits());
    }
}
