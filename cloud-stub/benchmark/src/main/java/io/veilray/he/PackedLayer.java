package io.veilray.he;

import io.veilray.packing.InterleavedPacking;
import io.veilray.packing.InterleavedPacking.Strip;
import io.veilray.packing.Interleaving;
import io.veilray.ring.Polynomial;
import io.veilray.ring.Purpose;
import io.veilray.ring.Ring;
import io.veilray.ring.Sampler;
import io.veilray.ring.Seed;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The offline phase of one layer under one packing, both sides on one thread, on random masks and weights. */
public final class PackedLayer {
    /** Processor time of one ticket. */
    public record Cost(double clientMillis, double serverMillis) {}

    private final PackedSession session;
    private final InterleavedPacking packing;
    private final long[][] tensors;
    private final long[][] weights;
    private final long[] sums;
    private final long[] expected;
    private double client;
    private double server;
    private double mark;

    /** @param products W r, from {@link #tensors} and {@link #weights} by definition */
    public PackedLayer(
            PackedSession session, InterleavedPacking packing, long[][] tensors, long[][] weights, long[] products) {
        this.session = session;
        this.packing = packing;
        this.tensors = tensors;
        this.weights = weights;
        this.sums = random(products.length, session.bits());
        this.expected = new long[products.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = products[i] - sums[i] & (1L << session.bits()) - 1;
        }
    }

    public static long[] random(int count, int bits) {
        long[] out = new long[count];
        try (Seed seed = Seed.random();
                Sampler sampler = new Sampler()) {
            sampler.reseed(seed, Purpose.MASK, 0).uniformBits(out, bits);
        }
        return out;
    }

    static double now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6;
    }

    /** One ticket. Throws if a result is wrong. */
    public Cost run() {
        client = 0;
        server = 0;
        mark = now();
        Interleaving made = null;
        Polynomial[] kept = {};
        for (Strip strip : packing.strips()) {
            List<SeededCiphertext> uploads = encrypted(strip);
            client += lap();
            if (!strip.layout().equals(made)) {
                kept = new Polynomial[packing.uploads(strip.layout()) * packing.preResponses(strip.layout())];
                made = strip.layout();
            }
            List<Response> responses = multiplied(strip, uploads, kept.length <= 1024 ? kept : null);
            server += lap();
            for (int r = 0; r < responses.size(); r++) {
                InterleavedPacking.Results results = packing.results(strip, r);
                long[] values = session.decryptor().decrypt(responses.get(r), results.positions());
                require(results.outputs(), values);
            }
            client += lap();
        }
        return new Cost(client, server);
    }

    private double lap() {
        double before = mark;
        mark = now();
        return mark - before;
    }

    private List<SeededCiphertext> encrypted(Strip strip) {
        List<SeededCiphertext> out = new ArrayList<>();
        for (int u = 0; u < packing.uploads(strip.layout()); u++) {
            out.add(session.encryptor().encrypt(packing.packInput(strip, u, tensors)));
        }
        return out;
    }

    private void require(int[] outputs, long[] values) {
        for (int i = 0; i < outputs.length; i++) {
            if (values[i] != expected[outputs[i]]) {
                throw new IllegalStateException("sum " + outputs[i] + " is " + values[i] + " instead of "
                        + expected[outputs[i]] + " under " + packing.strips());
            }
        }
    }

    private List<Response> multiplied(Strip strip, List<SeededCiphertext> uploads, Polynomial[] kept) {
        Interleaving layout = strip.layout();
        Evaluator evaluator = session.evaluator();
        List<Ciphertext> ciphertexts = uploads.stream().map(evaluator::expand).toList();
        Ring ring = session.ring();
        if (layout.levels() > 0) {
            Polynomial unscale = ResponseMerger.unscale(ring, layout.levels());
            for (Ciphertext ciphertext : ciphertexts) {
                ring.multiply(ciphertext.c0(), ciphertext.c0(), unscale);
                ring.multiply(ciphertext.c1(), ciphertext.c1(), unscale);
                ring.reduce(ciphertext.c0());
                ring.reduce(ciphertext.c1());
            }
        }
        List<Response> responses = new ArrayList<>();
        for (int r = 0; r < packing.responses(layout); r++) {
            int first = r << layout.levels();
            int leaves = Math.min(1 << layout.levels(), packing.preResponses(layout) - first);
            evaluator.begin();
            if (layout.levels() == 0) {
                for (int u = 0; u < ciphertexts.size(); u++) {
                    evaluator.multiplyAdd(ciphertexts.get(u), weights(layout, u, first, kept));
                }
            } else {
                session.merger(layout.levels())
                        .merge(
                                session.merged(),
                                leaves,
                                (leaf, sum) -> sum(layout, ciphertexts, first + leaf, kept, sum));
                evaluator.multiplyAdd(session.merged(), session.one());
            }
            responses.add(evaluator.finish(scattered(strip, r)));
        }
        return responses;
    }

    private void sum(Interleaving layout, List<Ciphertext> ciphertexts, int leaf, Polynomial[] kept, Ciphertext sum) {
        Ring ring = session.ring();
        sum.c0().clear();
        sum.c1().clear();
        for (int u = 0; u < ciphertexts.size(); u++) {
            Polynomial values = weights(layout, u, leaf, kept);
            ring.multiplyAdd(sum.c0(), ciphertexts.get(u).c0(), values);
            ring.multiplyAdd(sum.c1(), ciphertexts.get(u).c1(), values);
            if (u % 8 == 7 || u == ciphertexts.size() - 1) {
                ring.reduce(sum.c0());
                ring.reduce(sum.c1());
            }
        }
    }

    private Polynomial weights(Interleaving layout, int upload, int preResponse, Polynomial[] kept) {
        int index = preResponse * packing.uploads(layout) + upload;
        if (kept != null && kept[index] != null) {
            return kept[index];
        }
        long[] integers = session.integers();
        packing.packWeights(layout, upload, preResponse, weights, integers);
        Polynomial coefficients = session.coefficients();
        coefficients.setCoefficients(integers);
        Polynomial made = session.evaluator().weights(coefficients);
        if (kept != null) {
            kept[index] = made;
        }
        return made;
    }

    private long[] scattered(Strip strip, int response) {
        InterleavedPacking.Results results = packing.results(strip, response);
        long[] out = new long[session.ring().degree()];
        for (int i = 0; i < results.positions().length; i++) {
            out[results.positions()[i]] = sums[results.outputs()[i]];
        }
        return out;
    }
}
