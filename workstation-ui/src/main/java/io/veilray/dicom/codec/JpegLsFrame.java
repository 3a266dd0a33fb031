package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;

/** The JPEG-LS frame header, T.87 C.2.2 (SOF55), checked against the DICOM header. */
record JpegLsFrame(int precision, int widthPx, int heightPx, int[] componentIds) {
    static JpegLsFrame read(FrameBytes in, FrameShape shape) throws DicomException {
        int start = in.position() - 2;
        int end = in.segmentEnd();
        int precision = in.u8();
        int heightPx = in.u16();
        int widthPx = in.u16();
        int count = in.u8();
        if (widthPx != shape.widthPx() || heightPx != shape.heightPx() || count != shape.samples()) {
            throw in.errorAt(
                    start,
                    "the picture has " + widthPx + " x " + heightPx + " pixels of " + count
                            + " samples, the header says " + shape.widthPx() + " x " + shape.heightPx() + " of "
                            + shape.samples());
        }
        if (precision < 2 || precision > 16) {
            throw in.errorAt(start, "a precision of " + precision + " bits, allowed are 2 to 16");
        }
        int[] ids = new int[count];
        for (int i = 0; i < count; i++) {
            ids[i] = in.u8();
            int factors = in.u8();
            in.u8();
            if (factors != 0x11) {
                throw in.error("component " + ids[i] + " is subsampled, which DICOM does not allow in JPEG-LS");
            }
        }
        in.seek(end);
        return new JpegLsFrame(precision, widthPx, heightPx, ids);
    }
}
