package io.veilray.trainer;

import java.util.Arrays;

/** The smallest sharing ring that provably holds every sum of a network. */
record RingChoice(int ringBits) {
    static final int ACTIVATION_BITS = 10;
    static final int WEIGHT_BITS = 14;
    static final int MULTIPLIER_BITS = 2;
    /** The online layers run in plain {@code int} arithmetic at 32 bits; fewer gain nothing there. */
    private static final int LEAST_BITS = 32;

    private static final int MOST_BITS = 41;
    /** Room for the rounding of weights and activations, which the server's compiler bounds exactly. */
    private static final double ROUNDING_ROOM = 1.05;

    /** For the worst sum of each layer; a bound b needs {@code b * 2^(f + g + B) < 2^(l - 1)}. */
    static RingChoice forBounds(double[] bounds) {
        double worst = Arrays.stream(bounds).max().orElseThrow() * ROUNDING_ROOM;
        int fraction = ACTIVATION_BITS + WEIGHT_BITS + MULTIPLIER_BITS;
        int bits = Math.max(LEAST_BITS, Math.getExponent(worst) + 1 + fraction + 1);
        if (bits > MOST_BITS) {
            throw new IllegalStateException("sums of up to " + worst + " need a ring of " + bits + " bits: at most "
                    + MOST_BITS + " are allowed; train with a lower bound target");
        }
        return new RingChoice(bits);
    }
}
