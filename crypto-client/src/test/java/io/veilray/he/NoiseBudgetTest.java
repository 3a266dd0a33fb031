package io.veilray.he;

import static io.veilray.he.EncryptionTest.budget;
import static io.veilray.he.EncryptionTest.encryptHalfFree;
import static io.veilray.he.EncryptionTest.negacyclic;
import static io.veilray.he.EncryptionTest.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Ring;
import io.veilray.ring.SparsePolynomial;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Too little noise room gives wrong classes, too little flooding gives the model away: both are derived here again. */
class NoiseBudgetTest {
    /**
     * What is left of half a unit, from the class comment of NoiseBudget with T = 144 at N = 4096: 0.5 - 2^-11 - 144/512 -
     * 1/16 = 0.15576. The lift takes 1.03 * 144 / 2^(50-l): 0.0181 at l = 37 and 0.0724 at l = 39, less than half of that,
     * and 0.145 at l = 40, which is more.
     */
    @Test
    void budget_hasTheDerivedValues() {
        // E = 21 + 1.02 + 2^(k-1): 2^13 / 2^32 L1 at F = 65 leave k = 13, 2^8 at F = 60 leave k = 8, 2^4 at F = 56
        // nothing
        // 0.1552 * 2^68 = 2^65.31; 0.1377 * 2^63 = 2^60.14; 0.15576 * 2^59 = 2^56.32
        assertEquals(new NoiseBudget(35, 41, 1, 65, 13, Math.scalb(1.0, 45) / (22.02 + 4096)), budget(32));
        assertEquals(new NoiseBudget(40, 46, 1, 60, 8, Math.scalb(1.0, 40) / (22.02 + 128)), budget(37));
        assertEquals(new NoiseBudget(44, 50, 2, 56, 0, Math.scalb(1.0, 36) / 22.02), budget(41));
        assertEquals(1, budget(39).decryptionPrimes());
        assertEquals(2, budget(40).decryptionPrimes());
        // T = 203.6 at N = 8192: 0.5 - 2^-11 - 0.3977 - 0.0625 = 0.0393, times q / 2^41 = 2^106 is 2^101.3, above the
        // largest flooding of 2^98; 2^58 / (22.02 + 2^(k-1)) is at least 2^32 up to k = 26
        NoiseBudget large = budget(HeParameters.N8192, 41);
        assertEquals(new NoiseBudget(44, 50, 2, 98, 26, Math.scalb(1.0, 58) / (22.02 + 0x1p25)), large);
        // with the ratio of masked mode k is at its own limit: 2^78 / 2^39 = 2^39
        assertEquals(
                new NoiseBudget(44, 50, 2, 98, 40, Math.scalb(1.0, 78) / (22.02 + 0x1p39)),
                NoiseBudget.of(HeParameters.N8192, 41, 20));
    }

    @Test
    void budgetOutsideItsRange_isRefused() {
        for (int[] bad : new int[][] {{15, 20}, {42, 20}, {32, 0}, {32, 41}}) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> NoiseBudget.of(HeParameters.N4096, bad[0], bad[1]))
                    .getMessage();
            assertTrue(message.contains("must"), message);
        }
    }

    @Test
    void droppedBits_areTheOnesOfTheWireFormat() {
        for (int l = 16; l <= 37; l++) {
            assertEquals(Math.min(40, 45 - l), budget(l).droppedBits());
        }
        assertEquals(6, budget(38).droppedBits());
        assertEquals(4, budget(39).droppedBits());
        assertEquals(4, budget(40).droppedBits());
        assertEquals(0, budget(41).droppedBits());
        for (int l = 16; l <= 41; l++) {
            assertEquals(40, NoiseBudget.of(HeParameters.N8192, l, 20).droppedBits());
            assertEquals(26, NoiseBudget.of(HeParameters.N8192, l, 40).droppedBits());
        }
    }

    /**
     * The model is secret as far as flooding hides the noise of its products. Here that noise is as large as the budget
     * admits, one weight of the largest sum, and measured: c0 + c1 s less the encoding of the result, as decryption sees
     * it. The flooding, 2^F, must be 2^40 times that at least, and is hardly more.
     */
    @ParameterizedTest
    @ValueSource(ints = {32, 37, 41})
    void noiseOfTheLargestProduct_is40BitsBelowTheFlooding(int bits) {
        HeParameters parameters = HeParameters.N8192;
        NoiseBudget budget = NoiseBudget.of(parameters, bits, 40);
        double ratio = Math.scalb(1.0, budget.floodBits()) / noiseOfProduct(parameters, budget);
        System.out.println("l = " + bits + ": flooding is 2^" + Math.log(ratio) / Math.log(2) + " times the noise");
        assertTrue(ratio >= 0x1p40, "ratio " + ratio);
        assertTrue(ratio <= 0x1p42, "ratio " + ratio + ": the budget promises too little");
    }

    private static double noiseOfProduct(HeParameters parameters, NoiseBudget budget) {
        Ring ring = parameters.ring();
        int bits = budget.messageBits();
        long weight = (long) budget.largestWeightSum();
        long[] message = random(new SplittableRandom(bits), parameters.degree(), bits);
        try (SecretKey key = SecretKey.generate(parameters);
                Encryptor encryptor = new Encryptor(key, budget);
                Evaluator evaluator = new Evaluator(parameters, encryptor.publicKey(), budget)) {
            Ciphertext ciphertext = evaluator.expand(encryptHalfFree(encryptor, message));
            Polynomial phase = ciphertext.c0();
            ring.multiplyAdd(phase, ciphertext.c1(), key.values());
            ring.reduce(phase);
            Polynomial values = ring.zero(Form.VALUES);
            SparsePolynomial weights = new SparsePolynomial();
            weights.add(3, weight);
            evaluator.weights(weights, values);
            Polynomial product = ring.zero(Form.VALUES);
            ring.multiply(product, phase, values);
            Polynomial noise = ring.zero(Form.COEFFICIENTS);
            ring.toCoefficients(product, noise);
            long[] result = negacyclic(message, new int[] {3}, new long[] {weight}, bits);
            new MessageEncoding(ring, bits)
                    .addTo(noise, Arrays.stream(result).map(m -> -m).toArray());
            ring.reduce(noise);
            return largest(ring, noise);
        }
    }

    /** The largest magnitude of integers below half the product of two primes. */
    private static double largest(Ring ring, Polynomial numbers) {
        BigInteger p0 = BigInteger.valueOf(ring.primes().get(0).value());
        BigInteger p1 = BigInteger.valueOf(ring.primes().get(1).value());
        BigInteger both = p0.multiply(p1);
        BigInteger inverse = p0.modInverse(p1);
        BigInteger largest = BigInteger.ZERO;
        for (int i = 0; i < ring.degree(); i++) {
            BigInteger x = BigInteger.valueOf((long) numbers.entry(0, i));
            BigInteger y = BigInteger.valueOf((long) numbers.entry(1, i));
            BigInteger number =
                    x.add(y.subtract(x).multiply(inverse).mod(p1).multiply(p0)).mod(both);
            BigInteger magnitude = number.min(both.subtract(number));
            assertEquals(
                    0,
                    ring.primes().get(2).centred(number.equals(magnitude) ? magnitude : magnitude.negate())
                            - numbers.entry(2, i),
                    "not a small integer");
            largest = largest.max(magnitude);
        }
        return largest.doubleValue();
    }
}
