package io.veilray.cloud.compute;

import io.veilray.cloud.nonlinear.TicketMasking;
import io.veilray.he.Ciphertext;
import io.veilray.he.CompactCiphertext;
import io.veilray.he.Evaluator;
import io.veilray.he.Response;
import io.veilray.he.SeededCiphertext;
import io.veilray.packing.ConvPacking;
import io.veilray.packing.Tile;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The computation of one ticket in masked mode. One thread at a time. */
final class TicketServer implements LinearServer {
    private final MaskedModel model;
    private final NetworkShape shape;
    private final NetworkPacking packing;
    private final TicketMasking masking;
    private final MaskedLayer[] layers;
    private final SeededCiphertext publicKey;
    private final RingScratch scratch = new RingScratch();
    private Evaluator evaluator;
    private WeightPolynomials polynomials;

    TicketServer(MaskedModel model, NetworkPacking packing, TicketMasking masking, SeededCiphertext publicKey) {
        this.model = model;
        this.shape = model.shape();
        this.packing = packing;
        this.masking = masking;
        this.publicKey = publicKey;
        this.layers = new MaskedLayer[shape.rounds()];
    }

    private MaskedLayer layer(int index) {
        if (layers[index] == null) {
            layers[index] = new MaskedLayer(shape, index, model.weights(index), masking);
        }
        return layers[index];
    }

    @Override
    public List<Response> multiply(int layer, int tileIndex, List<CompactCiphertext> masks) {
        if (evaluator == null) {
            evaluator = new Evaluator(packing.parameters(), publicKey, shape.ringBits());
        }
        ConvPacking conv = packing.layer(layer);
        Tile tile = conv.tiles().get(tileIndex);
        List<Ciphertext> ciphertexts = masks.stream().map(evaluator::expand).toList();
        WeightPolynomials weights = weightPolynomials(layer, tile);
        List<Response> responses = new ArrayList<>();
        for (int r = 0; r < tile.responses(); r++) {
            evaluator.begin();
            for (int u = 0; u < ciphertexts.size(); u++) {
                evaluator.multiplyAdd(ciphertexts.get(u), weights.get(u, r));
            }
            long[] scattered = scattered(weights.sumMasks, conv, tile, r);
            responses.add(evaluator.finish(scattered));
            Arrays.fill(scattered, 0);
        }
        return responses;
    }

    /** The masks of a response's sums at the coefficients where the sums are. */
    private long[] scattered(long[] sumMasks, ConvPacking conv, Tile tile, int response) {
        long[] out = new long[packing.parameters().degree()];
        int[] positions = conv.positions(tile, response);
        int[] outputs = conv.outputs(tile, response);
        for (int i = 0; i < positions.length; i++) {
            out[positions[i]] = sumMasks[outputs[i]];
        }
        return out;
    }

    /** Made anew unless the tile before, of the same layer, had the same geometry. */
    private WeightPolynomials weightPolynomials(int layer, Tile tile) {
        if (polynomials == null || polynomials.layer != layer || !polynomials.tile.sharesWeightsWith(tile)) {
            wipePolynomials();
            polynomials = new WeightPolynomials(layer, tile);
        }
        return polynomials;
    }

    private void wipePolynomials() {
        if (polynomials != null) {
            polynomials.wipe();
        }
    }

    /** Weight polynomials of one tile geometry, in evaluation form, made as they are asked for, and the layer's masks. */
    private final class WeightPolynomials {
        /** Above this many they are made again for each tile, to bound memory: 64 MB at N = 4096. */
        private static final int MOST_KEPT = 1024;

        private final int layer;
        private final Tile tile;
        private final long[] sumMasks;
        private final Polynomial[] kept;
        private final Polynomial coefficients = packing.parameters().ring().zero(Form.COEFFICIENTS);
        private final long[] integers = new long[packing.parameters().degree()];

        WeightPolynomials(int layer, Tile tile) {
            this.layer = layer;
            this.tile = tile;
            this.sumMasks = masking.masks(layer);
            long count = (long) tile.uploads() * tile.responses();
            this.kept = new Polynomial[count <= MOST_KEPT ? (int) count : 0];
        }

        Polynomial get(int upload, int response) {
            int index = response * tile.uploads() + upload;
            if (kept.length == 0) {
                return make(upload, response);
            }
            if (kept[index] == null) {
                kept[index] = make(upload, response);
            }
            return kept[index];
        }

        void wipe() {
            Arrays.fill(sumMasks, 0);
            Arrays.fill(integers, 0);
            coefficients.clear();
            for (Polynomial polynomial : kept) {
                if (polynomial != null) {
                    polynomial.clear();
                }
            }
        }

        private Polynomial make(int upload, int response) {
            packing.layer(layer).packWeights(tile, upload, response, layer(layer).weights, integers);
            coefficients.setCoefficients(integers);
            return evaluator.weights(coefficients);
        }
    }

    @Override
    public long[] apply(int layer, List<long[]> activations) {
        LayerShape layerShape = shape.layers().get(layer);
        long[] sums = masking.masks(layer);
        addNoiseAndBias(sums, masking.noise(layer), layer(layer).bias);
        for (int t = 0; t < layerShape.terms().size(); t++) {
            LinearTerm term = layerShape.terms().get(t);
            model.convolution(layer, t).add(sums, activations.get(term.tensor()), layer(layer).weights[t], scratch);
        }
        long ringMask = (1L << shape.ringBits()) - 1;
        for (int i = 0; i < sums.length; i++) {
            sums[i] &= ringMask;
        }
        return sums;
    }

    private static void addNoiseAndBias(long[] sums, long[] noise, long[] bias) {
        int area = sums.length / bias.length;
        for (int i = 0; i < sums.length; i++) {
            sums[i] += noise[i] + bias[i / area];
        }
    }

    @Override
    public void close() {
        masking.close();
        for (MaskedLayer layer : layers) {
            if (layer != null) {
                layer.wipe();
            }
        }
        scratch.wipe();
        wipePolynomials();
        if (evaluator != null) {
            evaluator.close();
        }
    }
}
