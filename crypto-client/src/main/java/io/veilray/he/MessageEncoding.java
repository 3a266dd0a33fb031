package io.veilray.he;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Ring;
import java.math.BigInteger;

/**
 * Integers modulo 2^l as residues modulo q: m becomes round(q m / 2^l), so that integer products wrap modulo 2^l by
 * themselves. Holds a buffer: one thread each.
 *
 * <p>With q = D 2^l + rho and m in [-2^(l-1), 2^(l-1)), the integer encoded here is D m + rint(m (rho / 2^l)). Its
 * distance from q m / 2^l is at most 1/2 + 2^-11: rho / 2^l &lt; 1 and |m| &lt; 2^40, so two roundings of 2^-53 amount to
 * at most 2^-11. {@link #ROUNDING_ERROR} is that bound, rounded up.
 */
final class MessageEncoding implements AutoCloseable {
    static final double ROUNDING_ERROR = 0.51;

    private final int bits;
    private final Ring ring;
    private final double[] quotients;
    private final double fraction;
    private final double[][] rows;

    MessageEncoding(Ring ring, int bits) {
        if (bits < 16 || bits > 41) {
            throw new IllegalArgumentException("message bits " + bits + ": must be from 16 to 41");
        }
        this.bits = bits;
        this.ring = ring;
        BigInteger q = ring.modulus(ring.primes().size());
        BigInteger quotient = q.shiftRight(bits);
        quotients = ring.primes().stream()
                .mapToDouble(prime -> prime.centred(quotient))
                .toArray();
        rows = ring.zero(Polynomial.Form.COEFFICIENTS, 1).rows(0);
        fraction = q.subtract(quotient.shiftLeft(bits)).doubleValue() / Math.scalb(1.0, bits);
    }

    /** The representative of {@code message} modulo 2^l in [-2^(l-1), 2^(l-1)). */
    static long centred(long message, int bits) {
        return message << 64 - bits >> 64 - bits;
    }

    /** coefficients += encoding of the message; coefficient i is {@code message[i]}, any representative. */
    void addTo(Polynomial coefficients, long[] message) {
        for (int r = 0, next = 0; r < rows.length; r++) {
            for (int j = 0; j < rows[r].length; j++) {
                rows[r][j] = centred(message[next++], bits);
            }
        }
        for (int i = 0; i < coefficients.primes(); i++) {
            for (int r = 0; r < rows.length; r++) {
                addRounded(coefficients.rows(i)[r], rows[r], fraction);
            }
        }
        ring.multiplyAdd(coefficients, rows, quotients);
    }

    private static void addRounded(double[] sum, double[] message, double factor) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += Math.rint(message[j] * factor);
        }
    }

    /** Overwrites the last message. */
    @Override
    public void close() {
        for (double[] row : rows) {
            java.util.Arrays.fill(row, 0);
        }
    }
}
