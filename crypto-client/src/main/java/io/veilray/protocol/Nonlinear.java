package io.veilray.protocol;

import java.util.Arrays;

/**
 * What happens to a layer's sum before it becomes the next tensor. In masked mode the client does it on values that are
 * scaled by a positive factor per channel and whose channels are permuted: every operation here works within a channel
 * and commutes with both, but for {@link Square}, which masked mode therefore refuses.
 */
public sealed interface Nonlinear {
    /** Shape after the operation. */
    TensorShape output(TensorShape input);

    /** Applies the operation to signed integers {@code [channel][row][column]} and returns the new tensor. */
    long[] apply(long[] values, TensorShape input);

    /** The larger of the value and zero. */
    record Relu() implements Nonlinear {
        @Override
        public TensorShape output(TensorShape input) {
            return input;
        }

        @Override
        public long[] apply(long[] values, TensorShape input) {
            long[] out = new long[values.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = Math.max(0, values[i]);
            }
            return out;
        }
    }

    /**
     * The value times itself. It doubles the fractional bits, so it stands last in its layer and takes the activation after
     * rescaling, not the sum: {@link LayerShape#activation}.
     */
    record Square() implements Nonlinear {
        @Override
        public TensorShape output(TensorShape input) {
            return input;
        }

        /** Exact products, with twice the fractional bits of the values; fails on those that a long does not hold. */
        @Override
        public long[] apply(long[] values, TensorShape input) {
            return Arrays.stream(values)
                    .map(value -> Math.multiplyExact(value, value))
                    .toArray();
        }
    }

    /** The largest value under the window; positions outside the map do not count. */
    record MaxPool(PoolWindow window) implements Nonlinear {
        @Override
        public TensorShape output(TensorShape input) {
            return window.output(input);
        }

        @Override
        public long[] apply(long[] values, TensorShape input) {
            long[] out = new long[output(input).size()];
            Arrays.fill(out, Long.MIN_VALUE);
            window.forEach(input, (output, entry) -> out[output] = Math.max(out[output], values[entry]));
            return out;
        }
    }

    /**
     * The mean under the window, rounded half up at the sum's own fractional bits. Its divisor is the number of
     * positions inside the map, or the whole window where the model counts its padding. A global average pool is one
     * whose window is the map.
     */
    record AveragePool(PoolWindow window, boolean countPadding) implements Nonlinear {
        @Override
        public TensorShape output(TensorShape input) {
            return window.output(input);
        }

        @Override
        public long[] apply(long[] values, TensorShape input) {
            long[] out = new long[output(input).size()];
            int[] counts = new int[out.length];
            window.forEach(input, (output, entry) -> {
                out[output] += values[entry];
                counts[output]++;
            });
            for (int i = 0; i < out.length; i++) {
                long divisor = countPadding ? (long) window.height() * window.width() : counts[i];
                out[i] = Math.floorDiv(2 * out[i] + divisor, 2 * divisor);
            }
            return out;
        }
    }
}
