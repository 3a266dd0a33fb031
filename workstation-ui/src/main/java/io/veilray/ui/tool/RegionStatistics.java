package io.veilray.ui.tool;

import io.veilray.region.Slice;
import io.veilray.ui.scan.PixelSpacing;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The numbers of a region: over the pixels whose centres lie inside the outline and inside the slice, in modality units
 * (never in display brightness, so an inverted slice gives the same numbers). Values that are not finite are left out.
 *
 * @param pixelCount pixels counted, at least 1
 * @param areaMm2 pixels counted times the area of one; empty without a spacing
 * @param standardDeviation of the sample (divided by n - 1), as ImageJ gives it; empty for a single pixel
 * @param unit such as HU; empty text if the values have none
 */
public record RegionStatistics(
        int pixelCount,
        OptionalDouble areaMm2,
        double mean,
        OptionalDouble standardDeviation,
        double min,
        double max,
        String unit,
        Histogram histogram) {
    private static final int BINS = 64;

    /**
     * Visits each pixel of the bounding box's rows twice: some milliseconds for 512x512, so keep big slices off the FX
     * thread.
     *
     * @return empty if no pixel is inside: there is no mean of nothing
     */
    public static Optional<RegionStatistics> of(
            Slice slice, Outline outline, Optional<PixelSpacing> spacing, String unit) {
        Spread spread = new Spread();
        PixelScan.forEach(slice, outline, spread::add);
        if (spread.count == 0) {
            return Optional.empty();
        }
        double mean = spread.sum / spread.count;
        double[] squares = {0};
        Histogram.Builder histogram = new Histogram.Builder(spread.min, spread.max, BINS);
        PixelScan.forEach(slice, outline, value -> {
            squares[0] += (value - mean) * (value - mean);
            histogram.add(value);
        });
        OptionalDouble area = spacing.map(mm -> OptionalDouble.of(spread.count * mm.pixelAreaMm2()))
                .orElse(OptionalDouble.empty());
        OptionalDouble deviation = spread.count > 1
                ? OptionalDouble.of(Math.sqrt(squares[0] / (spread.count - 1)))
                : OptionalDouble.empty();
        return Optional.of(new RegionStatistics(
                spread.count, area, mean, deviation, spread.min, spread.max, unit, histogram.build()));
    }

    private static final class Spread {
        private int count;
        private double sum;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;

        void add(double value) {
            count++;
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
    }
}
