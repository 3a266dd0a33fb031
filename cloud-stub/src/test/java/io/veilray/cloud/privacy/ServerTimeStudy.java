package io.veilray.cloud.privacy;

import io.veilray.cloud.compute.LayerWeights;
import io.veilray.cloud.compute.LinearModel;
import io.veilray.cloud.work.Crew;
import io.veilray.he.Ciphertext;
import io.veilray.he.CompactCiphertext;
import io.veilray.he.Encryptor;
import io.veilray.he.HeParameters;
import io.veilray.he.SecretKey;
import io.veilray.he.SeededCiphertext;
import io.veilray.packing.Tile;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.ring.Seed;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long a server computes with weights that are all zero, ordinary, or as large as they may be, in a network of one
 * shape: {@code -Dtest=ServerTimeStudy}. In time of the thread on a core, offline and online.
 */
class ServerTimeStudy {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Computes tickets of one model; the client's uploads are made once. */
    private static final class Bench {
        private final LinearModel model;
        private final NetworkPacking packing;
        private final SeededCiphertext publicKey;
        private final List<List<List<CompactCiphertext>>> uploads;

        Bench(LinearModel model, SecretKey key) {
            this.model = model;
            this.packing = model.packing(key.parameters());
            this.uploads = new ArrayList<>();
            try (Encryptor encryptor = new Encryptor(key, packing.budget())) {
                this.publicKey = encryptor.publicKey();
                FirstReadings free = new FirstReadings(packing);
                for (int layer = 0; layer < model.shape().rounds(); layer++) {
                    uploads.add(tiles(encryptor, free, layer));
                }
            }
        }

        private List<List<CompactCiphertext>> tiles(Encryptor encryptor, FirstReadings free, int layer) {
            List<List<CompactCiphertext>> out = new ArrayList<>();
            List<Tile> tiles = packing.layer(layer).tiles();
            for (int tile = 0; tile < tiles.size(); tile++) {
                List<CompactCiphertext> sent = new ArrayList<>();
                for (int i = 0; i < tiles.get(tile).uploads(); i++) {
                    int[] coefficients = free.of(layer, tile, i);
                    long[] drawn = encryptor.begin(coefficients);
                    long[] message = new long[packing.parameters().degree()];
                    for (int k = 0; k < drawn.length; k++) {
                        message[coefficients[k]] = drawn[k];
                    }
                    sent.add(encryptor.finish(message));
                }
                out.add(sent);
            }
            return out;
        }

        LinearServer ticket() {
            return model.forTicket(Seed.random(), packing.parameters(), publicKey, Crew.CALLER);
        }

        void offline() {
            try (LinearServer ticket = ticket()) {
                for (int layer = 0; layer < uploads.size(); layer++) {
                    for (int tile = 0; tile < uploads.get(layer).size(); tile++) {
                        List<Ciphertext> sent = uploads.get(layer).get(tile).stream()
                                .map(ticket::expand)
                                .toList();
                        ticket.multiply(layer, tile, sent).forEach(response -> response.get());
                    }
                }
            }
        }

        void online(List<long[]> activations) {
            try (LinearServer ticket = ticket()) {
                for (int layer = 0; layer < uploads.size(); layer++) {
                    ticket.apply(layer, activations);
                }
            }
        }
    }

    /** Of one real layer's length at least: multiplier, permutation and quantisation are part of a ticket. */
    private static LinearModel model(NetworkShape shape, double size) {
        SplittableRandom random = new SplittableRandom(4);
        List<LayerWeights> weights = new ArrayList<>();
        for (LayerShape layer : shape.layers()) {
            LinearTerm term = layer.terms().getFirst();
            int each = shape.tensor(term.tensor()).channels() * term.kernelHeight() * term.kernelWidth();
            float[] kernel = new float[each * layer.linearOutput().channels()];
            for (int i = 0; i < kernel.length; i++) {
                kernel[i] = (float) ((random.nextBoolean() ? 1 : -1) * size * (0.5 + random.nextDouble() / 2) / each);
            }
            float[] bias = new float[layer.linearOutput().channels()];
            Arrays.fill(bias, (float) size);
            weights.add(new LayerWeights(List.of(kernel), bias));
        }
        return new LinearModel(shape, weights);
    }

    /**
     * @param id a model whose shape is taken
     * @param largest sum of the magnitudes of an output's weights: what {@link LinearModel} takes for sums that stay in
     *     {@code int}, or the first beyond
     */
    @ParameterizedTest
    @CsvSource({
        "pneumonia-cxr-28, 100, 150, 3000",
        "pneumonia-cxr-28-strict, 100, 15, 1500",
        "chest-cxr-256, 1000, 25, 500",
        "chest-cxr-256, 4000, 5, 200"
    })
    void weights(String id, double largest, int tickets, int runs) throws Exception {
        NetworkShape shape = WeightRecoveryStudy.shipped(id).shape();
        HeParameters parameters = shape.mode().heParameters();
        try (SecretKey key = SecretKey.generate(parameters)) {
            List<Bench> benches = List.of(
                    new Bench(model(shape, 0), key),
                    new Bench(model(shape, 1), key),
                    new Bench(model(shape, largest), key));
            List<long[]> activations = new ArrayList<>();
            SplittableRandom random = new SplittableRandom(5);
            for (int i = 0; i < shape.rounds(); i++) {
                activations.add(random.longs(shape.tensor(i).size(), 0, 1L << shape.ringBits())
                        .toArray());
            }
            String what = id + ", largest " + largest;
            compare(what + ", offline", benches, tickets, Bench::offline);
            compare(what + ", online", benches, runs, bench -> bench.online(activations));
        }
    }

    private static void compare(String what, List<Bench> benches, int count, java.util.function.Consumer<Bench> work) {
        SplittableRandom random = new SplittableRandom(6);
        TwoClasses zero = new TwoClasses();
        TwoClasses large = new TwoClasses();
        TwoClasses same = new TwoClasses();
        for (int i = 0; i < 3 * count; i++) {
            int which = random.nextInt(3);
            long before = THREADS.getCurrentThreadCpuTime();
            work.accept(benches.get(which));
            double time = THREADS.getCurrentThreadCpuTime() - before;
            switch (which) {
                case 0 -> zero.add(1, time);
                case 1 -> {
                    zero.add(0, time);
                    large.add(0, time);
                    same.add(random.nextInt(2), time);
                }
                default -> large.add(1, time);
            }
        }
        System.out.println(what + ", ordinary and zero: " + zero);
        System.out.println(what + ", ordinary and largest: " + large);
        System.out.println(what + ", ordinary and ordinary: " + same);
    }
}
