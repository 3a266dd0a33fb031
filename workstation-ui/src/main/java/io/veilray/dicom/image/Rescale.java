package io.veilray.dicom.image;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;

/**
 * The line from stored values to modality units such as HU: value * slope + intercept (PS3.3 section C.11.1.1.2).
 *
 * @param slopeTag where the slope stands in the file
 */
record Rescale(double slope, double intercept, Tag slopeTag) implements Modality {
    static Rescale of(double slope, double intercept, Tag slopeTag) throws DicomException {
        if (slope == 0 || !Double.isFinite(slope) || !Double.isFinite(intercept)) {
            throw new DicomException(slopeTag + " is " + slope + " and " + Tags.RESCALE_INTERCEPT + " is " + intercept
                    + ": both must be finite and the slope not 0");
        }
        return new Rescale(slope, intercept, slopeTag);
    }

    @Override
    public double apply(double stored) {
        return stored * slope + intercept;
    }

    @Override
    public DicomException overflow(double stored) {
        return new DicomException(slopeTag + " is " + slope + " and " + Tags.RESCALE_INTERCEPT + " is " + intercept
                + ": they take the stored value " + stored + " beyond what a float holds, 3.4e38");
    }
}
