package io.veilray.cloud.nonlinear;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How one tensor looks to the client: at position i it sees channel {@code order[i]}, multiplied by
 * {@code multipliers[i]}. Secret; wiped with the ticket.
 */
public record ChannelMasking(int[] order, double[] multipliers) {
    /** The tensor as it is: the model's input and its logits, and every tensor where the mode is not masked. */
    public static ChannelMasking none(int channels) {
        double[] ones = new double[channels];
        Arrays.fill(ones, 1);
        return new ChannelMasking(IntStream.range(0, channels).toArray(), ones);
    }

    void wipe() {
        Arrays.fill(order, 0);
        Arrays.fill(multipliers, 0);
    }

    @Override
    public String toString() {
        return "ChannelMasking[" + order.length + " channels]";
    }
}
