package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;
import java.nio.ByteBuffer;

/**
 * RLE Lossless, PS3.5 Annex G: a header of sixteen little endian words (how many segments, where each starts), then one
 * PackBits segment per byte plane: for each sample in turn its most significant byte first.
 */
final class RleDecoder {
    private static final int HEADER_BYTES = 64;
    private static final int MAX_SEGMENTS = 15;
    private static final int NO_OPERATION = -128;

    private final FrameBytes in;
    private final FrameShape shape;
    private final byte[] out;

    private RleDecoder(FrameBytes in, FrameShape shape) {
        this.in = in;
        this.shape = shape;
        out = new byte[Math.toIntExact(shape.frameBytes())];
    }

    static NativeFrame decode(ByteBuffer frame, FrameShape shape) throws DicomException {
        FrameBytes in = new FrameBytes("RLE", frame);
        int planes = shape.samples() * shape.wordBytes();
        if (in.length() < HEADER_BYTES) {
            throw in.errorAt(in.length(), "the frame ends within its header of 64 bytes");
        }
        long segments = word(in, 0);
        if (segments != planes || planes > MAX_SEGMENTS) {
            throw in.errorAt(0, segments + " segments, " + planes + " byte planes are expected and 15 allowed");
        }
        RleDecoder decoder = new RleDecoder(in, shape);
        for (int plane = 0; plane < planes; plane++) {
            decoder.segment(plane, offset(in, plane), plane + 1 < planes ? offset(in, plane + 1) : in.length());
        }
        return new NativeFrame(decoder.out, shape, false);
    }

    private static int offset(FrameBytes in, int segment) throws DicomException {
        long offset = word(in, 4 * (segment + 1));
        if (offset < HEADER_BYTES || offset > in.length()) {
            throw in.errorAt(
                    4 * (segment + 1),
                    "segment " + segment + " starts at " + offset + ", allowed are 64 to " + in.length());
        }
        return (int) offset;
    }

    private void segment(int plane, int start, int end) throws DicomException {
        int wordBytes = shape.wordBytes();
        int pixelBytes = shape.samples() * wordBytes;
        int to = plane / wordBytes * wordBytes + (wordBytes - 1 - plane % wordBytes);
        byte[] from = in.array();
        int at = start;
        while (to < out.length) {
            if (at + 1 >= end) {
                throw in.errorAt(
                        at,
                        "segment " + plane + " ends after " + to / pixelBytes + " of " + out.length / pixelBytes
                                + " pixels");
            }
            int control = from[at++];
            if (control >= 0) {
                int literals = Math.min(control + 1, end - at);
                for (int i = 0; i < literals && to < out.length; i++, to += pixelBytes) {
                    out[to] = from[at + i];
                }
                at += literals;
            } else if (control != NO_OPERATION) {
                for (int i = control; i <= 0 && to < out.length; i++, to += pixelBytes) {
                    out[to] = from[at];
                }
                at++;
            }
        }
    }

    private static long word(FrameBytes in, int at) {
        byte[] b = in.array();
        return (b[at] & 0xFFL) | (b[at + 1] & 0xFFL) << 8 | (b[at + 2] & 0xFFL) << 16 | (b[at + 3] & 0xFFL) << 24;
    }
}
