package io.veilray.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class NonlinearTest {
    private static final TensorShape MAP = new TensorShape(1, 3, 3);
    private static final long[] VALUES = {1, -2, 3, -4, 5, -6, 7, -8, 9};

    @Test
    void relu_keepsPositives() {
        assertArrayEquals(new long[] {1, 0, 3, 0, 5, 0, 7, 0, 9}, new Nonlinear.Relu().apply(VALUES, MAP));
    }

    /** Window 2x2, stride 2, padding 1: the corners (1), (-2, 3), (-4, 7), (5, -6, -8, 9); padding is no zero. */
    @Test
    void paddedMaxPool_ignoresWhatLiesOutside() {
        PoolWindow window = new PoolWindow(2, 2, 2, 2, 1, 1, 2, 2);
        assertArrayEquals(new long[] {1, 3, 7, 9}, new Nonlinear.MaxPool(window).apply(VALUES, MAP));
    }

    /** Sums of the same corners 1, 1, 3, 0 over 1, 2, 2, 4 positions: 1, 0.5, 1.5, 0, halves up. */
    @Test
    void paddedAveragePool_dividesByWhatItCovers() {
        PoolWindow window = new PoolWindow(2, 2, 2, 2, 1, 1, 2, 2);
        assertArrayEquals(new long[] {1, 1, 2, 0}, new Nonlinear.AveragePool(window, false).apply(VALUES, MAP));
        assertArrayEquals(new long[] {0, 0, 1, 0}, new Nonlinear.AveragePool(window, true).apply(VALUES, MAP));
    }

    /** 5 / 9 rounds to 1. */
    @Test
    void globalAverage_isTheRoundedMean() {
        assertArrayEquals(new long[] {1}, new Nonlinear.AveragePool(PoolWindow.global(MAP), false).apply(VALUES, MAP));
    }

    private static LayerShape squaring(Nonlinear... operations) {
        LinearTerm term = new LinearTerm(0, 3, 3, 1, 1, 1);
        return new LayerShape("conv", List.of(term), MAP, List.of(operations));
    }

    /**
     * f = 2, g = 3. 25 / 8 rounds to 3, 9 / 4 to 2; -20 / 8 = -2.5 rounds up to -2, 4 / 4 is 1; 28 / 8 = 3.5 rounds up to 4,
     * 16 / 4 is 4; -12 / 8 = -1.5 rounds up to -1, 1 / 4 to 0; 4 / 8 rounds up to 1, 1 / 4 to 0; 11 / 8 to 1; 14 / 8 to 2,
     * 4 / 4 is 1; 0; 1000 / 8 = 125, 15625 / 4 = 3906.25.
     */
    @Test
    void activationOfASquare_squaresTheRescaledSum() {
        long[] sums = {25, -20, 28, -12, 4, 11, 14, 0, 1000};
        long[] squares = {2, 1, 4, 0, 0, 0, 1, 0, 3906};
        assertArrayEquals(squares, squaring(new Nonlinear.Square()).activation(sums, 2, 3));
        // ReLU first: 0 where the sum is negative
        squares[1] = 0;
        assertArrayEquals(
                squares, squaring(new Nonlinear.Relu(), new Nonlinear.Square()).activation(sums, 2, 3));
    }

    @Test
    void square_multipliesExactly() {
        assertArrayEquals(new long[] {1, 4, 9, 16, 25, 36, 49, 64, 81}, new Nonlinear.Square().apply(VALUES, MAP));
        assertThrows(ArithmeticException.class, () -> new Nonlinear.Square().apply(new long[] {1L << 32}, MAP));
    }

    @Test
    void operationAfterASquare_isRefusedByLayerName() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> squaring(new Nonlinear.Square(), new Nonlinear.Relu()))
                .getMessage();
        assertTrue(message.contains("conv") && message.contains("last operation"), message);
    }

    /** A square under a multiplier gives a wrong class without a word, so no mode but its own may run it. */
    @Test
    void squares_runInQuadraticModeOnlyAndNothingElseDoes() {
        LayerShape logits =
                new LayerShape("fc", List.of(new LinearTerm(1, 3, 3, 1, 0, 0)), new TensorShape(2, 1, 1), List.of());
        List<LayerShape> squares = List.of(squaring(new Nonlinear.Square()), logits);
        new NetworkShape(MAP, squares, NonlinearMode.QUADRATIC, 37, 12, 12, 0);
        record Refused(String why, List<LayerShape> layers, NonlinearMode mode, int multiplierBits) {}
        Refused[] cases = {
            new Refused("multipliers would be squared", squares, NonlinearMode.MASKED, 2),
            new Refused("strict mode", squares, NonlinearMode.STRICT, 0),
            new Refused("squares only", List.of(squaring(new Nonlinear.Relu()), logits), NonlinearMode.QUADRATIC, 0),
            new Refused(
                    "squares only",
                    List.of(squaring(new Nonlinear.Relu(), new Nonlinear.Square()), logits),
                    NonlinearMode.QUADRATIC,
                    0),
            new Refused("from 0 to 0", squares, NonlinearMode.QUADRATIC, 2),
        };
        for (Refused each : cases) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> new NetworkShape(MAP, each.layers, each.mode, 37, 12, 12, each.multiplierBits))
                    .getMessage();
            assertTrue(message.contains(each.why), message);
        }
    }

    @Test
    void shapesThatDoNotConnect_areRefusedByLayerName() {
        TensorShape input = new TensorShape(1, 8, 8);
        LinearTerm whole = new LinearTerm(0, 8, 8, 1, 0, 0);
        LayerShape logits = new LayerShape("fc", List.of(whole), new TensorShape(2, 1, 1), List.of());
        new NetworkShape(input, List.of(logits), NonlinearMode.MASKED, 32, 10, 14, 2);
        LayerShape tooFar = new LayerShape("fc", List.of(whole), new TensorShape(2, 20, 1), List.of());
        LayerShape fromNowhere =
                new LayerShape("fc", List.of(new LinearTerm(1, 1, 1, 1, 0, 0)), new TensorShape(2, 1, 1), List.of());
        LayerShape withRelu =
                new LayerShape("fc", List.of(whole), new TensorShape(2, 1, 1), List.of(new Nonlinear.Relu()));
        for (LayerShape bad : List.of(tooFar, fromNowhere, withRelu)) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> new NetworkShape(input, List.of(bad), NonlinearMode.MASKED, 32, 10, 14, 2))
                    .getMessage();
            assertTrue(message.contains("layer"), message);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new NetworkShape(input, List.of(logits), NonlinearMode.MASKED, 42, 10, 14, 2));
        assertThrows(IllegalArgumentException.class, () -> new TensorShape(1 << 13, 1 << 13, 1));
        assertThrows(IllegalArgumentException.class, () -> new TensorShape(1 << 30, 1 << 30, 1 << 30));
    }
}
