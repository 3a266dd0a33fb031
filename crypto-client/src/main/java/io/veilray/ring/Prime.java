package io.veilray.ring;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A prime that is 1 modulo 2N, so that X^N + 1 splits into linear factors modulo it.
 *
 * <p>Residues are held centred, as doubles in [-q/2, q/2]: below 2^50 every product of two of them can be reduced
 * exactly with fused multiply-adds (see {@link FmaRows}).
 */
public final class Prime {
    /** Above this a product could no longer be reduced exactly in doubles. */
    static final int MAX_BITS = 50;

    /** Largest exponent of {@link #powerOfTwo}. */
    private static final int MOST_POWER = 99;

    private final long value;
    /** 2^i, centred. */
    private final double[] powersOfTwo = new double[MOST_POWER + 1];

    Prime(long value) {
        if (value < 3 || value >= 1L << MAX_BITS || !BigInteger.valueOf(value).isProbablePrime(60)) {
            throw new IllegalArgumentException("modulus " + value + ": must be a prime below 2^" + MAX_BITS);
        }
        this.value = value;
        long power = 1;
        for (int i = 0; i <= MOST_POWER; i++) {
            powersOfTwo[i] = centred(power);
            power = 2 * power % value;
        }
    }

    /**
     * The largest {@code count} primes of that size that are 1 modulo 2N, in descending order: a rule, so that both
     * sides and any other implementation find the same ones.
     */
    static List<Prime> largestBelow(int bits, int degree, int count) {
        List<Prime> found = new ArrayList<>();
        long step = 2L * degree;
        for (long q = ((1L << bits) - 1) / step * step + 1; found.size() < count; q -= step) {
            if (BigInteger.valueOf(q).isProbablePrime(60)) {
                found.add(new Prime(q));
            }
        }
        return found;
    }

    public long value() {
        return value;
    }

    /** Bits of a residue in [0, q) on the wire. */
    public int bits() {
        return 64 - Long.numberOfLeadingZeros(value - 1);
    }

    /** The residue of {@code number} in [-q/2, q/2]. */
    public double centred(BigInteger number) {
        return centred(number.mod(BigInteger.valueOf(value)).longValue());
    }

    /** @param residue in [0, q) */
    private double centred(long residue) {
        return residue > value / 2 ? residue - value : residue;
    }

    /** The residue of 2^exponent, centred; exponents up to 99. */
    double powerOfTwo(int exponent) {
        return powersOfTwo[exponent];
    }

    /** The inverse of {@code number}, centred. */
    double inverse(BigInteger number) {
        return centred(number.modInverse(BigInteger.valueOf(value)));
    }

    /**
     * A primitive 2N-th root of unity: g^((q-1)/2N) for the smallest g from 2 up that makes it primitive. Its N-th power
     * is -1.
     */
    BigInteger root(int degree) {
        BigInteger q = BigInteger.valueOf(value);
        BigInteger exponent = BigInteger.valueOf((value - 1) / (2L * degree));
        for (long g = 2; ; g++) {
            BigInteger root = BigInteger.valueOf(g).modPow(exponent, q);
            if (root.modPow(BigInteger.valueOf(degree), q).equals(q.subtract(BigInteger.ONE))) {
                return root;
            }
        }
    }
}
