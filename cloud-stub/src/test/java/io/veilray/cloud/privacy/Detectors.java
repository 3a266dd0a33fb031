package io.veilray.cloud.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * Tests of what a server sees, each with the probability that what hides perfectly looks at least so bad. Where a test is
 * of many figures, it is the least probability times their number (Bonferroni). Tests are commons-math's.
 */
final class Detectors {
    private static final ChiSquareTest CHI = new ChiSquareTest();
    /** A chi-square needs that many in every cell, about. */
    private static final int FEWEST = 16;

    private Detectors() {}

    /** Each bit position of one part of all views is a fair coin, as far as counts tell. */
    static double fairBits(List<ServerView> views, String part) {
        BitColumns columns = new BitColumns(views, part);
        double least = 1;
        for (int bit = 0; bit < columns.bits(); bit++) {
            long ones = columns.ones(bit);
            least = Math.min(least, even(ones, columns.count - ones));
        }
        return least * columns.bits();
    }

    private static double even(long... counts) {
        double[] expected = new double[counts.length];
        Arrays.fill(expected, 1);
        return CHI.chiSquareTest(expected, counts);
    }

    /** Each byte position of the numbers of one part takes all 256 values alike; half bytes where there are few numbers. */
    static double evenBytes(List<ServerView> views, String part) {
        int bits = views.getFirst().part(part).bits();
        int step = numbers(views, part) < FEWEST << 8 ? 4 : 8;
        double least = 1;
        for (int low = 0; low < bits; low += step) {
            least = Math.min(least, even(histogram(views, part, low, Math.min(step, bits - low))));
        }
        return least * Math.ceilDiv(bits, step);
    }

    private static int numbers(List<ServerView> views, String part) {
        return views.size() * views.getFirst().part(part).values().length;
    }

    private static long[] histogram(List<ServerView> views, String part, int low, int width) {
        long[] counts = new long[1 << width];
        for (ServerView view : views) {
            for (long value : view.part(part).values()) {
                counts[(int) (value >>> low) & counts.length - 1]++;
            }
        }
        return counts;
    }

    /** Any two bits of a number, and the top bits, four or two, of neighbours in a view and of the same place in the next one. */
    static double independent(List<ServerView> views, String part) {
        BitColumns columns = new BitColumns(views, part);
        double least = 1;
        int tests = 2;
        for (int a = 0; a < columns.bits(); a++) {
            for (int b = 0; b < a; b++) {
                long both = columns.both(a, b);
                long onlyA = columns.ones(a) - both;
                long onlyB = columns.ones(b) - both;
                least = Math.min(least, even(both, onlyA, onlyB, columns.count - both - onlyA - onlyB));
                tests++;
            }
        }
        int top = numbers(views, part) < FEWEST << 9 ? 2 : 4;
        return tests * Math.min(least, Math.min(neighbours(views, part, top), tickets(views, part, top)));
    }

    /** Pairs that share no number. */
    private static double neighbours(List<ServerView> views, String part, int top) {
        int low = views.getFirst().part(part).bits() - top;
        long[][] counts = new long[1 << top][1 << top];
        for (ServerView view : views) {
            long[] values = view.part(part).values();
            for (int i = 1; i < values.length; i += 2) {
                counts[(int) (values[i - 1] >>> low)][(int) (values[i] >>> low)]++;
            }
        }
        return CHI.chiSquareTest(counts);
    }

    private static double tickets(List<ServerView> views, String part, int top) {
        int low = views.getFirst().part(part).bits() - top;
        long[][] counts = new long[1 << top][1 << top];
        for (int v = 1; v < views.size(); v += 2) {
            long[] before = views.get(v - 1).part(part).values();
            long[] values = views.get(v).part(part).values();
            for (int i = 0; i < values.length; i++) {
                counts[(int) (before[i] >>> low)][(int) (values[i] >>> low)]++;
            }
        }
        return CHI.chiSquareTest(counts);
    }

    /** The numbers of one part have one distribution for both images: Kolmogorov-Smirnov, and chi-square of the top byte. */
    static double sameDistribution(List<ServerView> first, List<ServerView> second, String part) {
        double byOrder = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(doubles(first, part), doubles(second, part));
        int bits = first.getFirst().part(part).bits();
        int low = Math.max(0, bits - 8);
        double byTop = sameCounts(histogram(first, part, low, bits - low), histogram(second, part, low, bits - low));
        return 2 * Math.min(byOrder, byTop);
    }

    /** Values that are too rare for the test go together. */
    private static double sameCounts(long[] first, long[] second) {
        long[] commonFirst = new long[first.length + 1];
        long[] commonSecond = new long[first.length + 1];
        int used = 1;
        for (int i = 0; i < first.length; i++) {
            int to = first[i] + second[i] < 2 * FEWEST ? 0 : used++;
            commonFirst[to] += first[i];
            commonSecond[to] += second[i];
        }
        int from = commonFirst[0] + commonSecond[0] < 2 * FEWEST ? 1 : 0;
        return used - from < 2
                ? 1
                : CHI.chiSquareTestDataSetsComparison(
                        Arrays.copyOfRange(commonFirst, from, used), Arrays.copyOfRange(commonSecond, from, used));
    }

    private static double[] doubles(List<ServerView> views, String part) {
        return views.stream()
                .flatMapToLong(view -> Arrays.stream(view.part(part).values()))
                .asDoubleStream()
                .toArray();
    }

    /** How often a trained distinguisher was right on views it had not seen, and how probable that is by guessing. */
    record Guessed(int right, int of, double probability) {
        @Override
        public String toString() {
            return right + " of " + of + " right";
        }
    }

    /**
     * A linear distinguisher on every bit of these parts: weights are the differences of the images' means over the first
     * half of the views, the decision that of the nearer mean; judged on the second half.
     */
    static Guessed distinguish(List<ServerView> first, List<ServerView> second, List<String> parts) {
        int half = Math.min(first.size(), second.size()) / 2;
        int[] weights = ones(first.subList(0, half), parts);
        int[] ofSecond = ones(second.subList(0, half), parts);
        double threshold = 0;
        for (int i = 0; i < weights.length; i++) {
            double both = weights[i] + ofSecond[i];
            weights[i] -= ofSecond[i];
            threshold += weights[i] * both / (2 * half);
        }
        int right = 0;
        for (int i = half; i < 2 * half; i++) {
            right += sum(first.get(i).bits(parts), weights) > threshold ? 1 : 0;
            right += sum(second.get(i).bits(parts), weights) < threshold ? 1 : 0;
        }
        double probability = new BinomialTest().binomialTest(2 * half, right, 0.5, AlternativeHypothesis.TWO_SIDED);
        return new Guessed(right, 2 * half, probability);
    }

    private static int[] ones(List<ServerView> views, List<String> parts) {
        int[] out = new int[views.getFirst().bits(parts).length()];
        for (ServerView view : views) {
            BitSet bits = view.bits(parts);
            for (int bit = bits.nextSetBit(0); bit >= 0; bit = bits.nextSetBit(bit + 1)) {
                out[bit]++;
            }
        }
        return out;
    }

    private static long sum(BitSet bits, int[] weights) {
        long sum = 0;
        for (int bit = bits.nextSetBit(0); bit >= 0; bit = bits.nextSetBit(bit + 1)) {
            sum += weights[bit];
        }
        return sum;
    }

    /** Sizes of all parts in order. */
    static List<String> sizes(ServerView view) {
        List<String> out = new ArrayList<>();
        view.parts()
                .forEach(part -> out.add(part.name() + ": " + part.values().length + " of " + part.bits() + " bits"));
        return out;
    }

    /** Every test of one image's views that says "uniform", by part. */
    static Map<String, Double> uniformity(List<ServerView> views, List<String> parts) {
        Map<String, Double> out = new LinkedHashMap<>();
        for (String part : parts) {
            out.put("bits of " + part, fairBits(views, part));
            out.put("bytes of " + part, evenBytes(views, part));
            out.put("independence in " + part, independent(views, part));
        }
        return out;
    }
}
