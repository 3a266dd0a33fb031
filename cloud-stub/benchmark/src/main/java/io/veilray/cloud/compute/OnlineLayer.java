package io.veilray.cloud.compute;

import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.TensorShape;
import java.util.SplittableRandom;

/** A layer of the online benchmarks with random content. */
public final class OnlineLayer {
    /** 18.9 million products. */
    public static final String WIDE = "64x64x16 to 64x64x32, 3x3";
    /** 115.6 million products. */
    public static final String DEEP = "14x14x256 to 14x14x256, 3x3";
    /** 0.26 million products. */
    public static final String DENSE = "2048 to 128";

    static final int WEIGHT_BITS = 15;

    final TensorShape map;
    final TensorShape output;
    final LinearTerm term;
    final long[] kernel;
    final long[] tensor;
    final long[] sums;

    OnlineLayer(String name, int ringBits) {
        this.map = switch (name) {
            case WIDE -> new TensorShape(16, 64, 64);
            case DEEP -> new TensorShape(256, 14, 14);
            default -> new TensorShape(2048, 1, 1);
        };
        this.output = switch (name) {
            case WIDE -> new TensorShape(32, 64, 64);
            case DEEP -> map;
            default -> new TensorShape(128, 1, 1);
        };
        this.term = name.equals(DENSE) ? new LinearTerm(0, 1, 1, 1, 0, 0) : new LinearTerm(0, 3, 3, 1, 1, 1);
        SplittableRandom random = new SplittableRandom(1);
        this.tensor = random.longs(map.size(), 0, 1L << ringBits).toArray();
        this.kernel = new long[output.channels() * map.channels() * term.kernelHeight() * term.kernelWidth()];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = random.nextLong() >> 64 - WEIGHT_BITS;
        }
        this.sums = new long[output.size()];
    }
}
