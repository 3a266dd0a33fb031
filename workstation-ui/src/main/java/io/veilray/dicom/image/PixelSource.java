package io.veilray.dicom.image;

import io.veilray.dicom.DicomException;

/** The frames of a file's pixel data, decoded one at a time. */
interface PixelSource {
    /** Frames that are there, which may be fewer than the header says. */
    int frames();

    /** @param index from 0, less than {@link #frames()} */
    StoredFrame frame(int index) throws DicomException;
}
