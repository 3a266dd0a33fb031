package io.veilray.he;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Purpose;
import io.veilray.ring.Ring;
import io.veilray.ring.Sampler;
import io.veilray.ring.Seed;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts polynomials of integers modulo 2^l under a secret key, with the uniform half expanded from a seed. Holds
 * buffers: one thread each.
 *
 * <p><b>Guarantees</b>: fresh randomness for every call; buffers that held messages are overwritten by {@link #close};
 * the sequence of operations depends on shapes only. <b>Does not guarantee</b> integrity: ciphertexts are malleable, the
 * channel must authenticate them.
 *
 * <p><b>Free coefficients</b>. Where the message may be any uniform number r, it is chosen last. With rest = e - a s and
 * delta = round(2^l rest / q), a public t is drawn and r = t - delta modulo 2^l. Then c0 = rest + enc(r) = enc(t) + low
 * with low = rest + enc(r - t), and low is rest - q delta / 2^l but for the encoding's rounding. So
 *
 * <pre>|low| &lt;= (1/2 + 2^-49) q / 2^l + 0.51,</pre>
 *
 * and its highest digit takes b - l bits for primes of b bits: with p the last prime and P the product of the others,
 * |low| / P &lt;= p / 2^(l+1) + 2^(b-l-49) + 1/P, and p &lt;= 2^b - 2N leaves a gap of N / 2^l below 2^(b-l-1), while
 * 2^(b-l-49) is at most 2 / 2^l. So -2^(b-l-1) &lt; low / P &lt; 2^(b-l-1), and its floor is a number of b - l bits.
 *
 * <p>r is as good as one drawn first: for a fixed rest, t and r = t - delta determine each other, so r is uniform and
 * independent of rest. Given low, delta takes every value equally often, unless low lies within the rounding's reach of
 * its limit, relative 2^-48, so r is hidden as by any encryption but for a probability of 2^-47 for each coefficient, and
 * then on average less than a bit of it is lost.
 */
public final class Encryptor implements AutoCloseable {
    private static final int[] NONE = {};

    private final SecretKey key;
    private final Ring ring;
    private final int messageBits;
    private final int droppedBits;
    private final MessageEncoding encoding;
    private final Sampler sampler = new Sampler();
    private final Polynomial coefficients;
    private final Polynomial rest;
    private final Polynomial uniform;
    private final Polynomial product;
    private final long[] integers;
    private int[] free = NONE;
    private long[] top = {};
    private @Nullable Seed seed;

    /** @param budget for the key's parameters; the server's evaluator must have the same */
    public Encryptor(SecretKey key, NoiseBudget budget) {
        this.key = key;
        this.ring = key.parameters().ring();
        this.messageBits = budget.messageBits();
        this.droppedBits = budget.droppedBits();
        this.encoding = new MessageEncoding(ring, messageBits);
        this.coefficients = ring.zero(Form.COEFFICIENTS);
        this.rest = ring.zero(Form.COEFFICIENTS);
        this.uniform = ring.zero(Form.VALUES);
        this.product = ring.zero(Form.VALUES);
        this.integers = new long[ring.degree()];
    }

    /** Encrypts N given integers, any representatives modulo 2^l. */
    public CompactCiphertext encrypt(long[] message) {
        begin(NONE);
        return finish(message);
    }

    /**
     * Draws the encryption's randomness, and with it the message at the free coefficients.
     *
     * @param free in ascending order
     * @return uniform integers of [0, 2^l) for the free coefficients
     */
    public long[] begin(int[] free) {
        seed = null; // a beginning that fails leaves nothing that could be finished
        this.free = free;
        Seed fresh = Seed.random();
        drawRest(fresh);
        ring.copy(rest, coefficients);
        ring.roundedFractions(coefficients, messageBits, integers);
        top = new long[free.length];
        sampler.reseed(fresh, Purpose.PUBLIC_TOP, 0).uniformBits(top, messageBits);
        long[] drawn = new long[free.length];
        for (int i = 0; i < free.length; i++) {
            drawn[i] = top[i] - integers[free[i]] & (1L << messageBits) - 1;
        }
        seed = fresh;
        return drawn;
    }

    /** rest = e - a s, where a expands from the seed. */
    private void drawRest(Seed seed) {
        sampler.reseed(seed, Purpose.PUBLIC_POLYNOMIAL, 0).uniform(uniform, ring);
        ring.multiply(product, uniform, key.values());
        key.requireOpen();
        ring.toCoefficients(product, coefficients);
        rest.clear();
        addError(rest);
        ring.subtract(rest, coefficients);
        ring.reduce(rest);
    }

    private void addError(Polynomial polynomial) {
        try (Seed errorSeed = Seed.random()) {
            sampler.reseed(errorSeed, Purpose.ENCRYPTION_ERROR, 0).addCentredBinomial(polynomial);
        }
    }

    /**
     * Encrypts N integers, any representatives modulo 2^l, with what {@link #begin} drew; works once for each beginning.
     *
     * @param message at the free coefficients what {@link #begin} gave
     */
    public CompactCiphertext finish(long[] message) {
        if (seed == null || message.length != ring.degree()) {
            throw new IllegalArgumentException("message of " + message.length + " integers: must have " + ring.degree()
                    + ", after a beginning of its own");
        }
        System.arraycopy(message, 0, integers, 0, integers.length);
        for (int i = 0; i < free.length; i++) {
            integers[free[i]] -= top[i];
        }
        encoding.addTo(rest, integers);
        ring.reduce(rest);
        ring.toDigits(rest);
        CompactCiphertext ciphertext = new CompactCiphertext(seed, free, digits());
        seed = null;
        return ciphertext;
    }

    private long[][] digits() {
        long[][] digits = new long[rest.primes()][ring.degree()];
        for (int i = 0; i < digits.length; i++) {
            int next = 0;
            for (double[] row : rest.rows(i)) {
                for (double digit : row) {
                    digits[i][next++] = (long) digit >> (i == 0 ? droppedBits : 0);
                }
            }
        }
        makePositive(digits[digits.length - 1], ring.primes().getLast().value());
        return digits;
    }

    /** All but the free ones. */
    private void makePositive(long[] highest, long prime) {
        long[] kept = new long[free.length];
        for (int i = 0; i < free.length; i++) {
            kept[i] = highest[free[i]];
        }
        for (int i = 0; i < highest.length; i++) {
            highest[i] += highest[i] >> 63 & prime;
        }
        for (int i = 0; i < free.length; i++) {
            highest[free[i]] = kept[i];
        }
    }

    /** The public key: an encryption of zero. */
    public SeededCiphertext publicKey() {
        seed = null;
        Seed publicSeed = Seed.random();
        drawRest(publicSeed);
        Polynomial c0 = ring.zero(Form.VALUES);
        ring.toValues(rest, c0);
        return new SeededCiphertext(publicSeed, c0);
    }

    @Override
    public void close() {
        seed = null;
        for (Polynomial buffer : new Polynomial[] {coefficients, rest, product}) {
            buffer.clear();
        }
        Arrays.fill(integers, 0);
        encoding.close();
        sampler.close();
    }
}
