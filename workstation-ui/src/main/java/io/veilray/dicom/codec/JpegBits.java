package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;

/** The bits of one entropy-coded segment, T.81 F.2.2.5: a zero byte after 0xFF is stuffing, anything else a marker that ends it. */
final class JpegBits {
    private final FrameBytes in;
    private final byte[] bytes;
    private int position;
    private long window;
    private int held;
    /** How many of the held bits are zeros that stand for what is missing after the segment's end. */
    private int invented;

    JpegBits(FrameBytes in) {
        this.in = in;
        bytes = in.array();
        position = in.position();
    }

    /** The next sixteen bits without taking them; zeros beyond the end. */
    int peek16() {
        if (held < 16) {
            fill();
        }
        return (int) (window >>> held - 16) & 0xFFFF;
    }

    void skip(int count) throws DicomException {
        held -= count;
        if (held < invented) {
            throw error("the compressed data end before the picture is complete");
        }
    }

    /** {@code count} bits, at most sixteen, as T.81 figure F.12 extends them: a leading 0 means negative. */
    int extended(int count) throws DicomException {
        if (count == 0) {
            return 0;
        }
        int value = peek16() >> 16 - count;
        skip(count);
        return value < 1 << count - 1 ? value - (1 << count) + 1 : value;
    }

    /** Goes to the restart marker of that number, drops what is left of the byte before it, and goes on behind it. */
    void restart(int number) throws DicomException {
        int at = position;
        if (held - invented >= 8) {
            throw error("a restart marker is expected, compressed data go on");
        }
        while (at + 1 < bytes.length && bytes[at] == -1 && bytes[at + 1] == -1) {
            at++;
        }
        if (at + 1 >= bytes.length || bytes[at] != -1 || (bytes[at + 1] & 0xFF) != 0xD0 + number) {
            throw in.errorAt(at, "restart marker RST" + number + " is expected here");
        }
        position = at + 2;
        window = 0;
        held = 0;
        invented = 0;
    }

    /** Where the next marker stands or the frame ends. */
    int end() {
        int at = position;
        while (at + 1 < bytes.length && !(bytes[at] == -1 && bytes[at + 1] != 0 && bytes[at + 1] != -1)) {
            at++;
        }
        return at;
    }

    DicomException error(String what) {
        return in.errorAt(position, what);
    }

    private void fill() {
        while (held <= 48) {
            int next = 0;
            if (invented == 0 && position < bytes.length && (bytes[position] != -1 || isStuffed())) {
                next = bytes[position] & 0xFF;
                position += next == 0xFF ? 2 : 1;
            } else {
                invented += 8;
            }
            window = window << 8 | next;
            held += 8;
        }
    }

    private boolean isStuffed() {
        return position + 1 < bytes.length && bytes[position + 1] == 0;
    }
}
