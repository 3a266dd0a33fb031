package io.veilray.cloud.compute;

import io.veilray.cloud.nonlinear.TicketMasking;
import io.veilray.cloud.work.Crew;
import io.veilray.he.HeParameters;
import io.veilray.he.SeededCiphertext;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.NonlinearMode;
import io.veilray.ring.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The linear layers of a model, ready to be run. Immutable; in masked mode each ticket computes with weights of its own
 * made from it, in the others all tickets with the same.
 */
public final class LinearModel {
    private final NetworkShape shape;
    private final List<LayerWeights> weights;
    /** {@code [layer][term]}. */
    private final RingConvolution[][] convolutions;

    /** Empty if they differ from ticket to ticket. */
    private final List<TicketLayer> sameForAll;

    private final Map<Integer, NetworkPacking> packings = new ConcurrentHashMap<>();
    private final Map<Integer, PolynomialStore> stores = new ConcurrentHashMap<>();

    /**
     * @throws IllegalArgumentException naming the layer if its weights do not fit its shape, or are so large that the
     *     noise of a response could reach the message
     */
    public LinearModel(NetworkShape shape, List<LayerWeights> weights) {
        this.shape = shape;
        this.weights = List.copyOf(weights);
        if (weights.size() != shape.rounds()) {
            throw new IllegalArgumentException(
                    weights.size() + " layers of weights for a network of " + shape.rounds() + " layers");
        }
        for (int i = 0; i < weights.size(); i++) {
            requireShape(shape, shape.layers().get(i), weights.get(i));
        }
        packing(shape.mode().heParameters());
        convolutions = new RingConvolution[shape.rounds()][];
        for (int i = 0; i < convolutions.length; i++) {
            convolutions[i] = convolutions(i);
        }
        sameForAll = shape.mode() == NonlinearMode.MASKED
                ? List.of()
                : IntStream.range(0, shape.rounds())
                        .mapToObj(i -> TicketLayer.unmasked(shape, i, weights.get(i)))
                        .toList();
    }

    private RingConvolution[] convolutions(int index) {
        LayerShape layer = shape.layers().get(index);
        RingConvolution[] out = new RingConvolution[layer.terms().size()];
        for (int t = 0; t < out.length; t++) {
            LinearTerm term = layer.terms().get(t);
            double[] sums = new double[layer.linearOutput().channels()];
            addMagnitudes(sums, index, t);
            double largest = Arrays.stream(sums).max().orElseThrow();
            out[t] = new RingConvolution(
                    term, shape.tensor(term.tensor()), layer.linearOutput(), shape.ringBits(), largest);
        }
        return out;
    }

    private static void requireShape(NetworkShape shape, LayerShape layer, LayerWeights weights) {
        int outputs = layer.linearOutput().channels();
        boolean fits = weights.bias().length == outputs
                && weights.kernels().size() == layer.terms().size();
        for (int t = 0; fits && t < layer.terms().size(); t++) {
            long each = each(shape, layer.terms().get(t));
            fits = weights.kernels().get(t).length == each * outputs;
        }
        if (!fits) {
            throw new IllegalArgumentException("layer " + layer.name() + ": its weights do not have the layer's shape");
        }
    }

    /** Weights of one output. */
    private static int each(NetworkShape shape, LinearTerm term) {
        return shape.tensor(term.tensor()).channels() * term.kernelHeight() * term.kernelWidth();
    }

    /**
     * How it is packed for those parameters, made once.
     *
     * @throws IllegalArgumentException if the weights are too large for them
     */
    public NetworkPacking packing(HeParameters parameters) {
        return packings.computeIfAbsent(parameters.degree(), unused -> {
            NetworkPacking packing = new NetworkPacking(shape, parameters);
            for (int i = 0; i < weights.size(); i++) {
                requireQuiet(packing, i);
            }
            return packing;
        });
    }

    /**
     * Every weight that reaches a response adds to the noise of each of its coefficients, those of the other outputs
     * packed with it too: the largest outputs together, as many as share a response, must stay within the budget.
     */
    private void requireQuiet(NetworkPacking packing, int index) {
        LayerShape layer = shape.layers().get(index);
        double[] sums = new double[layer.linearOutput().channels()];
        for (int t = 0; t < layer.terms().size(); t++) {
            addMagnitudes(sums, index, t);
        }
        Arrays.sort(sums);
        double together = 0;
        for (int i = 0; i < packing.layer(index).outputsPerResponse(); i++) {
            together += sums[sums.length - 1 - i];
        }
        double most = packing.budget().largestWeightSum();
        if (!(together <= most)) {
            throw new IllegalArgumentException("layer " + layer.name() + ": its integer weights add up to " + together
                    + " for one response, at most " + most
                    + " keeps the noise off the message; use fewer weight bits");
        }
    }

    /** Adds to each output the most that the magnitudes of one term's integer weights can add up to in any ticket. */
    private void addMagnitudes(double[] sums, int index, int termIndex) {
        int each = each(shape, shape.layers().get(index).terms().get(termIndex));
        float[] kernel = weights.get(index).kernels().get(termIndex);
        for (int i = 0; i < kernel.length; i++) {
            // an integer weight is at most 2^(g+B) |w| + 1/2
            sums[i / each] += Math.scalb(Math.abs(kernel[i]), shape.weightBits() + shape.multiplierBits()) + 0.5;
        }
    }

    public NetworkShape shape() {
        return shape;
    }

    RingConvolution convolution(int layer, int term) {
        return convolutions[layer][term];
    }

    /** A layer as a ticket uses it: its own, which it wipes, or that of all. */
    TicketLayer layer(int layer, TicketMasking masking) {
        return sameForAll.isEmpty()
                ? TicketLayer.masked(shape, layer, weights.get(layer), masking)
                : sameForAll.get(layer);
    }

    /**
     * The computation of one ticket; the same seed gives the same one. The seed is owned by it from here on.
     *
     * @param crew shares out the work of large layers online
     */
    public LinearServer forTicket(Seed seed, HeParameters parameters, SeededCiphertext publicKey, Crew crew) {
        PolynomialStore store =
                stores.computeIfAbsent(parameters.degree(), unused -> new PolynomialStore(parameters.ring()));
        return new TicketServer(this, packing(parameters), store, new TicketMasking(shape, seed), publicKey, crew);
    }
}
