package io.veilray.ui.scan;

import io.veilray.dicom.DicomFile;

/** How large a scan may be; checked before anything is allocated. */
final class Limits {
    static final long MAX_FILE_BYTES = DicomFile.MAX_BYTES;
    static final int MAX_SIDE_PX = 16_384;
    /** 8192x8192, above any detector in use: a slice of it takes 256 MB. */
    static final long MAX_PIXELS = 1L << 26;

    private Limits() {}

    static void requireFile(long bytes) throws ScanException {
        if (bytes == 0) {
            throw new ScanException("is empty: choose a PNG, JPEG or DICOM file");
        }
        if (bytes > MAX_FILE_BYTES) {
            throw new ScanException(
                    "has " + bytes + " bytes: at most " + MAX_FILE_BYTES + " are read, so split or crop it first");
        }
    }

    static void requireSize(int widthPx, int heightPx) throws ScanException {
        if (widthPx > MAX_SIDE_PX || heightPx > MAX_SIDE_PX || (long) widthPx * heightPx > MAX_PIXELS) {
            throw new ScanException("is " + widthPx + "x" + heightPx + " px: at most " + MAX_SIDE_PX + " px a side and "
                    + MAX_PIXELS + " px in all are read, so crop or reduce it first");
        }
    }
}
