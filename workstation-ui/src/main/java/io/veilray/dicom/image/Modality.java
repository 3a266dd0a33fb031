package io.veilray.dicom.image;

import io.veilray.dicom.DicomException;

/** From stored values to the units of the modality, PS3.3 section C.11.1: a line or a table. */
interface Modality {
    double apply(double stored);

    /** What is wrong where a value comes out that a float does not hold. */
    DicomException overflow(double stored);
}
