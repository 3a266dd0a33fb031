package io.veilray.ui.classify;

import io.veilray.client.LocalCloud.PlaintextReference;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A private result beside the same model in the clear.
 *
 * @param logits what the private run gave; none if it gave the class alone
 * @param winner the class of the private run
 * @param maskingBound derived bound on the difference between a private logit and its fixed-point value, from roundings alone
 */
public record Comparison(
        double[] logits, int winner, double[] fixedPointLogits, double[] floatLogits, double maskingBound) {
    public Comparison(double[] logits, double[] fixedPointLogits, double[] floatLogits, double maskingBound) {
        this(logits, Classification.argMax(logits), fixedPointLogits, floatLogits, maskingBound);
    }

    public static Comparison of(Classification result, PlaintextReference reference, Patch patch) {
        return new Comparison(
                result.logits(),
                result.winner(),
                reference.fixedPointLogits(patch),
                reference.floatLogits(patch),
                reference.maskingBound(patch));
    }

    /** Whether the private run and the fixed-point model choose the same class. */
    public boolean agrees() {
        return winner == Classification.argMax(fixedPointLogits);
    }

    /** Whether the private run and the float model choose the same class. */
    public boolean agreesWithFloat() {
        return winner == Classification.argMax(floatLogits);
    }

    /** Largest difference between a private logit and its fixed-point value; empty where there are no private logits. */
    public OptionalDouble largestDifference() {
        return IntStream.range(0, logits.length)
                .mapToDouble(i -> Math.abs(logits[i] - fixedPointLogits[i]))
                .max();
    }

    /**
     * Whether rounding can explain the choice: the same class, or one whose fixed-point logit is within twice the bound of
     * the largest, since each of the two may have moved by the bound towards the other.
     */
    public boolean isExplained() {
        double best = fixedPointLogits[Classification.argMax(fixedPointLogits)];
        return best - fixedPointLogits[winner] <= 2 * maskingBound;
    }
}
