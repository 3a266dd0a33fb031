package io.veilray.benchmark;

import io.veilray.he.HeParameters;
import io.veilray.he.NoiseBudget;
import io.veilray.protocol.NonlinearMode;
import io.veilray.ring.Seed;

/** Payload of a ticket's messages at N = 4096, by count, as the budget has their bits. */
final class MessageBytes {
    private static final HeParameters PARAMETERS = HeParameters.N4096;
    private static final int DEGREE = PARAMETERS.degree();

    private MessageBytes() {}

    /** An upload that carries nothing new. */
    static double upload(int ringBits) {
        int bits = PARAMETERS.modulusBits() - budget(ringBits).droppedBits();
        return Seed.BYTES + bits * DEGREE / 8.0;
    }

    /** A response without its results. */
    static double response(int ringBits) {
        return budget(ringBits).c1Bits() * DEGREE / 8.0;
    }

    /** @param entries mask entries that are carried, each for the first time */
    static long up(int uploads, int entries, int ringBits) {
        return Math.round(uploads * upload(ringBits) - entries * ringBits / 8.0);
    }

    static long down(int responses, int results, int ringBits) {
        return Math.round(
                responses * response(ringBits) + results * budget(ringBits).c0Bits() / 8.0);
    }

    private static NoiseBudget budget(int ringBits) {
        return NoiseBudget.of(PARAMETERS, ringBits, NonlinearMode.MASKED.floodRatioBits());
    }
}
