package io.veilray.he;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.SparsePolynomial;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A decryption that is off by one ring unit in one coefficient can flip a class. These tests put the noise at the edge of
 * the proved budget, not at its everyday size.
 */
class EncryptionTest {
    static Stream<Arguments> parametersAndBits() {
        return Stream.of(HeParameters.N4096, HeParameters.N8192)
                .flatMap(p -> IntStream.of(16, 32, 35, 36, 37, 38, 41).mapToObj(l -> Arguments.of(p, l)));
    }

    private static long[] random(SplittableRandom random, int n, int bits) {
        return random.longs(n, 0, 1L << bits).toArray();
    }

    private static int[] everyPosition(int degree) {
        return IntStream.range(0, degree).toArray();
    }

    /** Sends message * weights - mask through encryption, product, response and decryption and checks all N results. */
    private static double roundTrip(HeParameters parameters, int bits, int[] weightPositions, long[] weights) {
        SplittableRandom random = new SplittableRandom(bits);
        int n = parameters.degree();
        long[] message = random(random, n, bits);
        long[] mask = random(random, n, bits);
        try (SecretKey key = SecretKey.generate(parameters);
                Encryptor encryptor = new Encryptor(key, bits);
                Decryptor decryptor = new Decryptor(key, bits)) {
            Evaluator evaluator = new Evaluator(parameters, encryptor.publicKey(), bits);
            SparsePolynomial coefficients = new SparsePolynomial();
            for (int i = 0; i < weights.length; i++) {
                coefficients.add(weightPositions[i], weights[i]);
            }
            Polynomial values = parameters.ring().zero(Form.VALUES);
            evaluator.weights(coefficients, values);
            evaluator.begin();
            evaluator.multiplyAdd(evaluator.expand(encryptor.encrypt(message)), values);
            Response response = evaluator.finish(mask);
            long[] expected = negacyclic(message, weightPositions, weights, bits);
            for (int i = 0; i < n; i++) {
                expected[i] = expected[i] - mask[i] & (1L << bits) - 1;
            }
            Response copy = copy(parameters, response);
            assertArrayEquals(expected, decryptor.decrypt(response, everyPosition(n)));
            double largest = 0;
            for (int i = 0; i < n; i += n / 16) {
                largest = Math.max(largest, Math.abs(decryptor.noise(copy(parameters, copy), i, expected[i])));
            }
            return largest;
        }
    }

    private static Response copy(HeParameters parameters, Response response) {
        int primes = response.c0().primes();
        Polynomial c0 = parameters.ring().zero(Form.COEFFICIENTS, primes);
        Polynomial c1 = parameters.ring().zero(Form.COEFFICIENTS, primes);
        parameters.ring().copy(response.c0(), c0);
        parameters.ring().copy(response.c1(), c1);
        return new Response(c0, c1);
    }

    private static long[] negacyclic(long[] message, int[] positions, long[] weights, int bits) {
        int n = message.length;
        long[] out = new long[n];
        for (int w = 0; w < weights.length; w++) {
            for (int i = 0; i < n; i++) {
                int k = i + positions[w];
                out[k % n] += k < n ? message[i] * weights[w] : -message[i] * weights[w];
            }
        }
        for (int i = 0; i < n; i++) {
            out[i] &= (1L << bits) - 1;
        }
        return out;
    }

    @ParameterizedTest
    @MethodSource("parametersAndBits")
    void productOfOrdinaryWeights_decryptsExactly(HeParameters parameters, int bits) {
        SplittableRandom random = new SplittableRandom(1);
        int[] positions = random.ints(144, 0, parameters.degree()).distinct().toArray();
        long[] weights = random.longs(positions.length, -(1 << 16), 1 << 16).toArray();
        roundTrip(parameters, bits, positions, weights);
    }

    /** One weight of the largest sum the budget allows: the noise is as large as it can get by products. */
    @ParameterizedTest
    @MethodSource("parametersAndBits")
    void weightsAtTheEdgeOfTheBudget_decryptExactly(HeParameters parameters, int bits) {
        NoiseBudget budget = NoiseBudget.of(parameters, bits);
        double largest = budget.largestWeightSum();
        double noise = roundTrip(parameters, bits, new int[] {3}, new long[] {(long) largest});
        double allowed = parameters.ring().modulus(budget.responsePrimes()).doubleValue() / Math.scalb(1.0, bits + 1);
        assertTrue(noise < allowed, "noise " + noise + " of " + allowed);
    }

    /** The bound is derived for the worst case; the measured noise must be below it and not absurdly far below. */
    @Test
    void measuredNoiseHistogram_liesUnderTheBound() {
        HeParameters parameters = HeParameters.N4096;
        int bits = 37;
        NoiseBudget budget = NoiseBudget.of(parameters, bits);
        double limit = Math.scalb(1.0, 50 - bits - 1);
        double flooding = Math.scalb(1.0, budget.floodBits() - 50);
        int[] histogram = new int[10];
        long[] zeros = new long[parameters.degree()];
        double worst = 0;
        try (SecretKey key = SecretKey.generate(parameters);
                Encryptor encryptor = new Encryptor(key, bits);
                Decryptor decryptor = new Decryptor(key, bits)) {
            Evaluator evaluator = new Evaluator(parameters, encryptor.publicKey(), bits);
            for (int trial = 0; trial < 60; trial++) {
                evaluator.begin();
                Response response = evaluator.finish(zeros);
                for (int i = 0; i < 10; i++) {
                    double noise = Math.abs(decryptor.noise(copy(parameters, response), i * 409, 0));
                    histogram[(int) Math.min(9, 10 * noise / limit)]++;
                    worst = Math.max(worst, noise);
                }
            }
        }
        System.out.printf(
                "noise of 600 flooded coefficients in tenths of the limit %.0f: %s, largest %.0f, flooding alone %.0f%n",
                limit, java.util.Arrays.toString(histogram), worst, flooding);
        assertTrue(worst < limit);
        assertTrue(worst > flooding / 2, "flooding is missing");
    }

    /** The numbers DESIGN section 3 asks for, recomputed from the formula of the class comment. */
    @Test
    void budget_hasTheDerivedValues() {
        NoiseBudget usual = NoiseBudget.of(HeParameters.N4096, 37);
        assertEquals(1, usual.responsePrimes());
        // p0 / 2^38 = 4096, less 4 for doubles and 2048.5 for the switch, leaves 2043; times p1 = 2^50 is below 2^61
        assertEquals(60, usual.floodBits());
        assertEquals(Math.scalb(1.0, 40) / 21.51, usual.largestWeightSum());
        NoiseBudget small = NoiseBudget.of(HeParameters.N4096, 32);
        // p0 / 2^33 = 2^17, less 2^7 and 2048.5, times 2^50: just below 2^67
        assertEquals(66, small.floodBits());
        NoiseBudget large = NoiseBudget.of(HeParameters.N4096, 41);
        // one prime would leave 256 - 2049 < 0, so two: q / 2^42 is just below 2^58
        assertEquals(2, large.responsePrimes());
        assertEquals(57, large.floodBits());
    }

    @Test
    void freshCiphertextsOfOneMessage_shareNothing() {
        try (SecretKey key = SecretKey.generate(HeParameters.N4096);
                Encryptor encryptor = new Encryptor(key, 32)) {
            SeededCiphertext a = encryptor.encrypt(new long[4096]);
            SeededCiphertext b = encryptor.encrypt(new long[4096]);
            int equal = 0;
            for (int i = 0; i < 4096; i++) {
                equal += a.c0().entry(0, i) == b.c0().entry(0, i) ? 1 : 0;
            }
            assertEquals(0, equal);
        }
    }

    @Test
    void parametersAboveTheSafetyTable_areRefused() {
        for (HeParameters.Literal bad : new HeParameters.Literal[] {
            new HeParameters.Literal(4096, 50, 3),
            new HeParameters.Literal(4096, 36, 3),
            new HeParameters.Literal(8192, 49, 5),
            new HeParameters.Literal(2048, 20, 1),
            new HeParameters.Literal(16384, 40, 2),
            new HeParameters.Literal(4096, 0, 1),
        }) {
            String message = assertThrows(IllegalArgumentException.class, () -> HeParameters.of(bad))
                    .getMessage();
            assertTrue(message.contains("must"), message);
        }
    }

    /** With a wiped key the message would stand in c0 for all to read. */
    @Test
    void closedKey_encryptsNothing() {
        SecretKey key = SecretKey.generate(HeParameters.N4096);
        try (Encryptor encryptor = new Encryptor(key, 32)) {
            key.close();
            assertThrows(IllegalStateException.class, () -> encryptor.encrypt(new long[4096]));
            assertThrows(IllegalStateException.class, encryptor::publicKey);
        }
    }

    @Test
    void closedKey_holdsOnlyZeros() {
        SecretKey key = SecretKey.generate(HeParameters.N4096);
        Polynomial values = key.values();
        key.close();
        for (int i = 0; i < 4096; i++) {
            assertEquals(0, values.entry(0, i));
        }
    }
}
