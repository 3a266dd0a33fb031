package io.veilray.cloud.compute;

import io.veilray.cloud.nonlinear.TicketMasking;
import io.veilray.cloud.work.Crew;
import io.veilray.he.Ciphertext;
import io.veilray.he.CompactCiphertext;
import io.veilray.he.Evaluator;
import io.veilray.he.Response;
import io.veilray.he.SeededCiphertext;
import io.veilray.packing.Tile;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.function.Supplier;

/** The computation of one ticket. */
final class TicketServer implements LinearServer {
    private final LinearModel model;
    private final NetworkShape shape;
    private final NetworkPacking packing;
    private final PolynomialStore store;
    private final TicketMasking masking;
    private final TicketLayer[] layers;
    private final SeededCiphertext publicKey;
    private final RingScratch scratch;
    private final Deque<Bench> idle = new ConcurrentLinkedDeque<>();
    private final List<TileWeights> tileWeights = new ArrayList<>();
    private int lastLayer = -1;

    TicketServer(
            LinearModel model,
            NetworkPacking packing,
            PolynomialStore store,
            TicketMasking masking,
            SeededCiphertext publicKey,
            Crew crew) {
        this.model = model;
        this.shape = model.shape();
        this.packing = packing;
        this.store = store;
        this.masking = masking;
        this.publicKey = publicKey;
        this.scratch = new RingScratch(crew);
        this.layers = new TicketLayer[shape.rounds()];
    }

    private TicketLayer layer(int index) {
        if (layers[index] == null) {
            layers[index] = model.layer(index, masking);
        }
        return layers[index];
    }

    @Override
    public Ciphertext expand(CompactCiphertext mask) {
        return withBench(bench -> bench.evaluator.expand(mask));
    }

    @Override
    public List<Supplier<Response>> multiply(int layer, int tileIndex, List<Ciphertext> masks) {
        Tile tile = packing.layer(layer).tiles().get(tileIndex);
        TileWeights weights = tileWeights(layer, tile);
        List<Supplier<Response>> responses = new ArrayList<>();
        for (int r = 0; r < tile.responses(); r++) {
            int index = r;
            responses.add(() -> withBench(bench -> weights.response(tile, index, masks, bench)));
        }
        return responses;
    }

    /** Those of the tile before if it was of the same layer and geometry. */
    private TileWeights tileWeights(int layer, Tile tile) {
        if (lastLayer != layer || !tileWeights.getLast().fit(tile)) {
            lastLayer = layer;
            tileWeights.add(
                    new TileWeights(packing.layer(layer), tile, layer(layer).weights, masking.masks(layer), store));
        }
        return tileWeights.getLast();
    }

    /** There come to be as many benches as threads that compute for this ticket at the same time. */
    private <T> T withBench(Function<Bench, T> work) {
        Bench bench = idle.poll();
        if (bench == null) {
            bench = new Bench(
                    new Evaluator(packing.parameters(), publicKey, packing.budget()),
                    store.take(),
                    packing.parameters().degree());
        }
        try {
            return work.apply(bench);
        } finally {
            idle.push(bench);
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
        for (int o = 0, first = 0; o < bias.length; o++, first += area) {
            for (int i = first; i < first + area; i++) {
                sums[i] += noise[i] + bias[o];
            }
        }
    }

    @Override
    public void close() {
        masking.close();
        for (TicketLayer layer : layers) {
            if (layer != null) {
                layer.wipe();
            }
        }
        scratch.wipe();
        tileWeights.forEach(TileWeights::close);
        for (Bench bench : idle) {
            bench.wipe();
            store.give(bench.values);
        }
        idle.clear();
    }
}
