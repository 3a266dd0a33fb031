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

    public OnlineLayer(String name, int ringBits) {
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

    /** Multiply-adds that make the sums once, those with padding included. */
    public double products() {
        return (double) output.height() * output.width() * kernel.length;
    }

    /**
     * Loads and stores of the inner loops in {@code parts} parts: nine products for nine entries and one sum where there
     * is a map, a weight and an entry each in a scalar product, weights made {@code int} before.
     */
    public double loopBytes(int parts) {
        boolean map = output.height() > 1;
        double each = map ? 11 * Integer.BYTES / 9.0 : 2 * Integer.BYTES;
        return parts * products() * each + kernel.length * (Long.BYTES + Integer.BYTES);
    }

    /** Tensor, sums (both ways), weights as they come and as {@code int}, written and read. */
    public double touchedBytes(int parts) {
        return parts * (double) (tensor.length + 2 * sums.length) * Long.BYTES
                + kernel.length * (double) (Long.BYTES + (1 + parts) * Integer.BYTES);
    }
}
