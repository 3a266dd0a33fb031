package io.veilray.cloud.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.TensorShape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fast convolution against plain long loops, modulo 2^l. A sum that is off by one bit makes the share of a patient's
 * activation random, and the class with it: every comparison is exact.
 */
class RingConvolutionTest {
    private static final long SEED = 20261121;

    private final RingScratch scratch = new RingScratch();

    /** What a run of shapes is filled with. */
    private enum Filling {
        RANDOM,
        /** Entries of -2^(l-1), 2^(l-1) - 1 and those at the ends of the low part; weights all of one magnitude. */
        EXTREME
    }

    /** Every side, stride, padding and kernel side up to the bounds that small maps allow, whole maps among them. */
    @ParameterizedTest
    @ValueSource(ints = {16, 24, 31, 32, 33, 37, 40, 41})
    void anyShape_equalsLongLoops(int ringBits) {
        for (int i = 0; i < 400; i++) {
            long seed = SEED + 1000L * ringBits + i;
            SplittableRandom random = new SplittableRandom(seed);
            TensorShape map = new TensorShape(between(random, 1, 20), between(random, 1, 24), between(random, 1, 24));
            int stride = between(random, 1, 5);
            int height = between(random, 1, 7);
            int width = between(random, 1, 7);
            LinearTerm term = new LinearTerm(
                    0, height, width, stride, between(random, 0, height - 1), between(random, 0, width - 1));
            TensorShape output = new TensorShape(
                    between(random, 1, 9),
                    Math.max(1, (map.height() + between(random, 0, height)) / stride),
                    Math.max(1, (map.width() + between(random, 0, width)) / stride));
            Filling filling = random.nextBoolean() ? Filling.RANDOM : Filling.EXTREME;
            check(map, term, output, ringBits, filling, seed);
        }
    }

    /** Several blocks of outputs and of rows, as in the large layers. */
    @ParameterizedTest
    @ValueSource(ints = {32, 37, 41})
    void manyBlocks_equalLongLoops(int ringBits) {
        for (Filling filling : Filling.values()) {
            check(
                    new TensorShape(33, 40, 37),
                    new LinearTerm(0, 3, 3, 1, 1, 1),
                    new TensorShape(5, 40, 37),
                    ringBits,
                    filling,
                    SEED);
        }
    }

    /** A dense layer, and a global average as a kernel of the whole map. */
    @ParameterizedTest
    @ValueSource(ints = {32, 37, 41})
    void wholeMap_equalsLongLoops(int ringBits) {
        for (Filling filling : Filling.values()) {
            check(
                    new TensorShape(32, 8, 8),
                    new LinearTerm(0, 8, 8, 1, 0, 0),
                    new TensorShape(4, 1, 1),
                    ringBits,
                    filling,
                    SEED);
            check(
                    new TensorShape(700, 1, 1),
                    new LinearTerm(0, 1, 1, 1, 0, 0),
                    new TensorShape(3, 1, 1),
                    ringBits,
                    filling,
                    SEED);
        }
    }

    /**
     * A grouped convolution is a full one with zeros between the groups, which is how the graph has it: the zeros of other
     * groups must neither be read wrongly nor leak.
     */
    @Test
    void groups_equalLongLoops() {
        for (int groups : new int[] {2, 4, 8}) {
            SplittableRandom random = new SplittableRandom(SEED + groups);
            TensorShape map = new TensorShape(8, 13, 11);
            long[] kernel = weights(random, 8 * 8 * 9, Filling.RANDOM, 37);
            for (int i = 0; i < kernel.length; i++) {
                int o = i / 72;
                int c = i / 9 % 8;
                kernel[i] = o / (8 / groups) == c / (8 / groups) ? kernel[i] : 0;
            }
            long[] tensor = entries(random, map.size(), 37, Filling.EXTREME);
            check(map, new LinearTerm(0, 3, 3, 2, 1, 1), new TensorShape(8, 7, 6), 37, kernel, tensor, SEED + groups);
        }
    }

    /**
     * Weights whose magnitudes add up to exactly the bound, 2^(64-l) - 1, times the low part's extreme -2^(l-33): the sum
     * is -2^31 + 2^(l-33), the last that an int holds. One more weight unit, and long loops take over, exact as well.
     */
    @ParameterizedTest
    @ValueSource(ints = {33, 37, 41})
    void weightsAtTheBound_andBeyond_equalLongLoops(int ringBits) {
        TensorShape map = new TensorShape(3, 9, 9);
        LinearTerm term = new LinearTerm(0, 3, 3, 1, 1, 1);
        TensorShape output = new TensorShape(2, 9, 9);
        long bound = (1L << 64 - ringBits) - 1;
        for (long sum : new long[] {bound - 1, bound, bound + 1, 4 * bound}) {
            long[] kernel = new long[2 * 27];
            Arrays.fill(kernel, 0, 27, sum / 27);
            kernel[13] += sum - sum / 27 * 27;
            for (int i = 0; i < 27; i++) {
                kernel[27 + i] = -kernel[i];
            }
            long lowest = 1L << ringBits - 33;
            for (long entry : new long[] {lowest, lowest - 1, 1L << ringBits - 1, (1L << ringBits) - 1}) {
                long[] tensor = new long[map.size()];
                Arrays.fill(tensor, entry);
                check(map, term, output, ringBits, kernel, tensor, sum);
            }
        }
    }

    /** What an earlier, larger layer left in the scratch must not reach a later one. */
    @Test
    void scratchOfALargerLayer_leavesNoTrace() {
        check(
                new TensorShape(6, 30, 30),
                new LinearTerm(0, 5, 5, 1, 2, 2),
                new TensorShape(7, 30, 30),
                37,
                Filling.EXTREME,
                1);
        check(
                new TensorShape(2, 7, 6),
                new LinearTerm(0, 3, 3, 1, 1, 1),
                new TensorShape(3, 7, 6),
                37,
                Filling.RANDOM,
                2);
    }

    private void check(TensorShape map, LinearTerm term, TensorShape output, int ringBits, Filling filling, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int each = map.channels() * term.kernelHeight() * term.kernelWidth();
        long[] kernel = weights(random, output.channels() * each, filling, ringBits);
        check(map, term, output, ringBits, kernel, entries(random, map.size(), ringBits, filling), seed);
    }

    private void check(
            TensorShape map,
            LinearTerm term,
            TensorShape output,
            int ringBits,
            long[] kernel,
            long[] tensor,
            long seed) {
        long[] expected = new SplittableRandom(seed + 1)
                .longs(output.size(), 0, 1L << ringBits)
                .toArray();
        long[] actual = expected.clone();
        LongConvolution.add(expected, output, tensor, map, term, kernel);
        new RingConvolution(term, map, output, ringBits, largestSum(kernel, output.channels()))
                .add(actual, tensor, kernel, scratch);
        long mask = (1L << ringBits) - 1;
        for (int i = 0; i < actual.length; i++) {
            expected[i] &= mask;
            actual[i] &= mask;
        }
        assertArrayEquals(
                expected,
                actual,
                () -> "seed " + seed + ", l " + ringBits + ", map " + map + ", " + term + ", output " + output);
    }

    private static double largestSum(long[] kernel, int outputs) {
        double largest = 0;
        int each = kernel.length / outputs;
        for (int o = 0; o < outputs; o++) {
            double sum = 0;
            for (int i = 0; i < each; i++) {
                sum += Math.abs(kernel[o * each + i]);
            }
            largest = Math.max(largest, sum);
        }
        return largest;
    }

    /** Of 18 bits, as weights of order one are; at their extreme as large as a kernel of 2^9 may have them, or 2^31. */
    private static long[] weights(SplittableRandom random, int count, Filling filling, int ringBits) {
        long[] out = new long[count];
        long extreme = ringBits > 32 && random.nextInt(4) > 0 ? 1L << 55 - ringBits : 1L << 31;
        for (int i = 0; i < count; i++) {
            long drawn = filling == Filling.RANDOM ? random.nextLong() >> 46 : extreme;
            out[i] = random.nextBoolean() ? drawn : -drawn;
        }
        return out;
    }

    private static long[] entries(SplittableRandom random, int count, int ringBits, Filling filling) {
        long size = 1L << ringBits;
        long half = size >> 1;
        long low = ringBits > 32 ? 1L << ringBits - 33 : 1;
        long[] ends = {0, 1, half - 1, half, half + 1, size - 1, low - 1, low, 2 * low - 1, size - low, size - low - 1};
        long[] out = new long[count];
        for (int i = 0; i < count; i++) {
            out[i] = filling == Filling.RANDOM ? random.nextLong(size) : ends[random.nextInt(ends.length)];
        }
        return out;
    }

    private static int between(SplittableRandom random, int least, int most) {
        return random.nextInt(least, most + 1);
    }
}
