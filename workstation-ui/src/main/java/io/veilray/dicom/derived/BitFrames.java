package io.veilray.dicom.derived;

import java.util.List;

/**
 * Frames of one bit a pixel as they stand in a file: the first pixel in the lowest bit, and the next frame begins in the
 * bit after the last, without a gap (PS3.5 section 8.1.1 and annex D.2). The whole has an even number of bytes.
 */
final class BitFrames {
    private BitFrames() {}

    /** @param frames a byte a pixel; what is not 0 becomes 1 */
    static byte[] packed(List<byte[]> frames) {
        int pixels = frames.stream().mapToInt(frame -> frame.length).reduce(0, Math::addExact);
        byte[] packed = new byte[even(pixels / 8 + (pixels % 8 == 0 ? 0 : 1))];
        int at = 0;
        for (byte[] frame : frames) {
            for (byte pixel : frame) {
                packed[at / 8] |= (byte) (pixel == 0 ? 0 : 1 << at % 8);
                at++;
            }
        }
        return packed;
    }

    /** Bytes one after the other. */
    static byte[] joined(List<byte[]> frames) {
        int bytes = frames.stream().mapToInt(frame -> frame.length).reduce(0, Math::addExact);
        byte[] joined = new byte[even(bytes)];
        int at = 0;
        for (byte[] frame : frames) {
            System.arraycopy(frame, 0, joined, at, frame.length);
            at += frame.length;
        }
        return joined;
    }

    /** @param index of the frame, from 0 */
    static byte[] unpacked(byte[] packed, int index, int pixels) {
        byte[] frame = new byte[pixels];
        long start = (long) index * pixels;
        for (int i = 0; i < pixels; i++) {
            long at = start + i;
            frame[i] = (byte) (packed[(int) (at / 8)] >> at % 8 & 1);
        }
        return frame;
    }

    private static int even(int bytes) {
        return bytes + bytes % 2;
    }
}
