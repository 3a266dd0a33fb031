package io.veilray.cloud.compute;

import io.veilray.cloud.nonlinear.ChannelMasking;
import io.veilray.cloud.nonlinear.TicketMasking;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * One layer's integer weights and bias as one ticket uses them. In masked mode they are the ticket's own: scaled by the
 * multipliers of what it makes, divided by those of what it reads, in the client's channel order. In the other modes they
 * are those of every ticket.
 *
 * <p>With f fractional bits of activations and g of weights: {@code round(2^g W mu_out / mu_in)} and
 * {@code round(2^(f+g) b mu_out)}, where mu = 1 but in masked mode.
 */
final class TicketLayer {
    /** One array for each term, {@code [out][channel][kernelRow][kernelColumn]}. */
    final long[][] weights;

    final long[] bias;

    private final boolean shared;

    static TicketLayer masked(NetworkShape shape, int layer, LayerWeights real, TicketMasking masking) {
        return new TicketLayer(shape, layer, real, masking::tensor, false);
    }

    /** Of all tickets: never wiped. */
    static TicketLayer unmasked(NetworkShape shape, int layer, LayerWeights real) {
        return new TicketLayer(
                shape,
                layer,
                real,
                tensor -> ChannelMasking.none(
                        tensor == 0
                                ? shape.input().channels()
                                : shape.layers().get(tensor - 1).linearOutput().channels()),
                true);
    }

    private TicketLayer(
            NetworkShape shape, int layer, LayerWeights real, IntFunction<ChannelMasking> masking, boolean shared) {
        this.shared = shared;
        LayerShape layerShape = shape.layers().get(layer);
        ChannelMasking made = masking.apply(layer + 1);
        weights = new long[layerShape.terms().size()][];
        for (int t = 0; t < weights.length; t++) {
            LinearTerm term = layerShape.terms().get(t);
            weights[t] = scaled(
                    real.kernels().get(t),
                    made,
                    masking.apply(term.tensor()),
                    term.kernelHeight() * term.kernelWidth(),
                    shape.weightBits());
        }
        bias = new long[made.order().length];
        for (int o = 0; o < bias.length; o++) {
            double value = real.bias()[made.order()[o]] * made.multipliers()[o];
            bias[o] = round(Math.scalb(value, shape.activationBits() + shape.weightBits()));
        }
    }

    private static long[] scaled(float[] kernel, ChannelMasking made, ChannelMasking read, int taps, int weightBits) {
        long[] out = new long[kernel.length];
        int channels = read.order().length;
        int next = 0;
        for (int o = 0; o < made.order().length; o++) {
            for (int c = 0; c < channels; c++) {
                double factor = Math.scalb(made.multipliers()[o] / read.multipliers()[c], weightBits);
                int from = (made.order()[o] * channels + read.order()[c]) * taps;
                for (int k = 0; k < taps; k++) {
                    out[next++] = round(kernel[from + k] * factor);
                }
            }
        }
        return out;
    }

    /**
     * To the nearest, ties up, without a branch. {@link Math#round(double)} has one on the sign and one on the magnitude, so
     * that the time a ticket takes would tell how many weights are zero: 12 % of the online time of a small network. Exact
     * for numbers of 24 bits, such as a weight times a power of two.
     */
    private static long round(double value) {
        return (long) Math.floor(value + 0.5);
    }

    void wipe() {
        if (shared) {
            return;
        }
        for (long[] array : weights) {
            Arrays.fill(array, 0);
        }
        Arrays.fill(bias, 0);
    }
}
