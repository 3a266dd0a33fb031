package io.veilray.benchmark;

import java.util.List;

/**
 * A convolution of 3x3 with as many channels out as in, its map as large as the input's, and what OpenCheetah (C++) takes
 * for it with shares in and out, on one core without AVX-512: the figures that the project's speed targets name.
 */
record Peer(int side, int channels, double milliseconds, double mebibytes) {
    /** The lower end of each range of times. */
    static final List<Peer> LAYERS =
            List.of(new Peer(32, 16, 90, 0.95), new Peer(56, 64, 2700, 7.1), new Peer(28, 128, 2600, 6.5));

    static final int[] RING_BITS = {37, 41};

    String name(int ringBits) {
        return "%1$dx%1$d, %2$d to %2$d, l = %3$d".formatted(side, channels, ringBits);
    }
}
