package io.veilray.trainer;

import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.ModelException;
import io.veilray.cloud.model.SumRange;

/** The smallest sharing ring that, by the server's own proof, holds every sum of a model. */
record RingChoice(int ringBits) {
    static final int ACTIVATION_BITS = 10;
    static final int WEIGHT_BITS = 14;
    static final int MULTIPLIER_BITS = 2;
    /** The most a card may name. */
    static final RingChoice WIDEST = new RingChoice(41);

    /** The online layers run in plain {@code int} arithmetic at 32 bits; fewer gain nothing there. */
    private static final int LEAST_BITS = 32;

    /**
     * What every hidden sum is brought to for a ring: at 32 bits, which hold 32, to 25; the rest is room for the rounding
     * of weights.
     */
    static double hiddenBound(int ringBits) {
        return Math.scalb(25.0, ringBits - LEAST_BITS);
    }

    /**
     * Chooses for a model file; the bits that its sums need do not depend on the ring its card names.
     *
     * @throws ModelException if even the widest ring does not hold them; the message names layer and bound
     */
    static RingChoice of(byte[] onnx, Recipe recipe) throws ModelException {
        CheckedModel model = CheckedModel.load(onnx, Card.unmeasured(recipe, WIDEST));
        int needed = model.ranges().stream().mapToInt(SumRange::bits).max().orElseThrow();
        return new RingChoice(Math.max(LEAST_BITS, needed));
    }
}
