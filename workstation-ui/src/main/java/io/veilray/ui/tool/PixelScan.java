package io.veilray.ui.tool;

import io.veilray.region.Region;
import io.veilray.region.Slice;
import java.util.function.DoubleConsumer;

/** Visits the finite values of the pixels inside an outline, row by row. */
final class PixelScan {
    private PixelScan() {}

    static void forEach(Slice slice, Outline outline, DoubleConsumer visitor) {
        outline.region(new SliceSize(slice.widthPx(), slice.heightPx())).ifPresent(box -> {
            for (int y = box.yPx(); y < box.yPx() + box.heightPx(); y++) {
                row(slice, outline.crossings(y + 0.5), box, y, visitor);
            }
        });
    }

    private static void row(Slice slice, double[] crossings, Region box, int y, DoubleConsumer visitor) {
        for (int i = 0; i + 1 < crossings.length; i += 2) {
            int from = Math.max(box.xPx(), firstCenterFrom(crossings[i]));
            int to = Math.min(box.xPx() + box.widthPx(), firstCenterFrom(crossings[i + 1]));
            for (int x = from; x < to; x++) {
                float value = slice.value(x, y);
                if (Float.isFinite(value)) {
                    visitor.accept(value);
                }
            }
        }
    }

    /** The first column whose centre is not left of {@code x}. */
    private static int firstCenterFrom(double x) {
        return (int) Math.ceil(x - 0.5);
    }
}
