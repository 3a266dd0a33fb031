package io.veilray.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The one place where doubles stand for integers: a wrong rounding here would turn up as a wrong class with no warning.
 * Both implementations are held to BigInteger at the magnitudes their bounds allow, not only at random ones.
 */
class RowArithmeticTest {
    private static final Prime PRIME = Prime.largestBelow(50, 4096, 1).getFirst();
    private static final long Q = PRIME.value();

    static Stream<RowArithmetic> implementations() {
        return Stream.of(new FmaRows(PRIME), new LongRows(PRIME));
    }

    /** Entries up to 7.99q, factors up to q/2: the edge of the class comment of FmaRows. */
    private static double[] edgeEntries(SplittableRandom random, int n, double limit) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            double sign = random.nextBoolean() ? 1 : -1;
            out[i] = switch (i % 4) {
                case 0 -> sign * Math.rint(limit);
                case 1 -> sign * Math.rint(limit - random.nextInt(1000));
                case 2 -> sign * random.nextInt(3);
                default -> Math.rint((random.nextDouble() * 2 - 1) * limit);
            };
        }
        return out;
    }

    private static void assertCongruent(double expectedFactor, double other, double actual, double bound) {
        BigInteger product = BigInteger.valueOf((long) expectedFactor).multiply(BigInteger.valueOf((long) other));
        BigInteger difference = product.subtract(BigInteger.valueOf((long) actual));
        assertEquals(BigInteger.ZERO, difference.mod(BigInteger.valueOf(Q)), expectedFactor + " * " + other);
        assertEquals(actual, Math.rint(actual));
        assertTrue(Math.abs(actual) <= bound, actual / Q + " q exceeds " + bound / Q + " q");
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void productOfEdgeValues_isExactAndWithinItsBound(RowArithmetic arithmetic) {
        SplittableRandom random = new SplittableRandom(11);
        double[] factors = edgeEntries(random, 4096, Q / 2);
        for (double a : new double[] {0.5, 1, 4, 7.99}) {
            double[] entries = edgeEntries(random, 4096, a * Q);
            double[] out = new double[4096];
            arithmetic.multiply(out, entries, factors);
            for (int i = 0; i < out.length; i++) {
                assertCongruent(entries[i], factors[i], out[i], Q * (0.5 + 3 * a / 16));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void reductionOfEdgeValues_isCentred(RowArithmetic arithmetic) {
        double[] entries = edgeEntries(new SplittableRandom(12), 4096, 7.99 * Q);
        double[] out = entries.clone();
        arithmetic.reduce(out);
        for (int i = 0; i < out.length; i++) {
            assertCongruent(entries[i], 1, out[i], 0.5 * Q + 1);
        }
    }

    /** (q - 1) / 2 is centred already, (q + 1) / 2 is -(q - 1) / 2: where a quotient rounded wrongly would show. */
    @ParameterizedTest
    @MethodSource("implementations")
    void reductionOfResiduesAroundHalfThePrime_isExactlyCentred(RowArithmetic arithmetic) {
        double half = (Q - 1) / 2;
        double[] entries = {0, 1, half - 1, half, half + 1, half + 2, Q - 1, -half, -half - 1};
        arithmetic.reduce(entries);
        assertArrayEquals(new double[] {0, 1, half - 1, half, -half, 1 - half, -1, -half, half}, entries);
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void eightProductsOnAReducedSum_stayBelowTheLimit(RowArithmetic arithmetic) {
        double[] a = new double[64];
        double[] b = new double[64];
        double[] sum = new double[64];
        java.util.Arrays.fill(a, Q / 2);
        java.util.Arrays.fill(b, Q / 2);
        java.util.Arrays.fill(sum, Q / 2);
        for (int i = 0; i < 8; i++) {
            arithmetic.multiplyAdd(sum, a, b);
        }
        assertTrue(Math.abs(sum[0]) < 5.3 * Q);
        BigInteger half = BigInteger.valueOf(Q / 2);
        BigInteger expected =
                half.multiply(half).multiply(BigInteger.valueOf(8)).add(half);
        assertEquals(
                expected.mod(BigInteger.valueOf(Q)),
                BigInteger.valueOf((long) sum[0]).mod(BigInteger.valueOf(Q)));
    }

    /** y 2^w = (whole + fraction) q: the whole part is exact, the fraction within 0.8 and right to 2^-52. */
    @ParameterizedTest
    @MethodSource("implementations")
    void divisionOfEdgeValues_isExactAndWithinItsBound(RowArithmetic arithmetic) {
        SplittableRandom random = new SplittableRandom(13);
        for (int bits : new int[] {1, 18, 41, 51}) {
            double[] entries = edgeEntries(random, 4096, 0.6 * Q);
            double[] whole = new double[4096];
            double[] fraction = new double[4096];
            arithmetic.divide(entries, Math.scalb(1.0, bits), whole, fraction);
            for (int i = 0; i < entries.length; i++) {
                BigInteger rest = BigInteger.valueOf((long) entries[i])
                        .shiftLeft(bits)
                        .subtract(BigInteger.valueOf((long) whole[i]).multiply(BigInteger.valueOf(Q)));
                assertEquals(rest.doubleValue() / Q, fraction[i], 0x1p-52);
                assertTrue(Math.abs(fraction[i]) <= 0.8, "fraction " + fraction[i]);
            }
        }
    }
}
