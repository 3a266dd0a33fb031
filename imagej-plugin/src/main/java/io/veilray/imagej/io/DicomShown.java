package io.veilray.imagej.io;

import ij.ImagePlus;
import ij.util.DicomTools;
import io.veilray.region.Window;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a DICOM header wants its slice to be shown.
 *
 * @param step one stored value in modality units: how closely ImageJ can show a window
 */
record DicomShown(ImagePlus image, double step) {
    /** The file's first window as the standard defines it, if ImageJ shows the slice with it. */
    Optional<Window> window(Window shown) {
        OptionalDouble center = number("0028,1050");
        OptionalDouble width = number("0028,1051");
        boolean linear = Optional.ofNullable(DicomTools.getTag(image, "0028,1056"))
                .map(function -> function.trim().equals("LINEAR"))
                .orElse(true);
        if (center.isEmpty() || width.isEmpty() || width.getAsDouble() < (linear ? 1 : Double.MIN_NORMAL)) {
            return Optional.empty();
        }
        boolean untouched = Math.abs(shown.center() - center.getAsDouble()) <= step
                && Math.abs(shown.width() - width.getAsDouble()) <= 2 * step;
        return Optional.of(center.getAsDouble())
                .filter(c -> untouched)
                .map(c -> linear ? Window.linear(c, width.getAsDouble()) : new Window(c, width.getAsDouble()));
    }

    /** The range of the values without the padding, if the file names a padding value and ImageJ shows the whole range. */
    Optional<Window> unpadded(Window shown, float[] values) {
        OptionalDouble stored = number("0028,0120");
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        float padding = (float) (stored.getAsDouble() * number("0028,1053").orElse(1)
                + number("0028,1052").orElse(0));
        Range all = Range.of(values, Float.NaN);
        Range inside = Range.of(values, padding);
        boolean untouched = Math.abs(shown.center() - shown.width() / 2 - all.least) <= step
                && Math.abs(shown.center() + shown.width() / 2 - all.largest) <= step;
        return untouched && inside.least <= inside.largest
                ? Optional.of(Window.between(inside.least, inside.largest))
                : Optional.empty();
    }

    private record Range(double least, double largest) {
        static Range of(float[] values, float without) {
            double least = Double.POSITIVE_INFINITY;
            double largest = Double.NEGATIVE_INFINITY;
            for (float value : values) {
                if (value != without) {
                    least = Math.min(least, value);
                    largest = Math.max(largest, value);
                }
            }
            return new Range(least, largest);
        }
    }

    private OptionalDouble number(String tag) {
        String values = DicomTools.getTag(image, tag);
        try {
            double number = values == null ? Double.NaN : Double.parseDouble(values.split("\\\\")[0].trim());
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
