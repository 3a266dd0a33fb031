package io.veilray.he;

import io.veilray.packing.InterleavedPacking;
import io.veilray.packing.InterleavedPacking.Results;
import io.veilray.packing.InterleavedPacking.Strip;
import io.veilray.packing.Interleaving;
import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Purpose;
import io.veilray.ring.Ring;
import io.veilray.ring.Sampler;
import io.veilray.ring.Seed;
import io.veilray.ring.SparsePolynomial;
import java.util.ArrayList;
import java.util.List;

/** The offline phase of one layer under one packing, both sides on one thread. Its operations are a ticket's. */
public final class PackedLayer {
    /** Processor time of one ticket. */
    public record Cost(double clientMillis, double serverMillis) {}

    /** Weight polynomials of one layout that are kept, as the server does. */
    private static final int MOST_KEPT = 1024;

    private final PackedSession session;
    private final Ring ring;
    private final InterleavedPacking packing;
    private final long[][] tensors;
    private final long[][] weights;
    private final long[] masks;
    private final long[] expected;
    private final SparsePolynomial integers = new SparsePolynomial();
    private final Polynomial spare;
    private final Ciphertext merged;
    private final Polynomial one;
    private Interleaving layout;
    private final List<Polynomial> kept = new ArrayList<>();
    private boolean[] made;
    private double mark;

    /** @param products W r by definition, for masks r and weights W as {@link InterleavedPacking} takes them */
    public PackedLayer(
            PackedSession session, InterleavedPacking packing, long[][] tensors, long[][] weights, long[] products) {
        this.session = session;
        this.ring = session.ring;
        this.packing = packing;
        this.tensors = tensors;
        this.weights = weights;
        masks = random(products.length, session.bits);
        expected = new long[products.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = products[i] - masks[i] & (1L << session.bits) - 1;
        }
        spare = ring.zero(Form.VALUES);
        merged = ResponseMerger.zero(ring);
        one = ResponseMerger.unscale(ring, 0);
    }

    /** Uniform integers of [0, 2^bits). */
    public static long[] random(int count, int bits) {
        long[] out = new long[count];
        try (Seed seed = Seed.random();
                Sampler sampler = new Sampler()) {
            sampler.reseed(seed, Purpose.MASK, 0).uniformBits(out, bits);
        }
        return out;
    }

    /** One ticket. Throws if a result is wrong. */
    public Cost run() {
        layout = null;
        double client = 0;
        double server = 0;
        mark = PackedSession.millis();
        for (Strip strip : packing.strips()) {
            List<SeededCiphertext> uploads = encrypted(strip);
            client += lap();
            begin(strip.layout());
            List<Response> responses = multiplied(strip, uploads);
            server += lap();
            for (int r = 0; r < responses.size(); r++) {
                Results results = packing.results(strip, r);
                require(results.outputs(), session.decryptor.decrypt(responses.get(r), results.positions()));
            }
            client += lap();
        }
        return new Cost(client, server);
    }

    private double lap() {
        double before = mark;
        mark = PackedSession.millis();
        return mark - before;
    }

    private List<SeededCiphertext> encrypted(Strip strip) {
        List<SeededCiphertext> out = new ArrayList<>();
        for (int u = 0; u < packing.uploads(strip.layout()); u++) {
            out.add(session.encryptor.encrypt(packing.packInput(strip, u, tensors)));
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

    /** Weight polynomials serve all strips of one layout; their arrays serve all tickets. */
    private void begin(Interleaving next) {
        if (!next.equals(layout)) {
            int count = packing.uploads(next) * packing.preResponses(next);
            made = new boolean[count <= MOST_KEPT ? count : 0];
            layout = next;
        }
        while (kept.size() < made.length) {
            kept.add(ring.zero(Form.VALUES));
        }
    }

    private List<Response> multiplied(Strip strip, List<SeededCiphertext> uploads) {
        List<Ciphertext> ciphertexts =
                uploads.stream().map(session.evaluator::expand).toList();
        if (layout.levels() > 0) {
            Polynomial unscale = ResponseMerger.unscale(ring, layout.levels());
            ciphertexts.forEach(ciphertext -> unscale(ciphertext, unscale));
        }
        List<Response> responses = new ArrayList<>();
        for (int r = 0; r < packing.responses(layout); r++) {
            session.evaluator.begin();
            if (layout.levels() == 0) {
                for (int u = 0; u < ciphertexts.size(); u++) {
                    session.evaluator.multiplyAdd(ciphertexts.get(u), weights(u, r));
                }
            } else {
                merge(ciphertexts, r);
            }
            responses.add(session.evaluator.finish(scattered(strip, r)));
        }
        return responses;
    }

    private void unscale(Ciphertext ciphertext, Polynomial factor) {
        for (Polynomial half : List.of(ciphertext.c0(), ciphertext.c1())) {
            ring.multiply(half, half, factor);
            ring.reduce(half);
        }
    }

    private void merge(List<Ciphertext> ciphertexts, int response) {
        int first = response << layout.levels();
        int leaves = Math.min(1 << layout.levels(), packing.preResponses(layout) - first);
        session.merger.merge(merged, layout.levels(), leaves, (leaf, target) -> sum(ciphertexts, first + leaf, target));
        session.evaluator.multiplyAdd(merged, one);
    }

    private void sum(List<Ciphertext> ciphertexts, int preResponse, Ciphertext sum) {
        sum.c0().clear();
        sum.c1().clear();
        for (int u = 0; u < ciphertexts.size(); u++) {
            Polynomial values = weights(u, preResponse);
            ring.multiplyAdd(sum.c0(), ciphertexts.get(u).c0(), values);
            ring.multiplyAdd(sum.c1(), ciphertexts.get(u).c1(), values);
            if (u % 8 == 7 || u == ciphertexts.size() - 1) {
                ring.reduce(sum.c0());
                ring.reduce(sum.c1());
            }
        }
    }

    private Polynomial weights(int upload, int preResponse) {
        int index = preResponse * packing.uploads(layout) + upload;
        boolean keep = made.length > 0;
        Polynomial values = keep ? kept.get(index) : spare;
        if (!keep || !made[index]) {
            packing.packWeights(layout, upload, preResponse, weights, integers);
            session.evaluator.weights(integers, values);
        }
        if (keep) {
            made[index] = true;
        }
        return values;
    }

    private long[] scattered(Strip strip, int response) {
        Results results = packing.results(strip, response);
        long[] out = new long[ring.degree()];
        for (int i = 0; i < results.positions().length; i++) {
            out[results.positions()[i]] = masks[results.outputs()[i]];
        }
        return out;
    }
}
