package io.veilray.cloud.privacy;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How a ticket shows a tensor, as an attacker has worked it out: position i is channel {@code channel[i]} of its own
 * count, {@code scale[i]} times as large.
 */
record ChannelMap(int[] channel, double[] scale) {
    static ChannelMap identity(int channels) {
        double[] ones = new double[channels];
        Arrays.fill(ones, 1);
        return new ChannelMap(IntStream.range(0, channels).toArray(), ones);
    }

    /** A tensor as the ticket shows it, in the attacker's own order and scale. */
    double[] canonical(long[] shown) {
        int area = shown.length / channel.length;
        double[] out = new double[shown.length];
        for (int i = 0; i < shown.length; i++) {
            out[channel[i / area] * area + i % area] = shown[i] / scale[i / area];
        }
        return out;
    }

    /** What to send so that the server computes on a tensor of the attacker's own order and scale. */
    long[] shown(double[] canonical) {
        int area = canonical.length / channel.length;
        long[] out = new long[canonical.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.round(canonical[channel[i / area] * area + i % area] * scale[i / area]);
        }
        return out;
    }
}
