package io.veilray.dicom.image;

import io.veilray.region.Window;
import java.util.OptionalInt;

/** The least and the largest stored value of a frame, pixel padding (PS3.3 section C.7.5.1.1.2) left out. */
record ValueRange(double least, double largest) {
    static ValueRange of(float[] values, OptionalInt padding) {
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            if (padding.isEmpty() || value != padding.getAsInt()) {
                least = Math.min(least, value);
                largest = Math.max(largest, value);
            }
        }
        return least > largest ? new ValueRange(values[0], values[0]) : new ValueRange(least, largest);
    }

    /** The window from black at the least to white at the largest value, in modality units. */
    Window window(Rescale rescale) {
        double one = rescale.apply(least);
        double other = rescale.apply(largest);
        return Window.between(Math.min(one, other), Math.max(one, other));
    }
}
