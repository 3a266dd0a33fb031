package io.veilray.trainer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** Rounds measured numbers to what a card needs; limits are measured with the rounded ones. */
final class Digits {
    private static final MathContext FEW = new MathContext(5);

    private Digits() {}

    static double few(double value) {
        return new BigDecimal(value).round(FEW).doubleValue();
    }

    static double[] few(double[] values) {
        return Arrays.stream(values).map(Digits::few).toArray();
    }
}
