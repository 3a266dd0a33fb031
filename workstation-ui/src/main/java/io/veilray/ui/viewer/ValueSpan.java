package io.veilray.ui.viewer;

import io.veilray.region.Slice;
import io.veilray.region.Window;

/** The window from the least to the largest value of a slice. */
final class ValueSpan {
    private ValueSpan() {}

    static Window of(Slice slice) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int y = 0; y < slice.heightPx(); y++) {
            for (int x = 0; x < slice.widthPx(); x++) {
                float value = slice.value(x, y);
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return Window.between(low, high);
    }
}
