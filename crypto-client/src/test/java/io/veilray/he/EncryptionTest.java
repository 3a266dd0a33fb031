package io.veilray.he;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Purpose;
import io.veilray.ring.Ring;
import io.veilray.ring.Sampler;
import io.veilray.ring.Seed;
import io.veilray.ring.SparsePolynomial;
import java.math.BigInteger;
import java.util.Arrays;
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
                .flatMap(p -> IntStream.of(16, 32, 35, 36, 37, 38, 39, 40, 41).mapToObj(l -> Arguments.of(p, l)));
    }

    static long[] random(SplittableRandom random, int n, int bits) {
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
                Encryptor encryptor = new Encryptor(key, budget(parameters, bits));
                Decryptor decryptor = new Decryptor(key, budget(parameters, bits))) {
            Evaluator evaluator = new Evaluator(parameters, encryptor.publicKey(), budget(parameters, bits));
            SparsePolynomial coefficients = new SparsePolynomial();
            for (int i = 0; i < weights.length; i++) {
                coefficients.add(weightPositions[i], weights[i]);
            }
            Polynomial values = parameters.ring().zero(Form.VALUES);
            evaluator.weights(coefficients, values);
            evaluator.begin();
            CompactCiphertext ciphertext = encryptHalfFree(encryptor, message);
            evaluator.multiplyAdd(evaluator.expand(ciphertext), values);
            Response response = evaluator.finish(mask);
            long[] expected = negacyclic(message, weightPositions, weights, bits);
            for (int i = 0; i < n; i++) {
                expected[i] = expected[i] - mask[i] & (1L << bits) - 1;
            }
            assertArrayEquals(expected, decryptor.decrypt(response, everyPosition(n)));
            return Arrays.stream(decryptor.noise(response, expected))
                    .map(Math::abs)
                    .max()
                    .orElseThrow();
        }
    }

    /** Every other coefficient is free and overwritten by what was drawn. */
    static CompactCiphertext encryptHalfFree(Encryptor encryptor, long[] message) {
        int[] free = IntStream.range(0, message.length / 2).map(i -> 2 * i + 1).toArray();
        long[] drawn = encryptor.begin(free);
        for (int i = 0; i < free.length; i++) {
            message[free[i]] = drawn[i];
        }
        return encryptor.finish(message);
    }

    static long[] negacyclic(long[] message, int[] positions, long[] weights, int bits) {
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
        double largest = budget(parameters, bits).largestWeightSum();
        double noise = roundTrip(parameters, bits, new int[] {3}, new long[] {(long) largest});
        assertTrue(noise < 0.5, "noise " + noise + " of a message unit");
    }

    /**
     * Measured noise stays under the bound and has the variance of its parts, in message units: c0 rounded to an eighth,
     * 1/64/12; c1, N/18 of 2^-18; flooding uniform to 2^F of q, which is an eighth, a third of its square: the most of all.
     * So missing flooding would show: 20 * 4096 coefficients give the variance to 0.4 %, and 2.5 % are allowed.
     */
    @Test
    void measuredNoise_hasTheVarianceOfItsParts() {
        HeParameters parameters = HeParameters.N4096;
        int bits = 37;
        double flooding = Math.scalb(1.0, budget(bits).floodBits() + bits)
                / parameters.ring().modulus(2).doubleValue();
        double[] noise = noiseOfNothing(parameters, bits, 20);
        int[] histogram = new int[10];
        double squares = 0;
        for (double each : noise) {
            histogram[(int) Math.min(9, 20 * Math.abs(each))]++;
            squares += each * each;
        }
        System.out.println("noise in tenths of half a unit: " + Arrays.toString(histogram));
        assertEquals(0, histogram[9]);
        double roundings = 1 / 768.0 + 4096 / 18.0 * 0x1p-18;
        double sum = roundings + flooding * flooding / 3;
        assertEquals(1, squares / noise.length / sum, 0.025);
        assertTrue(roundings / sum < 0.9, "flooding is too small to be seen");
    }

    private static double[] noiseOfNothing(HeParameters parameters, int bits, int responses) {
        long[] zeros = new long[parameters.degree()];
        try (SecretKey key = SecretKey.generate(parameters);
                Encryptor encryptor = new Encryptor(key, budget(parameters, bits));
                Decryptor decryptor = new Decryptor(key, budget(parameters, bits));
                Evaluator evaluator = new Evaluator(parameters, encryptor.publicKey(), budget(parameters, bits))) {
            return IntStream.range(0, responses)
                    .mapToObj(i -> {
                        evaluator.begin();
                        return decryptor.noise(evaluator.finish(zeros), zeros);
                    })
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
        }
    }

    static NoiseBudget budget(int bits) {
        return budget(HeParameters.N4096, bits);
    }

    /** The flooding each is for: 2^20 at N = 4096, 2^40 at N = 8192. */
    static NoiseBudget budget(HeParameters parameters, int bits) {
        return NoiseBudget.of(parameters, bits, parameters.degree() == 4096 ? 20 : 40);
    }

    /** c0 + c1 s less the encoding of the message is the fresh noise: at most 21 + 1.02 + 2^(k-1), and nearly that. */
    @ParameterizedTest
    @MethodSource("parametersAndBits")
    void noiseOfAFreshEncryption_isWithinItsBound(HeParameters parameters, int bits) {
        int dropped = budget(parameters, bits).droppedBits();
        double bound = 22.02 + (1L << dropped) / 2;
        long[] message = random(new SplittableRandom(bits), parameters.degree(), bits);
        try (SecretKey key = SecretKey.generate(parameters);
                Encryptor encryptor = new Encryptor(key, budget(parameters, bits));
                Evaluator evaluator = new Evaluator(parameters, encryptor.publicKey(), budget(parameters, bits))) {
            Ciphertext ciphertext = evaluator.expand(encryptHalfFree(encryptor, message));
            Polynomial phase = ciphertext.c0();
            parameters.ring().multiplyAdd(phase, ciphertext.c1(), key.values());
            parameters.ring().reduce(phase);
            Polynomial noise = parameters.ring().zero(Form.COEFFICIENTS);
            parameters.ring().toCoefficients(phase, noise);
            long[] negated = Arrays.stream(message).map(m -> -m).toArray();
            new MessageEncoding(parameters.ring(), bits).addTo(noise, negated);
            parameters.ring().reduce(noise);
            double largest = 0;
            for (int i = 0; i < message.length; i++) {
                assertEquals(noise.entry(0, i), noise.entry(1, i), "not a small integer");
                largest = Math.max(largest, Math.abs(noise.entry(0, i)));
            }
            assertTrue(largest <= bound, largest + " of " + bound);
            assertTrue(largest >= 0.4 * bound, largest + " of " + bound);
        }
    }

    /**
     * What is left of numbers at the edge between two messages, after the encoding of the rounded one, takes b - l bits
     * as a highest digit: in [-2^(b-l-1), 2^(b-l-1)).
     */
    @ParameterizedTest
    @MethodSource("parametersAndBits")
    void restAtTheEdgeOfAMessage_fitsTheBitsOfAFreeDigit(HeParameters parameters, int bits) {
        Ring ring = parameters.ring();
        int primes = ring.primes().size();
        BigInteger q = ring.modulus(primes);
        java.util.Random random = new java.util.Random(bits);
        Polynomial numbers = ring.zero(Form.COEFFICIENTS);
        for (int i = 0; i < parameters.degree(); i++) {
            BigInteger edge =
                    new BigInteger(bits + 1, random).setBit(0).multiply(q).shiftRight(bits + 1);
            BigInteger number = edge.add(BigInteger.valueOf(random.nextInt(-3, 4)));
            for (int k = 0; k < primes; k++) {
                numbers.setEntry(k, i, ring.primes().get(k).centred(number));
            }
        }
        Polynomial copy = ring.zero(Form.COEFFICIENTS);
        ring.copy(numbers, copy);
        long[] rounded = new long[parameters.degree()];
        ring.roundedFractions(copy, bits, rounded);
        new MessageEncoding(ring, bits)
                .addTo(numbers, Arrays.stream(rounded).map(m -> -m).toArray());
        ring.reduce(numbers);
        ring.toDigits(numbers);
        double limit = Math.scalb(1.0, ring.primes().getLast().bits() - bits - 1);
        for (int i = 0; i < parameters.degree(); i++) {
            double digit = numbers.entry(primes - 1, i);
            assertTrue(digit >= -limit && digit < limit, digit + " of " + limit);
        }
    }

    /**
     * Drawn messages and, given the public top, what encryption subtracted from it: 16 * 4096 of them in 256 classes by
     * highest and by lowest bits. Chi-square of 255 degrees of freedom stays below 255 + 7 sqrt(510) = 413 but with a
     * probability below 1e-8.
     */
    @Test
    void drawnMessages_areUniformWhateverTheTop() {
        int bits = 32;
        int[][] counts = new int[4][256];
        int[] free = everyPosition(4096);
        try (SecretKey key = SecretKey.generate(HeParameters.N4096);
                Encryptor encryptor = new Encryptor(key, budget(bits))) {
            for (int trial = 0; trial < 16; trial++) {
                long[] drawn = encryptor.begin(free);
                long[] top = new long[4096];
                Seed seed = encryptor.finish(drawn).seed();
                new Sampler().reseed(seed, Purpose.PUBLIC_TOP, 0).uniformBits(top, bits);
                for (int i = 0; i < 4096; i++) {
                    long subtracted = top[i] - drawn[i] & (1L << bits) - 1;
                    counts[0][(int) (drawn[i] >> bits - 8)]++;
                    counts[1][(int) (drawn[i] & 255)]++;
                    counts[2][(int) (subtracted >> bits - 8)]++;
                    counts[3][(int) (subtracted & 255)]++;
                }
            }
        }
        for (int[] histogram : counts) {
            double chiSquare = 0;
            for (int count : histogram) {
                chiSquare += (count - 256.0) * (count - 256.0) / 256;
            }
            assertTrue(chiSquare < 413, "chi-square " + chiSquare);
        }
    }

    @Test
    void oneBeginning_encryptsOnce() {
        try (SecretKey key = SecretKey.generate(HeParameters.N4096);
                Encryptor encryptor = new Encryptor(key, budget(32))) {
            encryptor.encrypt(new long[4096]);
            assertThrows(IllegalArgumentException.class, () -> encryptor.finish(new long[4096]));
            encryptor.begin(new int[0]);
            assertThrows(IllegalArgumentException.class, () -> encryptor.finish(new long[4095]));
        }
    }

    /** c1 = 0 leaves c0 alone: less than half a unit off is rounded away, half a unit is not. */
    @ParameterizedTest
    @MethodSource("parametersAndBits")
    void noiseBelowHalfAUnit_isRoundedAway(HeParameters parameters, int bits) {
        int extra = budget(parameters, bits).c0Bits() - bits;
        long largest = (1L << bits) - 1;
        long[] c0 = new long[parameters.degree()];
        c0[0] = (1L << extra) * 5 + (1L << extra - 1) - 1;
        c0[1] = (1L << extra) * 5 - (1L << extra - 1);
        c0[2] = (1L << extra) * 5 + (1L << extra - 1);
        c0[3] = (largest << extra) + (1L << extra - 1) - 1;
        c0[4] = (1L << bits + extra) - 1;
        try (SecretKey key = SecretKey.generate(parameters);
                Decryptor decryptor = new Decryptor(key, budget(parameters, bits))) {
            Response response = new Response(c0, new long[parameters.degree()]);
            assertArrayEquals(new long[] {5, 5, 6, largest, 0}, decryptor.decrypt(response, new int[] {0, 1, 2, 3, 4}));
        }
    }

    /** c1 s against its definition in wrapping integers: exact at two primes, within the lift's bound at one. */
    @ParameterizedTest
    @MethodSource("parametersAndBits")
    void productWithTheKey_isWithinTheBoundOfTheLift(HeParameters parameters, int bits) {
        NoiseBudget budget = budget(parameters, bits);
        int n = parameters.degree();
        double lift = 1.85
                * 2.25
                * Math.sqrt(n)
                * Math.scalb(1.0, bits)
                / parameters.ring().primes().getFirst().value();
        double bound = budget.decryptionPrimes() == 2 ? 0 : lift + 0x1p-12;
        SplittableRandom random = new SplittableRandom(bits);
        try (SecretKey key = SecretKey.generate(parameters);
                Decryptor decryptor = new Decryptor(key, budget(parameters, bits))) {
            Polynomial values = parameters.ring().zero(Form.VALUES);
            Polynomial secret = parameters.ring().zero(Form.COEFFICIENTS);
            parameters.ring().copy(key.values(), values);
            parameters.ring().toCoefficients(values, secret);
            int[] nonzero =
                    IntStream.range(0, n).filter(i -> secret.entry(0, i) != 0).toArray();
            long[] factors = Arrays.stream(nonzero)
                    .mapToLong(i -> (long) secret.entry(0, i))
                    .toArray();
            long[] c1 = random(random, n, budget.c1Bits());
            Arrays.fill(c1, 0, bits, 1L << budget.c1Bits() - 1);
            long[] expected = negacyclic(c1, nonzero, factors, budget.c1Bits());
            Response response = new Response(new long[n], c1);
            double[] product = decryptor.noise(response, new long[n]);
            for (int i = 0; i < n; i++) {
                // in message units, modulo 2^l
                double difference = product[i] - Math.scalb((double) expected[i], bits - budget.c1Bits());
                double wrapped = difference - Math.scalb(Math.rint(Math.scalb(difference, -bits)), bits);
                assertTrue(Math.abs(wrapped) <= bound, "coefficient " + i + " is off by " + wrapped);
            }
        }
    }

    @Test
    void freshCiphertextsOfOneMessage_shareNothing() {
        try (SecretKey key = SecretKey.generate(HeParameters.N4096);
                Encryptor encryptor = new Encryptor(key, budget(32))) {
            CompactCiphertext a = encryptor.encrypt(new long[4096]);
            CompactCiphertext b = encryptor.encrypt(new long[4096]);
            int equal = 0;
            for (int i = 0; i < 4096; i++) {
                equal += a.digits()[1][i] == b.digits()[1][i] ? 1 : 0;
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
        try (Encryptor encryptor = new Encryptor(key, budget(32))) {
            key.close();
            assertThrows(IllegalStateException.class, () -> encryptor.encrypt(new long[4096]));
            assertThrows(IllegalStateException.class, encryptor::publicKey);
            assertThrows(IllegalStateException.class, () -> encryptor.begin(new int[] {7}));
            assertThrows(IllegalArgumentException.class, () -> encryptor.finish(new long[4096]));
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
