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
        "8192, 49, 4, false",
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

    /** Rounding of the switch: at most 1/2 (1 + 2^-18) off the exact quotient, from four primes to one and to two. */
    @ParameterizedTest
    @CsvSource({"4096, 50, 2, 1", "8192, 49, 4, 1", "8192, 49, 4, 2"})
    void switchedModulus_isTheRoundedQuotient(int degree, int bits, int from, int to) {
        Ring ring = Ring.of(degree, bits, from);
        SplittableRandom random = new SplittableRandom(5);
        BigInteger q = ring.modulus(from);
        BigInteger target = ring.modulus(to);
        Polynomial polynomial = ring.zero(Form.COEFFICIENTS);
        BigInteger[] numbers = new BigInteger[64];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = new BigInteger(q.bitLength() + 8, new java.util.Random(random.nextLong())).mod(q);
            for (int i = 0; i < from; i++) {
                polynomial.setEntry(i, k, ring.primes().get(i).centred(numbers[k]));
            }
        }
        Polynomial switched = ring.zero(Form.COEFFICIENTS, to);
        ring.switchModulus(polynomial, switched);
        for (int k = 0; k < numbers.length; k++) {
            double error = Double.POSITIVE_INFINITY;
            BigInteger floor = numbers[k].multiply(target).divide(q);
            for (BigInteger candidate : new BigInteger[] {floor, floor.add(BigInteger.ONE)}) {
                boolean equal = true;
                for (int i = 0; i < to; i++) {
                    equal &= ring.primes().get(i).centred(candidate) == switched.entry(i, k);
                }
                BigInteger distance = candidate
                        .multiply(q)
                        .subtract(numbers[k].multiply(target))
                        .abs();
                error = equal ? Math.min(error, distance.doubleValue() / q.doubleValue()) : error;
            }
            assertTrue(error <= 0.5 * (1 + 0x1p-18), "error " + error);
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
