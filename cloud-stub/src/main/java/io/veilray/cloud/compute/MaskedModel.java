package io.veilray.cloud.compute;

import io.veilray.cloud.nonlinear.TicketMasking;
import io.veilray.he.HeParameters;
import io.veilray.he.NoiseBudget;
import io.veilray.he.SeededCiphertext;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.ring.Seed;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A model ready to be run in masked mode. Immutable; each ticket computes with weights of its own made from it. */
public final class MaskedModel {
    private final NetworkShape shape;
    private final List<LayerWeights> weights;
    private final Map<Integer, NetworkPacking> packings = new ConcurrentHashMap<>();

    /**
     * @throws IllegalArgumentException naming the layer if its weights do not fit its shape, or are so large that the
     *     noise of a response could reach the message
     */
    public MaskedModel(NetworkShape shape, List<LayerWeights> weights) {
        this.shape = shape;
        this.weights = List.copyOf(weights);
        if (weights.size() != shape.rounds()) {
            throw new IllegalArgumentException(
                    weights.size() + " layers of weights for a network of " + shape.rounds() + " layers");
        }
        double most = NoiseBudget.of(HeParameters.N4096, shape.ringBits()).largestWeightSum();
        for (int i = 0; i < weights.size(); i++) {
            requireFitting(shape, shape.layers().get(i), weights.get(i), most);
        }
    }

    private static void requireFitting(NetworkShape shape, LayerShape layer, LayerWeights weights, double most) {
        int outputs = layer.linearOutput().channels();
        boolean fits = weights.bias().length == outputs
                && weights.kernels().size() == layer.terms().size();
        double[] sums = new double[outputs];
        for (int t = 0; fits && t < layer.terms().size(); t++) {
            LinearTerm term = layer.terms().get(t);
            int each = shape.tensor(term.tensor()).channels() * term.kernelHeight() * term.kernelWidth();
            float[] kernel = weights.kernels().get(t);
            fits = kernel.length == (long) each * outputs;
            for (int i = 0; fits && i < kernel.length; i++) {
                // an integer weight is at most 2^(g+B) |w| + 1/2
                sums[i / each] += Math.scalb(Math.abs(kernel[i]), shape.weightBits() + shape.multiplierBits()) + 0.5;
            }
        }
        if (!fits) {
            throw new IllegalArgumentException("layer " + layer.name() + ": its weights do not have the layer's shape");
        }
        for (double sum : sums) {
            if (!(sum <= most)) {
                throw new IllegalArgumentException(
                        "layer " + layer.name() + ": its integer weights add up to " + sum + " for one output, at most "
                                + most + " keeps the noise off the message; use fewer weight bits");
            }
        }
    }

    public NetworkShape shape() {
        return shape;
    }

    LayerWeights weights(int layer) {
        return weights.get(layer);
    }

    /** The computation of one ticket; the same seed gives the same one. The seed is owned by it from here on. */
    public LinearServer forTicket(Seed seed, HeParameters parameters, SeededCiphertext publicKey) {
        NetworkPacking packing =
                packings.computeIfAbsent(parameters.degree(), unused -> new NetworkPacking(shape, parameters));
        return new TicketServer(this, packing, new TicketMasking(shape, seed), publicKey);
    }
}
