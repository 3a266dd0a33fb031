package io.veilray.he;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Prime;
import io.veilray.ring.Ring;
import io.veilray.ring.SparsePolynomial;
import java.math.BigInteger;
import java.util.function.BiConsumer;

/**
 * Merges up to 2^t ciphertexts whose results stand at multiples of 2^t: those of leaf j land on the coefficients that are
 * j modulo 2^t, all times 2^t.
 *
 * <p>Two ciphertexts A, B with results at multiples of 2^h become (A + X^k B) + sigma(A - X^k B) with k = 2^(h-1) and
 * sigma: X to X^(1 + 2N / 2^h). sigma keeps the powers of X^(2^h) and negates those that X^k shifts, so the sum doubles
 * the results of both and cancels what each had at the other's places. Source: Chen, Dai, Kim, Song, "Efficient
 * Homomorphic Conversion Between (Ring) LWE Ciphertexts" (ACNS 2021, ePrint 2020/015), section 3.
 */
final class ResponseMerger {
    private final Ring ring;
    private final Automorphism[] automorphisms;
    private final Polynomial[] shifts;
    private final SwitchingKey[] keys;
    private final Ciphertext[] spare;
    private final Polynomial difference0;
    private final Polynomial difference1;
    private final KeySwitch keySwitch;

    ResponseMerger(HeParameters parameters, MergeKeys received, Evaluator evaluator) {
        ring = parameters.ring();
        int levels = received.levels();
        automorphisms = new Automorphism[levels];
        shifts = new Polynomial[levels];
        keys = new SwitchingKey[levels];
        spare = new Ciphertext[levels];
        for (int depth = 0; depth < levels; depth++) {
            automorphisms[depth] = Automorphism.of(ring.degree(), depth + 1);
            shifts[depth] = power(1 << depth);
            keys[depth] = new SwitchingKey(ring, received.keys()[depth], received.digitBits(), evaluator);
            spare[depth] = zero(ring);
        }
        difference0 = ring.zero(Form.VALUES);
        difference1 = ring.zero(Form.VALUES);
        keySwitch = new KeySwitch(ring, received.digits(), received.digitBits());
    }

    static Ciphertext zero(Ring ring) {
        return new Ciphertext(ring.zero(Form.VALUES), ring.zero(Form.VALUES));
    }

    private Polynomial power(int exponent) {
        SparsePolynomial power = new SparsePolynomial();
        power.add(exponent, 1);
        Polynomial values = ring.zero(Form.VALUES);
        ring.toValues(power, ring.zero(Form.COEFFICIENTS), values);
        return values;
    }

    /** What takes the factor 2^t out again, to be multiplied into ciphertexts before: 2^-t modulo q. */
    static Polynomial unscale(Ring ring, int levels) {
        Polynomial out = ring.zero(Form.VALUES);
        BigInteger factor = BigInteger.ONE.shiftLeft(levels);
        for (int i = 0; i < out.primes(); i++) {
            Prime prime = ring.primes().get(i);
            BigInteger inverse = factor.modInverse(BigInteger.valueOf(prime.value()));
            ring.add(out, MergeKeys.constant(ring, i, prime.centred(inverse)));
        }
        return out;
    }

    /**
     * @param levels t, at most that of the keys
     * @param leaves how many there are, at most 2^t
     * @param leaf puts a leaf into a ciphertext, reduced
     */
    void merge(Ciphertext target, int levels, int leaves, BiConsumer<Integer, Ciphertext> leaf) {
        merge(target, new Tree(levels, leaves, leaf), 0, 0);
    }

    private record Tree(int levels, int leaves, BiConsumer<Integer, Ciphertext> leaf) {}

    /** At this depth leaves first, first + 2^depth, first + 2 2^depth, ... are merged. */
    private void merge(Ciphertext target, Tree tree, int depth, int first) {
        if (depth == tree.levels) {
            tree.leaf.accept(first, target);
            return;
        }
        merge(target, tree, depth + 1, first);
        int other = first + (1 << depth);
        if (other < tree.leaves) {
            merge(spare[depth], tree, depth + 1, other);
            combine(target, spare[depth], depth);
        } else {
            ring.add(target.c0(), target.c0());
            ring.add(target.c1(), target.c1());
        }
        ring.reduce(target.c0());
        ring.reduce(target.c1());
    }

    /** Sums stay below 6q until the caller reduces: a 0.5 + 0.6, the difference as much and six products of 0.75. */
    private void combine(Ciphertext a, Ciphertext b, int depth) {
        ring.multiply(b.c0(), b.c0(), shifts[depth]);
        ring.multiply(b.c1(), b.c1(), shifts[depth]);
        sumAndDifference(a.c0(), b.c0(), difference0);
        sumAndDifference(a.c1(), b.c1(), difference1);
        keySwitch.apply(difference0, difference1, keys[depth]);
        automorphisms[depth].addPermuted(a.c0(), difference0);
        automorphisms[depth].addPermuted(a.c1(), difference1);
    }

    /** difference = a - b; a = a + b. */
    private static void sumAndDifference(Polynomial a, Polynomial b, Polynomial difference) {
        for (int i = 0; i < a.primes(); i++) {
            for (int r = 0; r < a.rows(i).length; r++) {
                sumAndDifference(a.rows(i)[r], b.rows(i)[r], difference.rows(i)[r]);
            }
        }
    }

    private static void sumAndDifference(double[] a, double[] b, double[] difference) {
        for (int j = 0; j < a.length; j++) {
            double x = a[j];
            double y = b[j];
            difference[j] = x - y;
            a[j] = x + y;
        }
    }
}
