package io.veilray.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ring.Polynomial.Form;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RingTest {
    private static BigInteger naiveCoefficient(double[][] a, double[][] b, int index, int degree, long q) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < degree; i++) {
            int j = Math.floorMod(index - i, degree);
            BigInteger product = BigInteger.valueOf((long) at(a, i)).multiply(BigInteger.valueOf((long) at(b, j)));
            sum = i + j == index ? sum.add(product) : sum.subtract(product);
        }
        return sum.mod(BigInteger.valueOf(q));
    }

    private static double at(double[][] rows, int index) {
        return rows[index / rows[0].length][index % rows[0].length];
    }

    private static Polynomial random(Ring ring, SplittableRandom random, boolean edge) {
        Polynomial out = ring.zero(Form.COEFFICIENTS);
        for (int i = 0; i < out.primes(); i++) {
            long q = ring.primes().get(i).value();
            for (int k = 0; k < ring.degree(); k++) {
                long centred = random.nextLong(q) - q / 2;
                out.setEntry(i, k, edge ? (random.nextBoolean() ? q - 1 : 1 - q) : centred);
            }
        }
        return out;
    }

    private static double[][] copy(double[][] rows) {
        double[][] out = new double[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            out[r] = rows[r].clone();
        }
        return out;
    }

    /** Products by transform equal the schoolbook ones, also from inputs at the edge of what is allowed, q - 1. */
    @ParameterizedTest
    @CsvSource({
        "4096, 50, 2, false",
        "4096, 50, 2, true",
        "8192, 49, 3, false",
        "8192, 49, 4, false",
        "8192, 49, 3, true",
        "8192, 49, 4, true",
        "2048, 40, 1, false"
    })
    void productByTransform_equalsTheSchoolbookProduct(int degree, int bits, int count, boolean edge) {
        Ring ring = Ring.of(degree, bits, count);
        SplittableRandom random = new SplittableRandom(degree + bits);
        Polynomial a = random(ring, random, edge);
        Polynomial b = random(ring, random, edge);
        double[][][] aCopy = {copy(a.rows(0)), copy(a.rows(count - 1))};
        double[][][] bCopy = {copy(b.rows(0)), copy(b.rows(count - 1))};
        Polynomial aValues = ring.zero(Form.VALUES);
        Polynomial bValues = ring.zero(Form.VALUES);
        ring.toValues(a, aValues);
        ring.toValues(b, bValues);
        ring.multiply(aValues, aValues, bValues);
        Polynomial product = ring.zero(Form.COEFFICIENTS);
        ring.toCoefficients(aValues, product);
        for (int trial = 0; trial < 20; trial++) {
            int index = trial == 0 ? 0 : trial == 1 ? degree - 1 : random.nextInt(degree);
            int which = trial % 2;
            long q = ring.primes().get(which == 0 ? 0 : count - 1).value();
            BigInteger expected = naiveCoefficient(aCopy[which], bCopy[which], index, degree, q);
            double actual = product.entry(which == 0 ? 0 : count - 1, index);
            assertEquals(
                    expected, BigInteger.valueOf((long) actual).mod(BigInteger.valueOf(q)), "coefficient " + index);
            assertTrue(Math.abs(actual) <= q / 2.0 + 1);
        }
    }

    /** The storage order of values that the class comment of Ntt and the wire format promise. */
    @Test
    void values_standInTheDocumentedOrder() {
        Ring ring = Ring.of(4096, 50, 1);
        Prime prime = ring.primes().getFirst();
        BigInteger q = BigInteger.valueOf(prime.value());
        Polynomial x = ring.zero(Form.COEFFICIENTS);
        x.setEntry(0, 1, 1);
        Polynomial values = ring.zero(Form.VALUES);
        ring.toValues(x, values);
        for (int c = 0; c < 64; c += 7) {
            for (int r = 0; r < 64; r += 5) {
                int reversed = Integer.reverse(r * 64 + c) >>> 20;
                BigInteger expected = prime.root(4096).modPow(BigInteger.valueOf(2L * reversed + 1), q);
                assertEquals(prime.centred(expected), values.entry(0, c * 64 + r));
            }
        }
    }

    /**
     * Numbers of the ring and their residues: random ones, then 0, 1, the ends of the range and the numbers next to
     * k q / 2^w - q / 2^(w+1), where rounding to w bits is nearly a tie.
     */
    private static BigInteger[] numbers(BigInteger q, int bits) {
        java.util.Random random = new java.util.Random(bits);
        BigInteger[] out = new BigInteger[1024];
        for (int k = 0; k < out.length; k++) {
            BigInteger tie =
                    new BigInteger(bits + 1, random).setBit(0).multiply(q).shiftRight(bits + 1);
            out[k] = k % 2 == 0
                    ? new BigInteger(q.bitLength() + 8, random).mod(q)
                    : tie.add(BigInteger.valueOf(random.nextInt(-2, 3))).mod(q);
        }
        out[0] = BigInteger.ZERO;
        out[2] = BigInteger.ONE;
        out[4] = q.subtract(BigInteger.ONE);
        out[6] = q.shiftRight(1);
        out[8] = q.shiftRight(1).add(BigInteger.ONE);
        return out;
    }

    private static Polynomial residues(Ring ring, BigInteger[] numbers) {
        Polynomial out = ring.zero(Form.COEFFICIENTS);
        for (int k = 0; k < numbers.length; k++) {
            for (int i = 0; i < out.primes(); i++) {
                out.setEntry(i, k, ring.primes().get(i).centred(numbers[k]));
            }
        }
        return out;
    }

    /** The exact distance from 2^w x / q is at most 1/2 + 2^-49, as the comment of roundedFractions derives. */
    @ParameterizedTest
    @CsvSource({
        "4096, 50, 2, 18",
        "4096, 50, 2, 34",
        "4096, 50, 2, 41",
        "4096, 50, 2, 50",
        "8192, 49, 3, 34",
        "8192, 49, 3, 50",
        "8192, 49, 4, 34",
        "8192, 49, 4, 50"
    })
    void roundedFraction_isWithinHalfOfTheQuotient(int degree, int primeBits, int count, int bits) {
        Ring ring = Ring.of(degree, primeBits, count);
        BigInteger q = ring.modulus(count);
        BigInteger[] numbers = numbers(q, bits);
        long[] rounded = new long[degree];
        ring.roundedFractions(residues(ring, numbers), bits, rounded);
        for (int k = 0; k < numbers.length; k++) {
            assertTrue(rounded[k] >= 0 && rounded[k] < 1L << bits, "entry " + rounded[k]);
            // 2^w x - k q modulo 2^w q, centred, in units of q
            BigInteger scaled = numbers[k]
                    .shiftLeft(bits)
                    .subtract(BigInteger.valueOf(rounded[k]).multiply(q));
            BigInteger distance = scaled.mod(q.shiftLeft(bits));
            distance = distance.min(q.shiftLeft(bits).subtract(distance));
            // distance / q - 1/2 <= 2^-49
            BigInteger excess = distance.shiftLeft(1).subtract(q).shiftLeft(48);
            assertTrue(excess.compareTo(q) <= 0, "coefficient " + k);
        }
    }

    /** Symmetry is what makes the mean of rounding errors zero: the bound on c1 of NoiseBudget rests on it. */
    @Test
    void roundedFractionOfTheNegative_isTheNegative() {
        Ring ring = Ring.of(4096, 50, 2);
        BigInteger q = ring.modulus(2);
        BigInteger[] numbers = numbers(q, 41);
        BigInteger[] negated = new BigInteger[numbers.length];
        for (int k = 0; k < numbers.length; k++) {
            negated[k] = q.subtract(numbers[k]).mod(q);
        }
        long[] rounded = new long[4096];
        long[] ofNegated = new long[4096];
        ring.roundedFractions(residues(ring, numbers), 41, rounded);
        ring.roundedFractions(residues(ring, negated), 41, ofNegated);
        for (int k = 0; k < numbers.length; k++) {
            assertEquals(-rounded[k] & (1L << 41) - 1, ofNegated[k], "coefficient " + k);
        }
    }

    /** Errors of rounding uniform numbers: mean 0 and variance 1/12, each within 6 deviations of 20,000 of them. */
    @Test
    void roundingErrors_areUniform() {
        Ring ring = Ring.of(4096, 50, 2);
        BigInteger q = ring.modulus(2);
        java.util.Random random = new java.util.Random(9);
        int trials = 20_000;
        double sum = 0;
        double squares = 0;
        for (int done = 0; done < trials; done += 4000) {
            BigInteger[] numbers = new BigInteger[4000];
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] = new BigInteger(q.bitLength() + 64, random).mod(q);
            }
            long[] rounded = new long[4096];
            ring.roundedFractions(residues(ring, numbers), 41, rounded);
            for (int k = 0; k < numbers.length; k++) {
                BigInteger error = BigInteger.valueOf(rounded[k])
                        .multiply(q)
                        .subtract(numbers[k].shiftLeft(41))
                        .mod(q.shiftLeft(41));
                error = error.bitLength() > 120 ? error.subtract(q.shiftLeft(41)) : error;
                double e = error.doubleValue() / q.doubleValue();
                sum += e;
                squares += e * e;
            }
        }
        assertEquals(0, sum / trials, 6 * Math.sqrt(1.0 / 12 / trials));
        // e^2 has the variance 1/80 - 1/144 = 1/180
        assertEquals(1.0 / 12, squares / trials, 6 * Math.sqrt(1.0 / 180 / trials));
    }

    @Test
    void fractionsOfTooManyBits_areRefused() {
        Ring ring = Ring.of(4096, 50, 2);
        for (int bits : new int[] {0, 51}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ring.roundedFractions(ring.zero(Form.COEFFICIENTS), bits, new long[4096]));
        }
    }

    /** Mixed radix by its definition; the last digit is centred, the others are in [0, p). */
    @ParameterizedTest
    @CsvSource({"4096, 50, 2", "8192, 49, 3", "8192, 49, 4", "1024, 30, 1"})
    void digits_giveTheNumberBack(int degree, int primeBits, int count) {
        Ring ring = Ring.of(degree, primeBits, count);
        BigInteger q = ring.modulus(count);
        BigInteger[] numbers = numbers(q, 32);
        Polynomial digits = residues(ring, numbers);
        ring.toDigits(digits);
        Polynomial back = ring.zero(Form.COEFFICIENTS);
        ring.fromDigits(digits, back);
        for (int k = 0; k < numbers.length; k++) {
            BigInteger value = BigInteger.ZERO;
            for (int i = count - 1; i >= 0; i--) {
                double digit = digits.entry(i, k);
                long prime = ring.primes().get(i).value();
                assertTrue(i == count - 1 ? Math.abs(digit) <= prime / 2 : digit >= 0 && digit < prime, "digit " + i);
                value = value.multiply(BigInteger.valueOf(prime)).add(BigInteger.valueOf((long) digit));
            }
            assertEquals(numbers[k], value.mod(q), "coefficient " + k);
            for (int i = 0; i < count; i++) {
                assertEquals(ring.primes().get(i).centred(numbers[k]), back.entry(i, k));
            }
            assertTrue(value.abs()
                            .shiftLeft(1)
                            .compareTo(q.add(ring.modulus(count - 1).shiftLeft(1)))
                    <= 0);
        }
    }

    @Test
    void impossibleRings_areRefusedWithWhatIsAllowed() {
        for (int[] bad : new int[][] {{3000, 50, 1}, {512, 50, 1}, {4096, 51, 1}, {8192, 50, 1}, {4096, 50, 0}}) {
            String message = assertThrows(IllegalArgumentException.class, () -> Ring.of(bad[0], bad[1], bad[2]))
                    .getMessage();
            assertTrue(message.contains("degree must be"), message);
        }
    }

    @Test
    void transformOfTheWrongForm_isRefused() {
        Ring ring = Ring.of(1024, 30, 1);
        Polynomial values = ring.zero(Form.VALUES);
        assertThrows(IllegalArgumentException.class, () -> ring.toValues(values, ring.zero(Form.VALUES)));
    }
}
