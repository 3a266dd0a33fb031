package io.veilray.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A square that is wrong for one sharing in a million would spoil one entry of a map now and then, and nobody would see it. */
class SquareTest {
    /** z must be floor or ceiling of y^2 / 2^f, modulo 2^out. */
    private static void requireSquare(SquareShape shape, long y, long z) {
        BigInteger modulus = BigInteger.ONE.shiftLeft(shape.outBits());
        BigInteger[] parts =
                BigInteger.valueOf(y).pow(2).divideAndRemainder(BigInteger.ONE.shiftLeft(shape.fractionBits()));
        long floor = parts[0].mod(modulus).longValueExact();
        long ceiling =
                parts[0].add(BigInteger.valueOf(parts[1].signum())).mod(modulus).longValueExact();
        assertTrue(z == floor || z == ceiling, () -> shape + ": " + y + " became " + z);
    }

    private static void requireSquares(SquareShape shape, long[] y, long[] client, long seed) throws Exception {
        long[] z = new SquareRun(shape, client, SquareRun.rest(y, client, shape.bits()), seed).results;
        for (int i = 0; i < y.length; i++) {
            requireSquare(shape, y[i], z[i]);
        }
    }

    /** Every value from -2^(k-2) to 2^(k-2), with every share of the client. */
    @Test
    void everySharingOfEveryValue_isSquared() throws Exception {
        for (int bits = 4; bits <= 7; bits++) {
            long edge = 1L << bits - 2;
            int count = (int) (2 * edge + 1) << bits;
            long[] y = new long[count];
            long[] client = new long[count];
            for (int i = 0; i < count; i++) {
                y[i] = (i >> bits) - edge;
                client[i] = i & (1 << bits) - 1;
            }
            for (int wide = bits + 2; wide <= 2 * bits + 3; wide++) {
                for (int fraction = 0; fraction < wide; fraction++) {
                    requireSquares(new SquareShape(count, bits, wide - fraction, fraction), y, client, wide);
                }
            }
        }
    }

    /**
     * v = y + 2^(k-2) - 1. At v = 2^(k-1), A + Bv is -2^(k-1) for the sharings (0, -2^(k-1)) and (-2^(k-1), 0); at v = -2
     * the signs of (-1, -1) and (2^(k-1) - 1, 2^(k-1) - 1) mislead. All other sharings still give the square.
     */
    @Test
    void oneBeyondTheEdge_isWrongForTwoSharings() throws Exception {
        for (int bits = 4; bits <= 10; bits++) {
            SquareShape shape = new SquareShape(1 << bits, bits, 2 * bits + 2, 0);
            for (long y : new long[] {-(1L << bits - 2) - 1, (1L << bits - 2) + 1}) {
                long[] values = new long[shape.count()];
                Arrays.fill(values, y);
                long[] client = new long[shape.count()];
                Arrays.setAll(client, i -> i);
                long[] z = new SquareRun(shape, client, SquareRun.rest(values, client, bits), bits).results;
                assertEquals(2, Arrays.stream(z).filter(found -> found != y * y).count(), bits + " bits, " + y);
            }
        }
    }

    /** Counts on both sides of a block of pads; edges of y and of the shares in the first places. */
    @Test
    void allWidths_giveTheSquare() throws Exception {
        SplittableRandom random = new SplittableRandom(8);
        for (int bits = 4; bits <= 41; bits++) {
            for (int run = 0; run < 12; run++) {
                int wide = run == 0 ? bits + 2 : run == 1 ? 62 : random.nextInt(bits + 2, 63);
                int fraction = run == 2 ? 0 : run == 3 ? wide - 1 : random.nextInt(0, wide);
                int count = random.nextInt(40, 600);
                long edge = 1L << bits - 2;
                long[] y = random.longs(count, -edge, edge + 1).toArray();
                long[] client = SquareRun.uniform(count, bits, random.nextLong());
                long[] shares = {0, 1, (1L << bits) - 1, 1L << bits - 1, (1L << bits - 1) - 1, edge, edge - 1};
                for (int i = 0; i < 35; i++) {
                    client[i] = shares[i / 5];
                    y[i] = new long[] {-edge, 1 - edge, 0, edge - 1, edge}[i % 5];
                }
                requireSquares(new SquareShape(count, bits, wide - fraction, fraction), y, client, run);
            }
        }
    }

    @Test
    void anyCount_isServed() throws Exception {
        for (int count : new int[] {1, 2, 63, 64, 65, 255, 256, 257, 511, 512, 513, 1000}) {
            SquareShape shape = new SquareShape(count, 25, 37, 12);
            long[] y = new SplittableRandom(count)
                    .longs(count, -(1 << 23), (1 << 23) + 1)
                    .toArray();
            requireSquares(shape, y, SquareRun.uniform(count, 25, count), count);
        }
    }

    /** The ceiling comes as often as the fraction says, to five deviations of 65,536 draws. */
    @Test
    void truncation_hasNoBias() throws Exception {
        int count = 1 << 16;
        for (int[] widths : new int[][] {{25, 37, 12}, {10, 30, 3}, {12, 20, 1}, {8, 10, 12}}) {
            SquareShape shape = new SquareShape(count, widths[0], widths[1], widths[2]);
            double unit = Math.scalb(1, shape.fractionBits());
            for (long y : new long[] {1, 3, -5, 27, 63, -61}) {
                long[] values = new long[count];
                Arrays.fill(values, y);
                long[] client = SquareRun.uniform(count, shape.bits(), y + 100);
                long[] z = new SquareRun(shape, client, SquareRun.rest(values, client, shape.bits()), y + 100).results;
                double mean = Arrays.stream(z).average().orElseThrow();
                double expected = y * y / unit;
                double fraction = expected - Math.floor(expected);
                double deviation = Math.sqrt(fraction * (1 - fraction) / count);
                assertEquals(expected, mean, 5 * deviation, shape + ", " + y);
            }
        }
    }

    /** y^2 a multiple of 2^f: no rounding, above all for zero. */
    @Test
    void whatDividesExactly_isExact() throws Exception {
        SquareShape shape = new SquareShape(4000, 25, 37, 12);
        long[] y = new SplittableRandom(1)
                .longs(4000, -(1 << 17), (1 << 17) + 1)
                .map(v -> v << 6)
                .toArray();
        Arrays.fill(y, 0, 1000, 0);
        long[] client = SquareRun.uniform(4000, 25, 3);
        long[] expected = Arrays.stream(y).map(v -> v * v >> 12).toArray();
        assertArrayEquals(expected, new SquareRun(shape, client, SquareRun.rest(y, client, 25), 4).results);
    }

    /** For k = 25, m = 49: the numbers of bits that the class comments promise, for eight squares in bytes for one. */
    @Test
    void lengths_areThoseOfTheDerivation() {
        SquareShape shape = new SquareShape(8, 25, 37, 12);
        assertEquals(8 * 25, shape.clientReceives());
        assertEquals(8, shape.serverReceives());
        assertEquals(25 + 23, shape.clientCorrectionBytes()); // 25 choices, rho V modulo 2^(49-25-1)
        assertEquals(828, shape.serverCorrectionBytes()); // 47 + 46 + ... + 25, 23 numbers of mean 36
        assertEquals(48 + 24 + 1, shape.flightBytes(0)); // B + sigma, X + omega, e
        assertEquals(37, shape.flightBytes(1));
        assertEquals(49 + 25 + 22, shape.clientStoredBytes()); // known share, A, p modulo 2^22
        assertEquals(48 + 24 + 1 + 49 + 23, shape.serverStoredBytes()); // sigma, omega, rho, known share, R
        assertEquals(2, shape.flights());
        assertEquals(new ComparisonCost(2, 25, 1, 25 + 23 + 828, 37, 73), shape.cost());
    }
}
