package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;

/** The bits of a JPEG-LS scan, T.87 A.1: after a byte of 0xFF a zero bit is stuffed; a one there begins a marker and ends the scan. */
final class JpegLsBits {
    private final FrameBytes in;
    private final byte[] bytes;
    private int position;
    private boolean isAfterFf;
    private boolean isEnded;
    private long window;
    private int held;

    JpegLsBits(FrameBytes in) {
        this.in = in;
        bytes = in.array();
        position = in.position();
    }

    int bit() throws DicomException {
        need(1);
        held--;
        return (int) (window >>> held) & 1;
    }

    /** {@code count} bits, at most 24, the first the most significant. */
    int take(int count) throws DicomException {
        need(count);
        held -= count;
        return (int) (window >>> held) & (1 << count) - 1;
    }

    /** Counts and takes zeros up to and with the one behind them; more zeros than {@code limit} are an error. */
    int zeros(int limit) throws DicomException {
        int zeros = 0;
        while (true) {
            need(1);
            int lead = Long.numberOfLeadingZeros(window << 64 - held);
            if (lead < held) {
                held -= lead + 1;
                zeros += lead;
                break;
            }
            zeros += held;
            held = 0;
            if (zeros > limit) {
                break;
            }
        }
        if (zeros > limit) {
            throw error("a code of more than " + limit + " zeros");
        }
        return zeros;
    }

    /** Where the next marker stands or the frame ends. */
    int end() {
        int at = Math.max(0, position - held / 8 - 1);
        while (at + 1 < bytes.length && !(bytes[at] == -1 && bytes[at + 1] < 0)) {
            at++;
        }
        return at;
    }

    DicomException error(String what) {
        return in.errorAt(position, what);
    }

    private void need(int count) throws DicomException {
        if (held < count) {
            fill();
            if (held < count) {
                throw error("the compressed data end before the picture is complete");
            }
        }
    }

    private void fill() {
        while (held <= 48 && !isEnded) {
            boolean isMarker = position < bytes.length && isAfterFf && bytes[position] < 0;
            if (position >= bytes.length || isMarker) {
                isEnded = true;
                return;
            }
            int next = bytes[position++] & 0xFF;
            int count = isAfterFf ? 7 : 8;
            window = window << count | next;
            held += count;
            isAfterFf = next == 0xFF;
        }
    }
}
