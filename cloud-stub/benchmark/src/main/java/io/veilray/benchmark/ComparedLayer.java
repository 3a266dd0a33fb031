package io.veilray.benchmark;

import io.veilray.he.HeParameters;
import io.veilray.he.PackedLayer;
import io.veilray.he.PackedSession;
import io.veilray.packing.ConvInput;
import io.veilray.packing.ConvShape;
import io.veilray.packing.InterleavedPacking;
import io.veilray.packing.InterleavedPacking.Strip;
import io.veilray.packing.PackingSearch;
import io.veilray.packing.PackingSearch.Prices;
import java.util.LinkedHashMap;
import java.util.Map;

/** One layer under several packings. */
record ComparedLayer(String network, String name, ConvShape shape, int ringBits) {
    static final int DEGREE = HeParameters.N4096.degree();
    /** A ticket's layer under one packing; CPU in milliseconds, medians. */
    record Result(
            String packing,
            int uploads,
            int responses,
            int merges,
            int products,
            long bytesUp,
            long bytesDown,
            double client,
            double server) {
        /** Milliseconds with nothing overlapped. */
        double total(double bitsPerSecond) {
            return 8000.0 * (bytesUp + bytesDown) / bitsPerSecond + client + server;
        }
    }

    /** Milliseconds of CPU on both sides, as measured where docs/performance was, and bytes at that rate. */
    private Prices prices(double bitsPerSecond) {
        double each = 8000 / bitsPerSecond;
        return new Prices(
                each * MessageBytes.upload() + 0.11,
                each * MessageBytes.response(ringBits) + 0.27,
                0.040,
                0.0065,
                PackingSection.digits(ringBits) == 2 ? 0.155 : 0.225);
    }

    private PackingSearch search(double bitsPerSecond, int mostLevels) {
        return new PackingSearch(shape, DEGREE, prices(bitsPerSecond), mostLevels);
    }

    /** The packings that are compared. */
    Map<String, InterleavedPacking> packings(int mostLevels) {
        Map<String, InterleavedPacking> out = new LinkedHashMap<>();
        out.put("blocks, as planned", search(1e8, 0).planned());
        out.put("blocks, best at 100 Mbit/s", search(1e8, 0).cheapest());
        out.put("merged, best at 100 Mbit/s", search(1e8, mostLevels).cheapest());
        out.put("merged, best at 1 Gbit/s", search(1e9, mostLevels).cheapest());
        return out;
    }

    /** Every packing by turns on the same random masks and weights; each result is checked. */
    Map<String, Result> measure(PackedSession session, int mostLevels, int rounds) {
        long[][] tensors = new long[shape.inputs().size()][];
        long[][] weights = new long[tensors.length][];
        long[] products = new long[shape.outChannels() * shape.outHeight() * shape.outWidth()];
        for (int i = 0; i < tensors.length; i++) {
            ConvInput in = shape.inputs().get(i);
            tensors[i] = PackedLayer.random(in.channels() * in.height() * in.width(), ringBits);
            weights[i] =
                    PackedLayer.random(shape.outChannels() * in.channels() * in.kernelHeight() * in.kernelWidth(), 14);
            addProducts(in, tensors[i], weights[i], products);
        }
        Map<String, InterleavedPacking> packings = packings(mostLevels);
        Map<String, PackedLayer> layers = new LinkedHashMap<>();
        Map<String, Series> series = new LinkedHashMap<>();
        packings.forEach((name, packing) -> {
            layers.put(name, new PackedLayer(session, packing, tensors, weights, products));
            series.put(name, new Series());
        });
        for (int round = 0; round <= rounds; round++) {
            for (String name : layers.keySet()) {
                PackedLayer.Cost cost = layers.get(name).run();
                if (round > 0) {
                    series.get(name).add("client", cost.clientMillis());
                    series.get(name).add("server", cost.serverMillis());
                }
            }
        }
        Map<String, Result> out = new LinkedHashMap<>();
        packings.forEach((name, packing) -> out.put(name, result(name, packing, series.get(name))));
        return out;
    }

    /** The convolution by definition, modulo 2^64. */
    private void addProducts(ConvInput in, long[] tensor, long[] weights, long[] sums) {
        int next = 0;
        for (int o = 0; o < shape.outChannels(); o++) {
            for (int y = 0; y < shape.outHeight(); y++) {
                for (int x = 0; x < shape.outWidth(); x++) {
                    sums[next++] += productAt(in, tensor, weights, o, y, x);
                }
            }
        }
    }

    private static long productAt(ConvInput in, long[] tensor, long[] weights, int o, int y, int x) {
        long sum = 0;
        for (int c = 0; c < in.channels(); c++) {
            for (int l = 0; l < in.kernelHeight(); l++) {
                int row = y * in.stride() - in.padTop() + l;
                for (int k = 0; row >= 0 && row < in.height() && k < in.kernelWidth(); k++) {
                    int column = x * in.stride() - in.padLeft() + k;
                    if (column >= 0 && column < in.width()) {
                        sum += tensor[(c * in.height() + row) * in.width() + column]
                                * weights[((o * in.channels() + c) * in.kernelHeight() + l) * in.kernelWidth() + k];
                    }
                }
            }
        }
        return sum;
    }

    private Result result(String name, InterleavedPacking packing, Series series) {
        int uploads = 0;
        int responses = 0;
        int leaves = 0;
        int products = 0;
        for (Strip strip : packing.strips()) {
            uploads += packing.uploads(strip.layout());
            responses += packing.responses(strip.layout());
            leaves += packing.preResponses(strip.layout());
            products += packing.uploads(strip.layout()) * packing.preResponses(strip.layout());
        }
        Map<String, Double> medians = series.medians();
        return new Result(
                name,
                uploads,
                responses,
                leaves - responses,
                products,
                MessageBytes.up(uploads, packing.entriesRead(), ringBits),
                MessageBytes.down(responses, shape.outChannels() * shape.outHeight() * shape.outWidth(), ringBits),
                medians.get("client"),
                medians.get("server"));
    }
}
