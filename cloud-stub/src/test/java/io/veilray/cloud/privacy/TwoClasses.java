package io.veilray.cloud.privacy;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.TTest;

/**
 * Times of two classes of inputs and Welch's t between them, as dudect has it (Reparaz, Balasch, Verbauwhede, "Dude, is my
 * code constant time?", DATE 2017): times above a percentile of all are left out, since what the machine does besides only
 * ever makes a run longer, and the largest t over several percentiles counts. Above 4.5 it speaks of a difference, above 10
 * there is no doubt.
 */
final class TwoClasses {
    private static final double[] PERCENTILES = {50, 75, 90, 95, 99, 100};

    private final double[][] times = new double[2][1024];
    private final int[] counts = new int[2];

    void add(int which, double time) {
        if (counts[which] == times[which].length) {
            times[which] = Arrays.copyOf(times[which], 2 * counts[which]);
        }
        times[which][counts[which]++] = time;
    }

    private double[] all(int which) {
        // the first tenth warms up
        return Arrays.copyOfRange(times[which], counts[which] / 10, counts[which]);
    }

    /** The t of the largest magnitude; positive where the second class takes longer. */
    double t() {
        double worst = 0;
        for (double percentile : PERCENTILES) {
            double most = limit(percentile);
            double[] first = below(0, most);
            double[] second = below(1, most);
            if (first.length > 1 && second.length > 1) {
                double t = -new TTest().t(first, second);
                worst = Math.abs(t) > Math.abs(worst) ? t : worst;
            }
        }
        return worst;
    }

    private double limit(double percentile) {
        double[] both = Arrays.copyOf(all(0), all(0).length + all(1).length);
        System.arraycopy(all(1), 0, both, all(0).length, all(1).length);
        return StatUtils.percentile(both, percentile);
    }

    private double[] below(int which, double most) {
        return Arrays.stream(all(which)).filter(time -> time <= most).toArray();
    }

    double median(int which) {
        return StatUtils.percentile(all(which), 50);
    }

    /** How much larger the second median is, in parts of the first. */
    double difference() {
        return median(1) / median(0) - 1;
    }

    @Override
    public String toString() {
        return String.format(
                "%d + %d runs, medians %.2f and %.2f us, difference %+.3f %%, t = %+.1f",
                counts[0], counts[1], median(0) * 1e-3, median(1) * 1e-3, 100 * difference(), t());
    }
}
