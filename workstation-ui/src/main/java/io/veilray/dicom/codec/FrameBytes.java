package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/** A compressed frame read from front to back. Every failure names the byte it happened at, counted from the frame's start. */
final class FrameBytes {
    private final String codec;
    private final byte[] bytes;
    private final int base;
    private int position;

    FrameBytes(String codec, ByteBuffer frame) {
        this(codec, new byte[frame.remaining()], 0);
        frame.get(frame.position(), bytes);
    }

    private FrameBytes(String codec, byte[] bytes, int base) {
        this.codec = codec;
        this.bytes = bytes;
        this.base = base;
    }

    /** What follows that offset, with its own positions; errors still count from the frame's start. */
    FrameBytes from(int offset) throws DicomException {
        if (offset > bytes.length) {
            throw errorAt(offset, "the frame ends before this");
        }
        return new FrameBytes(codec, Arrays.copyOfRange(bytes, offset, bytes.length), base + offset);
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    int position() {
        return position;
    }

    void seek(int offset) {
        position = offset;
    }

    int u8() throws DicomException {
        if (position >= bytes.length) {
            throw error("the frame ends here, in the middle of its headers");
        }
        return bytes[position++] & 0xFF;
    }

    int u16() throws DicomException {
        return u8() << 8 | u8();
    }

    /** Reads a segment's length (which counts itself) and returns where the segment ends. */
    int segmentEnd() throws DicomException {
        int start = position;
        int length = u16();
        if (length < 2 || start + length > bytes.length) {
            seek(start);
            throw error("segment length " + length + ", allowed are 2 to " + (bytes.length - start));
        }
        return start + length;
    }

    DicomException error(String what) {
        return errorAt(position, what);
    }

    DicomException errorAt(int offset, String what) {
        return new DicomException(
                String.format(Locale.ROOT, "%s at byte %d of the frame: %s", codec, base + offset, what));
    }
}
