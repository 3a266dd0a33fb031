package io.veilray.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ring.Polynomial.Form;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** A biased mask or error would weaken the privacy of every scan, so shapes and moments are checked against theory. */
class SamplerTest {
    private static final Ring RING = Ring.of(4096, 50, 2);

    private static Seed seed(int first) {
        byte[] bytes = new byte[Seed.BYTES];
        bytes[0] = (byte) first;
        return Seed.of(bytes);
    }

    /** The stream as the class comment defines it, by one plain call of the JDK's cipher. */
    @Test
    void stream_isAesCounterModeUnderTheDocumentedKey() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update("MASK".getBytes("US-ASCII"));
        digest.update(new byte[] {0, 7, 0, 0, 0, 0, 0, 0, 0});
        byte[] key = digest.digest(seed(3).toBytes());
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(Arrays.copyOf(key, 16), "AES"),
                new IvParameterSpec(Arrays.copyOfRange(key, 16, 32)));
        java.nio.ByteBuffer stream =
                java.nio.ByteBuffer.wrap(cipher.doFinal(new byte[8 * 1000])).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        long[] expected = new long[1000];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = stream.getLong() & (1L << 37) - 1;
        }
        long[] actual = new long[1000];
        new Sampler().reseed(seed(3), Purpose.MASK, 7).uniformBits(actual, 37);
        assertArrayEquals(expected, actual);
    }

    @Test
    void purposeIndexAndSeed_eachChangeTheStream() {
        long[][] streams = new long[4][16];
        Sampler sampler = new Sampler();
        sampler.reseed(seed(1), Purpose.MASK, 0).uniformBits(streams[0], 40);
        sampler.reseed(seed(1), Purpose.MASK, 1).uniformBits(streams[1], 40);
        sampler.reseed(seed(1), Purpose.FLOODING, 0).uniformBits(streams[2], 40);
        sampler.reseed(seed(2), Purpose.MASK, 0).uniformBits(streams[3], 40);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < i; j++) {
                assertFalse(Arrays.equals(streams[i], streams[j]));
            }
        }
    }

    /** Mean 0 and variance 21/2; over n = 40,960 draws the mean's deviation is 0.016 and the variance's 0.073. */
    @Test
    void centredBinomial_hasItsMomentsAndBound() {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 10; i++) {
            Polynomial p = RING.zero(Form.COEFFICIENTS);
            new Sampler().reseed(seed(i), Purpose.ENCRYPTION_ERROR, 0).addCentredBinomial(p);
            for (int k = 0; k < 4096; k++) {
                double e = p.entry(0, k);
                assertEquals(e, p.entry(1, k));
                assertTrue(Math.abs(e) <= Sampler.errorBound());
                sum += e;
                squares += e * e;
            }
        }
        assertEquals(0, sum / 40_960, 6 * 0.016);
        assertEquals(10.5, squares / 40_960, 6 * 0.073);
    }

    /** Each of the three with 1/3: over 4,096 draws a count's deviation is 30. */
    @Test
    void ternary_isUniform() {
        Polynomial p = RING.zero(Form.COEFFICIENTS);
        new Sampler().reseed(seed(9), Purpose.SECRET_KEY, 0).ternary(p);
        int[] counts = new int[3];
        for (int k = 0; k < 4096; k++) {
            counts[(int) p.entry(0, k) + 1]++;
        }
        for (int count : counts) {
            assertEquals(4096 / 3.0, count, 6 * 30);
        }
    }

    /** Uniform modulo q: mean 0 within 6 deviations (q / sqrt(12 n)), extremes near the ends. */
    @Test
    void uniform_fillsTheWholeRange() {
        Polynomial p = RING.zero(Form.VALUES);
        new Sampler().reseed(seed(4), Purpose.PUBLIC_POLYNOMIAL, 0).uniform(p, RING);
        double q = RING.primes().getFirst().value();
        double[] all = Arrays.stream(p.rows(0)).flatMapToDouble(Arrays::stream).toArray();
        assertEquals(0, Arrays.stream(all).average().orElseThrow(), 6 * q / Math.sqrt(12 * 4096.0));
        assertTrue(Arrays.stream(all).max().orElseThrow() > 0.49 * q);
        assertTrue(Arrays.stream(all).min().orElseThrow() < -0.49 * q);
        assertTrue(Arrays.stream(all).map(Math::abs).max().orElseThrow() <= q / 2);
    }

    /** A prime just above a power of two rejects half of all words: replacements must come in, and stay below q. */
    @Test
    void uniformWithManyRejections_staysBelowThePrime() {
        Ring ring = Ring.of(1024, 20, 8);
        Polynomial p = ring.zero(Form.VALUES);
        new Sampler().reseed(seed(5), Purpose.PUBLIC_POLYNOMIAL, 0).uniform(p, ring);
        for (int i = 0; i < 8; i++) {
            double q = ring.primes().get(i).value();
            for (double[] row : p.rows(i)) {
                for (double v : row) {
                    assertTrue(Math.abs(v) <= q / 2);
                }
            }
        }
    }

    /** The flooding integer is one and the same modulo both primes, within its bound, and uses all of it. */
    @Test
    void uniformOfManyBits_isOneIntegerModuloAllPrimes() {
        for (int bits : new int[] {1, 30, 49, 50, 60, 95, 98}) {
            Polynomial p = RING.zero(Form.COEFFICIENTS);
            new Sampler().reseed(seed(6), Purpose.FLOODING, bits).addUniform(p, RING, bits);
            RING.reduce(p);
            BigInteger largest = BigInteger.ZERO;
            for (int k = 0; k < 200; k++) {
                BigInteger number = crt(p.entry(0, k), p.entry(1, k));
                assertTrue(number.add(BigInteger.valueOf(1)).bitLength() <= bits + 1, bits + " bits: " + number);
                largest = largest.max(number.abs());
            }
            assertTrue(largest.bitLength() >= bits - 1);
        }
    }

    @Test
    void samplerThatServedAnotherRing_drawsAsAFreshOne() {
        Sampler used = new Sampler().reseed(seed(7), Purpose.FLOODING, 0);
        Ring large = Ring.of(8192, 49, 1);
        used.addUniform(large.zero(Form.COEFFICIENTS), large, 60);
        used.addCentredBinomial(large.zero(Form.COEFFICIENTS));
        Ring small = Ring.of(1024, 50, 1);
        Polynomial again = small.zero(Form.COEFFICIENTS);
        Polynomial fresh = small.zero(Form.COEFFICIENTS);
        used.reseed(seed(8), Purpose.FLOODING, 0).addUniform(again, small, 60);
        new Sampler().reseed(seed(8), Purpose.FLOODING, 0).addUniform(fresh, small, 60);
        for (int k = 0; k < small.degree(); k++) {
            assertEquals(fresh.entry(0, k), again.entry(0, k));
        }
    }

    @Test
    void powersOfTwo_areThoseOfBigIntegers() {
        Prime prime = RING.primes().getLast();
        for (int exponent : new int[] {0, 1, 48, 49, 50, 51, 98, 99}) {
            BigInteger power = BigInteger.ONE.shiftLeft(exponent);
            assertEquals(prime.centred(power), prime.powerOfTwo(exponent));
        }
    }

    private static BigInteger crt(double v0, double v1) {
        BigInteger p0 = BigInteger.valueOf(RING.primes().get(0).value());
        BigInteger p1 = BigInteger.valueOf(RING.primes().get(1).value());
        BigInteger difference = BigInteger.valueOf((long) v1 - (long) v0);
        BigInteger t = difference.multiply(p0.modInverse(p1)).mod(p1);
        BigInteger number = BigInteger.valueOf((long) v0).add(p0.multiply(t)).mod(p0.multiply(p1));
        BigInteger q = p0.multiply(p1);
        return number.compareTo(q.shiftRight(1)) > 0 ? number.subtract(q) : number;
    }

    @Test
    void seedIsWipedOnCloseAndNeverPrinted() {
        Seed seed = seed(77);
        assertEquals("Seed", seed.toString());
        seed.close();
        assertArrayEquals(new byte[Seed.BYTES], seed.toBytes());
    }
}
