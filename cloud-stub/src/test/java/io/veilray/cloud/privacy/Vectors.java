package io.veilray.cloud.privacy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Angles between vectors. */
final class Vectors {
    private Vectors() {}

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double cosine(double[] a, double[] b) {
        double both = Math.sqrt(dot(a, a) * dot(b, b));
        return both == 0 ? 0 : dot(a, b) / both;
    }

    /** The least length of b - s a over the length of b, s being positive or zero. */
    static double relativeError(double[] a, double[] b) {
        double scale = Math.max(0, dot(a, b) / Math.max(Double.MIN_NORMAL, dot(a, a)));
        double rest = 0;
        for (int i = 0; i < a.length; i++) {
            rest += (b[i] - scale * a[i]) * (b[i] - scale * a[i]);
        }
        return Math.sqrt(rest / dot(b, b));
    }

    /** Pairs each of the first with one of the second, largest cosines first. */
    static List<int[]> pairs(double[][] first, double[][] second) {
        record Pair(int a, int b, double cosine) {}
        List<Pair> all = new ArrayList<>();
        for (int a = 0; a < first.length; a++) {
            for (int b = 0; b < second.length; b++) {
                all.add(new Pair(a, b, cosine(first[a], second[b])));
            }
        }
        all.sort(Comparator.comparingDouble(Pair::cosine).reversed());
        BitSet usedFirst = new BitSet();
        BitSet usedSecond = new BitSet();
        List<int[]> out = new ArrayList<>();
        for (Pair pair : all) {
            if (!usedFirst.get(pair.a) && !usedSecond.get(pair.b)) {
                usedFirst.set(pair.a);
                usedSecond.set(pair.b);
                out.add(new int[] {pair.a, pair.b});
            }
        }
        return out;
    }
}
