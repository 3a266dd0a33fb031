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
