package io.veilray.he;

import io.veilray.ring.Sampler;

/**
 * How much noise a response may carry, and what follows: with how many bits it travels, how far it is flooded, and how
 * large the weights of one product may be.
 *
 * <p><b>Bounds</b>, with l the message bits, eta = 21 the bound of a centred binomial error, s the ternary secret, N the
 * degree, L1 the sum of the magnitudes of all weights that reach one response, R the bits of the wanted ratio of flooding
 * to products (20 in masked mode, 40 where the model is secret: DESIGN section 3). In units of the modulus, worst case:
 *
 * <ul>
 *   <li>products: a fresh encryption carries at most E = eta + 1.02 + 2^(k-1): its error, two encodings (of the top that
 *       expands from a seed, and of the rest), and the k lowest bits of c0 that are not sent. So the sum of products at
 *       most L1 E;
 *   <li>encryption of zero under the public key: e u + s e' with ternary u, so at most 2 N eta; the encoding of the mask
 *       adds 0.51;
 *   <li>flooding: 2^F.
 * </ul>
 *
 * Times 2^l / q that is in message units. In message units besides:
 *
 * <ul>
 *   <li>c0 is rounded to w0 bits: at most (1/2 + 2^-49) 2^(l-w0), worst case;
 *   <li>c1 is rounded to w1 = l + 9 bits: at most T 2^-9 with T = 9/4 sqrt(N), but with a probability of 2^-64;
 *   <li>one-prime decryption lifts c1 to p0: at most 1.03 T 2^l / p0, but with a probability of 2^-64.
 * </ul>
 *
 * Decryption is right while the total stays below 1/2 - 2^-11. Its doubles err by at most 2^-52 of the modulus at one
 * prime, which is 2^(l-52) &lt;= 2^-13 as l &lt;= 39 there; at two primes it is exact.
 *
 * <p><b>Why T</b>. c1 holds the public a u + e' with a u of the server's own, so nobody without u can tell it from
 * uniform, not even knowing s; and whether sum e_j s_j over the rounding errors e_j is large is easily told knowing s. So
 * it may be computed as if c1 were uniform and independent of s. Then e_j is uniform on an odd number of evenly spaced
 * points of (-1/2, 1/2), symmetric, and E exp(x e_j) &lt;= sinh(x/2) / (x/2) &lt;= exp(x^2/24). (That doubles may decide
 * otherwise within 2^-49 of a tie multiplies it by at most exp(x 2^-48), and odd arithmetic keeps the symmetry.) A uniform
 * ternary factor is zero with probability 1/3, so with z = x^2/24 Hoeffding's lemma gives E exp(x e_j s_j) &lt;=
 * 1/3 + 2/3 exp(z) &lt;= exp(2z/3 + z^2/8), and Chernoff's bound at x = 18 T / N
 *
 * <pre>P(|sum| &gt; T) &lt;= 2 exp(-9 T^2/N + 22.8 T^4/N^3) &lt;= 2 exp(-45.56 + 0.15) &lt; 2^-64   for T = 9/4 sqrt(N).</pre>
 *
 * Worst case it would be N/2.
 *
 * <p><b>The lift</b> rounds a product below 2^49, itself rounded by at most 2^-5, to an integer. Its error f differs from
 * that of exact rounding, which is uniform as above, only within 2^-5 of a tie, with a probability of 2^-4, and is there
 * at most 17/32 instead of at least 15/32. So for x &lt; 1, E exp(x f) &lt;= exp(x^2/24) + 2^-4 (cosh(17x/32) - cosh(15x/32))
 * = exp(x^2/24) + 2^-3 sinh(x/2) sinh(x/32) &lt;= exp(x^2/22.9): the same with T times sqrt(24/22.9) &lt; 1.03. (Of 2^w1
 * values of c1 one has no negative; its error of 1/2 weighs nothing.)
 *
 * <p>In all a coefficient is wrong with a probability below 2^-63, by one unit; a ticket of 2^20 sums has one with a
 * probability below 2^-43.
 *
 * <p><b>Choice</b>. w1 = l + 9 is the least with T 2^-9 &lt; 1/2. With w0 = l + 3 the roundings leave 0.156 of a message
 * unit at N = 4096 and 0.039 at N = 8192. One prime decrypts if the lift takes at most half of that. F is the largest
 * integer up to 98, the most that is drawn, that then fits with L1 E &lt;= 2^(F - R): the statistical distance between a
 * flooded and a noise-free coefficient is at most L1 E / 2^(F + 1), below 2^-R. k is the largest, up to 40, that admits
 * L1 = 2^32, or 0. Besides, a weight must stay below a quarter of every prime, where products are exact.
 *
 * <p>At N = 8192 with 147 bits of modulus, 0.0393 q / 2^l is at least 2^101 for every l up to 41 (half of it at one
 * prime, where l &lt;= 35 and it is above 2^106): F = 98, and with R = 40 products may reach 2^58. They do with k = 26,
 * E = 2^25 + 22.02, and L1 just below 2^33.
 *
 * @param c0Bits w0
 * @param c1Bits w1
 * @param decryptionPrimes primes the client multiplies c1 by s with: 1 or 2
 * @param floodBits F
 * @param droppedBits k
 * @param largestWeightSum largest L1
 */
public record NoiseBudget(
        int c0Bits, int c1Bits, int decryptionPrimes, int floodBits, int droppedBits, double largestWeightSum) {
    private static final int MOST_FLOOD_BITS = 98;
    private static final int MOST_DROPPED_BITS = 40;
    /** Shipped models need up to 2^29. */
    private static final double WANTED_WEIGHT_SUM = 0x1p32;

    private static final int C1_EXTRA_BITS = 9;
    private static final int C0_EXTRA_BITS = 3;
    private static final double LIFT_FACTOR = 1.03;

    /** l. */
    public int messageBits() {
        return c0Bits - C0_EXTRA_BITS;
    }

    /** Bound on the noise of a fresh encryption, encoding included: E. */
    static double freshNoise(int droppedBits) {
        return Sampler.errorBound() + 2 * MessageEncoding.ROUNDING_ERROR + (1L << droppedBits) / 2;
    }

    /**
     * The budget of messages modulo 2^l.
     *
     * @param messageBits l, from 16 to 41
     * @param floodRatioBits R: the flooding is at least 2^R times the real noise of the products
     */
    public static NoiseBudget of(HeParameters parameters, int messageBits, int floodRatioBits) {
        if (messageBits < 16 || messageBits > 41 || floodRatioBits < 1 || floodRatioBits > 40) {
            throw new IllegalArgumentException("noise budget of " + messageBits + " message bits and flooding 2^"
                    + floodRatioBits + ": must be 16 to 41 bits and a ratio of 2^1 to 2^40");
        }
        double largestSum = 2.25 * Math.sqrt(parameters.degree());
        double room =
                0.5 - 0x1p-11 - Math.scalb(largestSum, -C1_EXTRA_BITS) - Math.scalb(0.5 + 0x1p-49, -C0_EXTRA_BITS);
        double smallestPrime = parameters.ring().primes().getLast().value();
        double firstPrime = parameters.ring().primes().getFirst().value();
        double lift = LIFT_FACTOR * largestSum * Math.scalb(1.0, messageBits) / firstPrime;
        boolean one = lift <= room / 2;
        int flood = floodBits(parameters, messageBits, floodRatioBits, one ? room - lift : room);
        double products = Math.scalb(1.0, flood - floodRatioBits);
        int dropped = MOST_DROPPED_BITS;
        while (dropped > 0 && products / freshNoise(dropped) < WANTED_WEIGHT_SUM) {
            dropped--;
        }
        return new NoiseBudget(
                messageBits + C0_EXTRA_BITS,
                messageBits + C1_EXTRA_BITS,
                one ? 1 : 2,
                flood,
                dropped,
                Math.min(products / freshNoise(dropped), smallestPrime / 4));
    }

    /** @param room message units left for noise that is counted in units of the modulus */
    private static int floodBits(HeParameters parameters, int messageBits, int floodRatioBits, double room) {
        double q = parameters.ring().modulus(parameters.ring().primes().size()).doubleValue();
        double noise = Math.scalb(room * q, -messageBits) - zeroNoise(parameters);
        // 2^F (1 + 2^-R) must fit: the factor covers the products
        return Math.min(MOST_FLOOD_BITS, Math.getExponent(noise / (1 + Math.scalb(1.0, -floodRatioBits))));
    }

    private static double zeroNoise(HeParameters parameters) {
        return 2.0 * parameters.degree() * Sampler.errorBound() + MessageEncoding.ROUNDING_ERROR;
    }
}
