package io.veilray.he;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Ring;
import java.util.Arrays;

/**
 * Decrypts responses. Holds buffers: one thread each; {@link #close} overwrites them.
 *
 * <p>The product c1 s is taken in one of two ways, as {@link NoiseBudget} says. At one prime c1 / 2^w1 is lifted to the
 * nearest multiple of 1/p0, which adds noise. At two primes the integer product is exact: |c1 s| is at most N 2^(w1-1)
 * &lt;= 2^62, below half the product of the primes.
 */
public final class Decryptor implements AutoCloseable {
    private final SecretKey key;
    private final Ring ring;
    private final int messageBits;
    private final NoiseBudget budget;
    private final Polynomial values;
    private final Polynomial coefficients;
    /** c1 s modulo 1, in units of 2^-64: the wrap-around of a long is the modulus. */
    private final long[] shares;

    /** @param budget for the key's parameters; the server's evaluator must have the same */
    public Decryptor(SecretKey key, NoiseBudget budget) {
        this.key = key;
        this.ring = key.parameters().ring();
        this.messageBits = budget.messageBits();
        this.budget = budget;
        this.values = ring.zero(Form.VALUES, budget.decryptionPrimes());
        this.coefficients = ring.zero(Form.COEFFICIENTS, budget.decryptionPrimes());
        this.shares = new long[ring.degree()];
    }

    /** The message at the given coefficients, in [0, 2^l). Only those coefficients of c0 need to be right. */
    public long[] decrypt(Response response, int[] positions) {
        multiplyByKey(response.c1());
        long half = 1L << 63 - messageBits;
        long[] message = new long[positions.length];
        for (int i = 0; i < positions.length; i++) {
            message[i] = phase(response, positions[i]) + half >>> 64 - messageBits;
        }
        return message;
    }

    /** c0 + c1 s modulo 1, in units of 2^-64. */
    private long phase(Response response, int position) {
        return shares[position] + (response.c0()[position] << 64 - budget.c0Bits());
    }

    private void multiplyByKey(long[] c1) {
        if (budget.decryptionPrimes() == 1) {
            fill(c1, ring.primes().getFirst().value() / Math.scalb(1.0, budget.c1Bits()));
        } else {
            fill(c1, 1);
        }
        ring.toValues(coefficients, values);
        ring.multiply(values, values, key.values());
        key.requireOpen();
        ring.toCoefficients(values, coefficients);
        if (budget.decryptionPrimes() == 1) {
            readFractions();
        } else {
            readIntegers();
        }
    }

    /** coefficients = round(factor c1), c1 centred: below 2^49, so no more than any prime. */
    private void fill(long[] c1, double factor) {
        int unused = 64 - budget.c1Bits();
        for (int i = 0; i < coefficients.primes(); i++) {
            int next = 0;
            for (double[] row : coefficients.rows(i)) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = Math.rint((c1[next + j] << unused >> unused) * factor);
                }
                next += row.length;
            }
        }
    }

    /** At most 1/2 in magnitude, so that 62 bits and a sign hold it; two roundings of doubles, 2^-53 in all. */
    private void readFractions() {
        double factor = 0x1p62 / ring.primes().getFirst().value();
        int next = 0;
        for (double[] row : coefficients.rows(0)) {
            for (int j = 0; j < row.length; j++) {
                shares[next + j] = (long) (row[j] * factor) << 2;
            }
            next += row.length;
        }
    }

    private void readIntegers() {
        ring.toDigits(coefficients);
        long p0 = ring.primes().getFirst().value();
        int next = 0;
        for (int r = 0; r < coefficients.rows(0).length; r++) {
            double[] low = coefficients.rows(0)[r];
            double[] high = coefficients.rows(1)[r];
            for (int j = 0; j < low.length; j++) {
                shares[next + j] = (long) low[j] + (long) high[j] * p0 << 64 - budget.c1Bits();
            }
            next += low.length;
        }
    }

    /** Each phase's distance from the encoding of the message, in message units: half a unit is too much. For tests. */
    double[] noise(Response response, long[] message) {
        multiplyByKey(response.c1());
        double[] noise = new double[message.length];
        for (int i = 0; i < noise.length; i++) {
            long distance = phase(response, i) - (message[i] << 64 - messageBits);
            noise[i] = Math.scalb((double) distance, messageBits - 64);
        }
        return noise;
    }

    @Override
    public void close() {
        values.clear();
        coefficients.clear();
        Arrays.fill(shares, 0);
    }
}
