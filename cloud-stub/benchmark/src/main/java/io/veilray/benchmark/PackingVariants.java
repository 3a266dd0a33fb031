package io.veilray.benchmark;

import io.veilray.he.HeParameters;
import io.veilray.he.PackedLayer;
import io.veilray.he.PackedSession;
import io.veilray.packing.ConvInput;
import io.veilray.packing.InterleavedPacking;
import io.veilray.packing.PackingSearch;
import io.veilray.packing.PackingSearch.Prices;
import java.util.LinkedHashMap;
import java.util.Map;

/** The packings that are compared, and their measurement by turns on the same random masks and weights. */
final class PackingVariants {
    private static final int WEIGHT_BITS = 14;
    private static final int ROUNDS = 4;

    /** @param rate bits per second that the search reckons with, or 0 for what the product plans */
    private record Variant(String name, int levels, double rate) {}

    static final String PLANNED = "blocks as planned";

    private static final Variant[] VARIANTS = {
        new Variant(PLANNED, 0, 0),
        new Variant("blocks, best at 100 Mbit/s", 0, 1e8),
        new Variant("merged by 4, best at 400 Mbit/s", 2, 4e8)
    };

    private final Map<String, PackedSession> sessions = new LinkedHashMap<>();

    private PackedSession session(int ringBits, int levels) {
        return sessions.computeIfAbsent(
                "merged by " + (1 << levels) + ", l = " + ringBits,
                unused -> new PackedSession(HeParameters.N4096, ringBits, levels));
    }

    /** Bytes of the keys that a packing needs once a session, 0 for blocks. */
    static long keyBytes(Map<String, PackedSession> sessions, String packing) {
        return sessions.entrySet().stream()
                .filter(entry -> packing.startsWith(entry.getKey().split(",")[0]))
                .mapToLong(entry -> entry.getValue().keyBytes())
                .max()
                .orElse(0);
    }

    /** Keys that were made. */
    Map<String, PackedSession> sessions() {
        return sessions;
    }

    /**
     * Processor time in milliseconds on both sides where docs/performance was measured: encryption and expansion,
     * flooding and decryption, a weight polynomial, a product, a key switch by two or three digits.
     */
    private static Prices prices(Variant variant, int ringBits, int digits) {
        double each = 8000 / variant.rate;
        return new Prices(
                each * MessageBytes.upload(ringBits) + 0.12,
                each * MessageBytes.response(ringBits) + 0.21,
                0.016,
                0.0065,
                digits == 2 ? 0.165 : 0.24);
    }

    private InterleavedPacking packing(ComparedLayer layer, Variant variant) {
        int degree = HeParameters.N4096.degree();
        if (variant.rate == 0) {
            return PackingSearch.planned(layer.shape(), degree);
        }
        int digits = variant.levels == 0
                ? 0
                : session(layer.ringBits(), variant.levels).digits();
        Prices prices = prices(variant, layer.ringBits(), digits);
        return new PackingSearch(layer.shape(), degree, prices, variant.levels).cheapest();
    }

    /** Medians; the first round only warms up. Throws if a sum is wrong. */
    Map<String, PackingCost> measure(ComparedLayer layer) {
        long[][] tensors = new long[layer.shape().inputs().size()][];
        long[][] weights = new long[tensors.length][];
        for (int i = 0; i < tensors.length; i++) {
            ConvInput in = layer.shape().inputs().get(i);
            int taps = in.channels() * in.kernelHeight() * in.kernelWidth();
            tensors[i] = PackedLayer.random(in.channels() * in.height() * in.width(), layer.ringBits());
            weights[i] = PackedLayer.random(layer.shape().outChannels() * taps, WEIGHT_BITS);
        }
        long[] products = layer.products(tensors, weights);
        Map<Variant, InterleavedPacking> packings = new LinkedHashMap<>();
        Map<Variant, PackedLayer> runs = new LinkedHashMap<>();
        for (Variant variant : VARIANTS) {
            InterleavedPacking packing = packing(layer, variant);
            PackedSession session = session(layer.ringBits(), Math.max(2, variant.levels));
            packings.put(variant, packing);
            runs.put(variant, new PackedLayer(session, packing, tensors, weights, products));
        }
        Series series = new Series();
        for (int round = 0; round <= ROUNDS; round++) {
            for (Variant variant : VARIANTS) {
                PackedLayer.Cost cost = runs.get(variant).run();
                if (round > 0) {
                    series.add("client, " + variant, cost.clientMillis());
                    series.add("server, " + variant, cost.serverMillis());
                }
            }
        }
        Map<String, PackingCost> out = new LinkedHashMap<>();
        packings.forEach((variant, packing) -> out.put(
                variant.name,
                PackingCost.of(
                        layer, packing, series.median("client, " + variant), series.median("server, " + variant))));
        return out;
    }
}
