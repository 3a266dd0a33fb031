package io.veilray.cloud.compute;

import io.veilray.he.Evaluator;
import io.veilray.ring.Polynomial;
import io.veilray.ring.SparsePolynomial;
import java.util.Arrays;

/** What one thread needs to compute a response of one ticket: nothing is allocated per weight or product. */
final class Bench {
    final Evaluator evaluator;
    /** The integer weights of one product. */
    final SparsePolynomial integers = new SparsePolynomial();
    /** The same in evaluation form; the store's. */
    final Polynomial values;
    /** Masks at the coefficients where sums are; zeros elsewhere. */
    final long[] masks;

    Bench(Evaluator evaluator, Polynomial values, int degree) {
        this.evaluator = evaluator;
        this.values = values;
        this.masks = new long[degree];
    }

    void wipe() {
        evaluator.close();
        integers.clear();
        Arrays.fill(masks, 0);
    }
}
