package io.veilray.benchmark;

import io.veilray.packing.InterleavedPacking;
import io.veilray.packing.InterleavedPacking.Strip;
import io.veilray.packing.Interleaving;

/** A ticket's share of one layer or of a network; processor time in milliseconds. */
record PackingCost(
        int uploads,
        int responses,
        int keySwitches,
        int products,
        long bytesUp,
        long bytesDown,
        double clientMillis,
        double serverMillis) {
    static PackingCost of(ComparedLayer layer, InterleavedPacking packing, double clientMillis, double serverMillis) {
        int uploads = 0;
        int responses = 0;
        int preResponses = 0;
        int products = 0;
        for (Strip strip : packing.strips()) {
            Interleaving layout = strip.layout();
            uploads += packing.uploads(layout);
            responses += packing.responses(layout);
            preResponses += packing.preResponses(layout);
            products += packing.uploads(layout) * packing.preResponses(layout);
        }
        return new PackingCost(
                uploads,
                responses,
                preResponses - responses,
                products,
                MessageBytes.up(uploads, packing.entriesRead(), layer.ringBits()),
                MessageBytes.down(responses, layer.results(), layer.ringBits()),
                clientMillis,
                serverMillis);
    }

    PackingCost plus(PackingCost other) {
        return new PackingCost(
                uploads + other.uploads,
                responses + other.responses,
                keySwitches + other.keySwitches,
                products + other.products,
                bytesUp + other.bytesUp,
                bytesDown + other.bytesDown,
                clientMillis + other.clientMillis,
                serverMillis + other.serverMillis);
    }

    long bytes() {
        return bytesUp + bytesDown;
    }

    /** Milliseconds on one core each and a line of that rate, nothing overlapped. */
    double millis(double bitsPerSecond) {
        return 8000 * bytes() / bitsPerSecond + clientMillis + serverMillis;
    }
}
