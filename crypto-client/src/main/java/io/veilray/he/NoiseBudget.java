package io.veilray.he;

import io.veilray.ring.Sampler;
import java.math.BigInteger;

/**
 * How much noise a response may carry, and what follows: how many primes it travels with, how far it is flooded, and how
 * large the weights of one product may be.
 *
 * <p><b>Bounds</b> (worst case, no heuristics), with eta = 21 the bound of a centred binomial error, s the ternary secret,
 * N the degree, L1 the sum of the magnitudes of all weights that reach one response:
 *
 * <ul>
 *   <li>products: a fresh encryption carries at most eta + 0.51 (error and encoding), so the sum of products at most
 *       L1 (eta + 0.51);
 *   <li>encryption of zero under the public key: e u + s e' with ternary u, so at most 2 N eta; the encoding of the mask
 *       adds 0.51;
 *   <li>flooding: 2^F;
 *   <li>switching from q to q' divides all that by q/q' and adds rounding of both halves, 1/2 (1 + 2^-18) (1 + N).
 * </ul>
 *
 * Decryption is right while the total stays below (1 - 2^-10) q' / 2^(l+1): its doubles err by at most 2^-51 of the
 * modulus, which is 2^(l-51) &lt;= 2^-10 of a message unit. F is the largest integer that fits with
 * L1 (eta + 0.51) &lt;= 2^(F - 20), which is the ratio of DESIGN section 3: the statistical distance between a flooded and a
 * noise-free coefficient is below 2^-20. Besides, a weight must stay below a quarter of every prime, where products are
 * exact.
 *
 * @param responsePrimes 1 if the rounding of a switch to one prime leaves room, else 2
 * @param floodBits F
 * @param largestWeightSum largest L1
 */
public record NoiseBudget(int responsePrimes, int floodBits, double largestWeightSum) {
    /** The flooding is at least 2^20 times the real noise. */
    public static final int FLOOD_RATIO_BITS = 20;

    private static final int MOST_FLOOD_BITS = 98;

    /** Bound on the noise of a fresh encryption, encoding included. */
    static double freshNoise() {
        return Sampler.errorBound() + MessageEncoding.ROUNDING_ERROR;
    }

    /** The budget of messages modulo 2^l. */
    public static NoiseBudget of(HeParameters parameters, int messageBits) {
        int primes = room(parameters, messageBits, 1) > parameters.degree() / 4.0 ? 1 : 2;
        double atResponse = room(parameters, messageBits, primes);
        BigInteger dropped = parameters
                .ring()
                .modulus(parameters.ring().primes().size())
                .divide(parameters.ring().modulus(primes));
        double room = atResponse * dropped.doubleValue() - zeroNoise(parameters);
        // 2^F (1 + 2^-20) must fit: the factor covers the products
        int flood = Math.min(MOST_FLOOD_BITS, Math.getExponent(room / (1 + Math.scalb(1.0, -FLOOD_RATIO_BITS))));
        double mostByNoise = Math.scalb(1.0, flood - FLOOD_RATIO_BITS) / freshNoise();
        long smallestPrime = parameters.ring().primes().getLast().value();
        return new NoiseBudget(primes, flood, Math.min(mostByNoise, smallestPrime / 4.0));
    }

    /** What switching to the first {@code primes} primes leaves for everything else, at that modulus. */
    static double room(HeParameters parameters, int messageBits, int primes) {
        boolean switched = primes < parameters.ring().primes().size();
        double rounding = switched ? 0.5 * (1 + 0x1p-18) * (1 + parameters.degree()) : 0;
        double half = parameters.ring().modulus(primes).doubleValue() / Math.scalb(1.0, messageBits + 1);
        return half * (1 - 0x1p-10) - rounding;
    }

    static double zeroNoise(HeParameters parameters) {
        return 2.0 * parameters.degree() * Sampler.errorBound() + MessageEncoding.ROUNDING_ERROR;
    }
}
