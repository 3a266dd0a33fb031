package io.veilray.ui.classify;

import io.veilray.client.LocalCloud.PlaintextReference;
import io.veilray.region.Patch;
import io.veilray.result.Classification;

/**
 * A private result beside the same model in the clear.
 *
 * @param logits what the private run gave
 * @param maskingBound derived bound on the difference between a private logit and its fixed-point value, from roundings alone
 */
public record Comparison(double[] logits, double[] fixedPointLogits, double[] floatLogits, double maskingBound) {
    public static Comparison of(Classification result, PlaintextReference reference, Patch patch) {
        return new Comparison(
                result.logits(),
                reference.fixedPointLogits(patch),
                reference.floatLogits(patch),
                reference.maskingBound(patch));
    }

    /** Whether the private run and the fixed-point model choose the same class. */
    public boolean agrees() {
        return Classification.argMax(logits) == Classification.argMax(fixedPointLogits);
    }

    /** Whether the private run and the float model choose the same class. */
    public boolean agreesWithFloat() {
        return Classification.argMax(logits) == Classification.argMax(floatLogits);
    }

    /** Largest difference between a private logit and its fixed-point value. */
    public double largestDifference() {
        double largest = 0;
        for (int i = 0; i < logits.length; i++) {
            largest = Math.max(largest, Math.abs(logits[i] - fixedPointLogits[i]));
        }
        return largest;
    }

    /**
     * Whether rounding can explain the choice: the same class, or one whose fixed-point logit is within twice the bound of
     * the largest, since each of the two may have moved by the bound towards the other.
     */
    public boolean isExplained() {
        double best = fixedPointLogits[Classification.argMax(fixedPointLogits)];
        return best - fixedPointLogits[Classification.argMax(logits)] <= 2 * maskingBound;
    }
}
