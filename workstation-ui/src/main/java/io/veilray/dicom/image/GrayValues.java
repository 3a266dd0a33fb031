package io.veilray.dicom.image;

import io.veilray.dicom.DicomException;
import io.veilray.region.Window;

/**
 * The values of one frame in modality units, with their least and largest. Padding (PS3.3 section C.7.5.1.1.2) and what
 * is no number count for neither; the latter become the least value.
 */
record GrayValues(float[] values, double least, double largest, int notNumbers) {
    static GrayValues of(StoredFrame frame, Modality modality, Padding padding) throws DicomException {
        float[] values = new float[frame.pixels()];
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        int notNumbers = 0;
        for (int i = 0; i < values.length; i++) {
            double stored = frame.value(i, 0);
            if (!Double.isFinite(stored)) {
                values[i] = Float.NaN;
                notNumbers++;
                continue;
            }
            values[i] = (float) modality.apply(stored);
            if (!Float.isFinite(values[i])) {
                throw modality.overflow(stored);
            }
            if (!padding.covers(stored)) {
                least = Math.min(least, values[i]);
                largest = Math.max(largest, values[i]);
            }
        }
        return checked(values, least, largest, notNumbers);
    }

    private static GrayValues checked(float[] values, double least, double largest, int notNumbers) {
        boolean none = least > largest;
        float low = !none ? (float) least : notNumbers > 0 ? 0 : values[0];
        for (int i = 0; notNumbers > 0 && i < values.length; i++) {
            values[i] = Float.isNaN(values[i]) ? low : values[i];
        }
        return new GrayValues(values, low, none ? low : largest, notNumbers);
    }

    /** From black at the least to white at the largest value. */
    Window window() {
        return Window.between(least, largest);
    }
}
