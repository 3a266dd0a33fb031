package io.veilray.ui.tool;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many values fall into each of some equal intervals from the lowest to the highest value.
 *
 * @param low lower end of the first bin
 * @param high upper end of the last bin, which includes it; equal to {@code low} if there is one value only
 */
public record Histogram(double low, double high, List<Integer> counts) {
    public Histogram {
        counts = List.copyOf(counts);
    }

    static final class Builder {
        private final double low;
        private final double high;
        private final int[] counts;

        Builder(double low, double high, int bins) {
            this.low = low;
            this.high = high;
            this.counts = new int[high > low ? bins : 1];
        }

        void add(double value) {
            int bin = high > low ? (int) ((value - low) / (high - low) * counts.length) : 0;
            counts[Math.min(bin, counts.length - 1)]++;
        }

        Histogram build() {
            return new Histogram(low, high, IntStream.of(counts).boxed().toList());
        }
    }
}
