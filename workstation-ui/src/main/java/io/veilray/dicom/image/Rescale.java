package io.veilray.dicom.image;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tags;

/** The line from stored values to modality units such as HU: value * slope + intercept (PS3.3 section C.11.1.1.2). */
record Rescale(double slope, double intercept) {
    static Rescale of(double slope, double intercept) throws DicomException {
        if (slope == 0 || !Double.isFinite(slope) || !Double.isFinite(intercept)) {
            throw new DicomException(Tags.RESCALE_SLOPE + " is " + slope + " and " + Tags.RESCALE_INTERCEPT + " is "
                    + intercept + ": both must be finite and the slope not 0");
        }
        return new Rescale(slope, intercept);
    }

    double apply(double stored) {
        return stored * slope + intercept;
    }

    /** Replaces stored values by modality units, which must be numbers that a float holds. */
    void apply(float[] values) throws DicomException {
        for (int i = 0; i < values.length; i++) {
            float stored = values[i];
            values[i] = (float) apply(stored);
            if (!Float.isFinite(values[i])) {
                throw new DicomException(Tags.RESCALE_SLOPE + " is " + slope + " and " + Tags.RESCALE_INTERCEPT + " is "
                        + intercept + ": they take the stored value " + stored + " beyond what a float holds, 3.4e38");
            }
        }
    }
}
