package io.veilray.he;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Purpose;
import io.veilray.ring.Ring;
import io.veilray.ring.Sampler;
import io.veilray.ring.Seed;
import io.veilray.ring.SparsePolynomial;

/**
 * The server's half: sums of products of ciphertexts with integer polynomials, made into responses that show nothing of
 * the integers but the result. Holds buffers: one thread each; {@link #close} overwrites
 * them.
 *
 * <p><b>Guarantees</b>: every response is re-randomised by an encryption of zero of its own under the client's public key
 * and flooded as {@link NoiseBudget} says, then rounded. The sequence of operations depends on shapes
 * only. <b>Does not guarantee</b> anything about weights above {@link NoiseBudget#largestWeightSum}: the caller checks.
 */
public final class Evaluator implements AutoCloseable {
    private final Ring ring;
    private final int messageBits;
    private final MessageEncoding encoding;
    private final NoiseBudget budget;
    private final Polynomial publicValues;
    private final Polynomial publicUniform;
    private final Sampler sampler = new Sampler();
    private final Polynomial sum0;
    private final Polynomial sum1;
    private final Polynomial coefficients;
    private final Polynomial values;
    private final Polynomial digits;
    private int pending;

    /** @param budget for those parameters; the client's encryptor must have the same */
    public Evaluator(HeParameters parameters, SeededCiphertext publicKey, NoiseBudget budget) {
        this.ring = parameters.ring();
        this.messageBits = budget.messageBits();
        this.encoding = new MessageEncoding(ring, messageBits);
        this.budget = budget;
        Ciphertext expanded = expand(publicKey);
        this.publicValues = expanded.c0();
        this.publicUniform = expanded.c1();
        this.sum0 = ring.zero(Form.VALUES);
        this.sum1 = ring.zero(Form.VALUES);
        this.coefficients = ring.zero(Form.COEFFICIENTS);
        this.values = ring.zero(Form.VALUES);
        this.digits = ring.zero(Form.COEFFICIENTS);
    }

    /** Expands the uniform half from its seed. */
    public Ciphertext expand(SeededCiphertext seeded) {
        Polynomial c1 = ring.zero(Form.VALUES);
        sampler.reseed(seeded.seed(), Purpose.PUBLIC_POLYNOMIAL, 0).uniform(c1, ring);
        return new Ciphertext(seeded.c0(), c1);
    }

    /** Adds the top of the free coefficients, expands the uniform half, and transforms. */
    public Ciphertext expand(CompactCiphertext compact) {
        readDigits(compact.digits());
        ring.fromDigits(digits, coefficients);
        long[] top = new long[compact.free().length];
        sampler.reseed(compact.seed(), Purpose.PUBLIC_TOP, 0).uniformBits(top, messageBits);
        long[] scattered = new long[ring.degree()];
        for (int i = 0; i < top.length; i++) {
            scattered[compact.free()[i]] = top[i];
        }
        encoding.addTo(coefficients, scattered);
        ring.reduce(coefficients);
        Polynomial c0 = ring.zero(Form.VALUES);
        ring.toValues(coefficients, c0);
        return expand(new SeededCiphertext(compact.seed(), c0));
    }

    /** The middle of what the dropped bits may have been. */
    private void readDigits(long[][] from) {
        int dropped = budget.droppedBits();
        long middle = (1L << dropped) / 2;
        for (int i = 0; i < from.length; i++) {
            int next = 0;
            for (double[] row : digits.rows(i)) {
                for (int j = 0; j < row.length; j++) {
                    long digit = from[i][next++];
                    row[j] = i == 0 ? (digit << dropped) + middle : digit;
                }
            }
        }
    }

    /** An integer polynomial into evaluation form; coefficients of magnitude at most a quarter of every prime. */
    public void weights(SparsePolynomial weights, Polynomial values) {
        ring.toValues(weights, coefficients, values);
    }

    /** Begins a new sum. */
    public void begin() {
        sum0.clear();
        sum1.clear();
        pending = 0;
    }

    /** Adds ciphertext times weights. */
    public void multiplyAdd(Ciphertext ciphertext, Polynomial weights) {
        ring.multiplyAdd(sum0, ciphertext.c0(), weights);
        ring.multiplyAdd(sum1, ciphertext.c1(), weights);
        if (++pending == 8) {
            ring.reduce(sum0);
            ring.reduce(sum1);
            pending = 0;
        }
    }

    /**
     * Ends the sum: subtracts the mask, re-randomises, floods and rounds to the bits that travel.
     *
     * @param mask N integers modulo 2^l
     */
    public Response finish(long[] mask) {
        ring.reduce(sum0);
        ring.reduce(sum1);
        long[] c0 = new long[ring.degree()];
        long[] c1 = new long[ring.degree()];
        try (Seed seed = Seed.random()) {
            addEncryptionOfZero(seed);
            ring.toCoefficients(sum1, coefficients);
            sampler.reseed(seed, Purpose.ZERO_ERROR, 1).addCentredBinomial(coefficients);
            ring.reduce(coefficients);
            ring.roundedFractions(coefficients, budget.c1Bits(), c1);
            ring.toCoefficients(sum0, coefficients);
            sampler.reseed(seed, Purpose.FLOODING, 0).addUniform(coefficients, ring, budget.floodBits());
        }
        long[] negated = new long[mask.length];
        for (int i = 0; i < mask.length; i++) {
            negated[i] = -mask[i];
        }
        encoding.addTo(coefficients, negated);
        java.util.Arrays.fill(negated, 0);
        ring.reduce(coefficients);
        ring.roundedFractions(coefficients, budget.c0Bits(), c0);
        return new Response(c0, c1);
    }

    /** sums += public key * u with a fresh ternary u: an encryption of zero but for the errors that follow. */
    private void addEncryptionOfZero(Seed seed) {
        sampler.reseed(seed, Purpose.ZERO_RANDOMNESS, 0).ternary(coefficients);
        ring.toValues(coefficients, values);
        ring.multiplyAdd(sum0, publicValues, values);
        ring.multiplyAdd(sum1, publicUniform, values);
    }

    @Override
    public void close() {
        for (Polynomial buffer : new Polynomial[] {sum0, sum1, coefficients, values}) {
            buffer.clear();
        }
        encoding.close();
        sampler.close();
    }
}
