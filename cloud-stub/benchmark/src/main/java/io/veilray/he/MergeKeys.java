package io.veilray.he;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Prime;
import io.veilray.ring.Purpose;
import io.veilray.ring.Ring;
import io.veilray.ring.Sampler;
import io.veilray.ring.Seed;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a client would send once a session so that the server can apply sigma_j: X to X^(1 + 2N / 2^j), j from 1 to t, to
 * ciphertexts: for each j, prime i and digit k an encryption of 2^(wk) s, taken modulo p_i and zero modulo the other
 * primes, under sigma_j^-1(s), so that the permutation comes last.
 *
 * @param keys {@code [j - 1][i][k]}, each as it travels; seeds could be one for all
 * @param digitBits w
 */
record MergeKeys(SeededCiphertext[][][] keys, int digitBits) {
    /** That of masked mode. */
    static final int FLOOD_RATIO_BITS = 20;

    /** @param digits digits of one residue: 2 of 25 bits or 3 of 17 */
    static MergeKeys generate(SecretKey secret, int levels, int digits) {
        Ring ring = secret.parameters().ring();
        int digitBits = Math.ceilDiv(ring.primes().getFirst().bits(), digits);
        SeededCiphertext[][][] keys = new SeededCiphertext[levels][ring.primes().size()][digits];
        for (int j = 1; j <= levels; j++) {
            Polynomial source = ring.zero(Form.VALUES);
            Automorphism.inverse(ring.degree(), j).addPermuted(source, secret.values());
            for (int i = 0; i < ring.primes().size(); i++) {
                for (int k = 0; k < digits; k++) {
                    keys[j - 1][i][k] = key(ring, secret.values(), source, i, Math.scalb(1.0, k * digitBits));
                }
            }
        }
        return new MergeKeys(keys, digitBits);
    }

    /** b = e + factor s - a source. */
    private static SeededCiphertext key(Ring ring, Polynomial secret, Polynomial source, int prime, double factor) {
        Polynomial error = ring.zero(Form.COEFFICIENTS);
        Polynomial uniform = ring.zero(Form.VALUES);
        Polynomial b = ring.zero(Form.VALUES);
        Seed seed = Seed.random();
        try (Sampler sampler = new Sampler();
                Seed errorSeed = Seed.random()) {
            sampler.reseed(errorSeed, Purpose.ENCRYPTION_ERROR, 0).addCentredBinomial(error);
            sampler.reseed(seed, Purpose.PUBLIC_POLYNOMIAL, 0).uniform(uniform, ring);
        }
        ring.toValues(error, b);
        ring.multiply(uniform, uniform, source);
        ring.subtract(b, uniform);
        ring.multiplyAdd(b, constant(ring, prime, factor), secret);
        ring.reduce(b);
        return new SeededCiphertext(seed, b);
    }

    /** The constant {@code factor} modulo one prime and zero modulo the others. */
    static Polynomial constant(Ring ring, int prime, double factor) {
        Polynomial out = ring.zero(Form.VALUES);
        for (double[] row : out.rows(prime)) {
            java.util.Arrays.fill(row, factor);
        }
        return out;
    }

    int levels() {
        return keys.length;
    }

    int digits() {
        return keys.length == 0 ? 0 : keys[0][0].length;
    }

    /** Bytes to the server, whole residues and one seed. */
    static long bytes(HeParameters parameters, int levels, int digits) {
        List<Prime> primes = parameters.ring().primes();
        long bits = primes.stream().mapToLong(Prime::bits).sum() * parameters.degree();
        return levels == 0 ? 0 : Seed.BYTES + bits / 8 * levels * primes.size() * digits;
    }

    /** Bytes in the server's memory: both halves expanded, doubles. */
    static long memory(HeParameters parameters, int levels, int digits) {
        int primes = parameters.ring().primes().size();
        return 2L * Double.BYTES * primes * parameters.degree() * levels * primes * digits;
    }

    /**
     * Bound that the noise of merging exceeds with probability below 2^-40 a coefficient. Given the uniform halves, which
     * are independent of the errors e, the noise of one key switch is a sum of N P d products (P primes, d digits) of a
     * digit, at most 2^(w-1), with a coefficient of e, a sum of 42 independent plus or minus 1/2: sub-Gaussian with
     * variance at most 10.5 N P d 4^(w-1). Of the switch at depth i a result sees 2^i times its noise, so variances add up
     * to (4^t - 1) / 3 of that, and 2 exp(-7.6^2 / 2) &lt; 2^-40. Beyond it the flooding covers less; a wrong result would
     * take 2^t N P d 2^(w-1) 21 to reach half a message unit, which it never does.
     */
    static double noiseBound(HeParameters parameters, int levels, int digits) {
        int primes = parameters.ring().primes().size();
        int digitBits = Math.ceilDiv(parameters.ring().primes().getFirst().bits(), digits);
        double each = 10.5 * parameters.degree() * primes * digits * Math.scalb(1.0, 2 * digitBits - 2);
        return 7.6 * Math.sqrt(each * (Math.scalb(1.0, 2 * levels) - 1) / 3);
    }

    /** Digits that keep {@link #noiseBound} 2^20 below the flooding. */
    static int digits(HeParameters parameters, int levels, int floodBits) {
        double most = Math.scalb(1.0, floodBits - FLOOD_RATIO_BITS);
        return IntStream.of(2, 3)
                .filter(digits -> noiseBound(parameters, levels, digits) <= most)
                .findFirst()
                .orElseThrow();
    }
}
