package io.veilray.ui.scan;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * How often a JPEG file goes over its picture. A progressive one does so for every scan, of which each takes a few bytes and
 * the time of the whole picture: a small file could keep the decoder busy for hours.
 */
final class JpegScans {
    /** Encoders make ten, optimisers some more. */
    static final int MOST = 100;

    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;

    private JpegScans() {}

    /** Looks at the markers up to the end of the picture; what is damaged is the decoder's to say. Closes the stream. */
    static void requireFew(InputStream file) throws IOException, ScanException {
        try (InputStream in = new BufferedInputStream(file, 1 << 16)) {
            int scans = 0;
            for (int marker = next(in); marker != END_OF_IMAGE; marker = next(in)) {
                if (marker == START_OF_SCAN && ++scans > MOST) {
                    throw new ScanException("goes over its picture more than " + MOST
                            + " times, as no camera's JPEG does: save it again as PNG");
                }
                if (hasLength(marker)) {
                    in.skipNBytes(Math.max(0, (in.read() << 8 | in.read()) - 2));
                }
            }
        } catch (EOFException e) {
            return; // cut off
        }
    }

    /** The next marker: not of a restart, which like a byte 255 of the picture's data stands inside of a scan. */
    private static int next(InputStream in) throws IOException {
        int before = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            boolean inside = next == 0 || next == 0xFF || next >= 0xD0 && next <= 0xD7;
            if (before == 0xFF && !inside) {
                return next;
            }
            before = next;
        }
        return END_OF_IMAGE;
    }

    private static boolean hasLength(int marker) {
        return marker != 0xD8 && marker != 0x01;
    }
}
