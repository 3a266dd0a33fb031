package io.veilray.dicom.image;

import io.veilray.region.Slice;

/** One decoded frame: its values in modality units, and how it is to be shown. */
public record DicomFrame(Slice slice, Appearance appearance) {}
