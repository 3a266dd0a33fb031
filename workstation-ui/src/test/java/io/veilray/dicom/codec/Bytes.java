package io.veilray.dicom.codec;

import java.nio.ByteBuffer;

/** Frames and samples as the tests write them down. */
final class Bytes {
    private Bytes() {}

    static byte[] of(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** From pairs of hexadecimal digits, blanks between them as one likes. */
    static byte[] hex(String text) {
        return java.util.HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }

    static ByteBuffer frame(byte[] bytes) {
        return ByteBuffer.wrap(bytes);
    }

    static FrameShape grey(int widthPx, int heightPx, int bitsAllocated, int bitsStored) {
        return new FrameShape(widthPx, heightPx, 1, bitsAllocated, bitsStored, false);
    }

    /** The samples of a frame of 8- or 16-bit words as unsigned numbers. */
    static int[] values(NativeFrame frame) {
        int wordBytes = frame.shape().bitsAllocated() / 8;
        byte[] bytes = frame.samples();
        int[] values = new int[bytes.length / wordBytes];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i * wordBytes] & 0xFF;
            if (wordBytes == 2) {
                values[i] |= (bytes[i * 2 + 1] & 0xFF) << 8;
            }
        }
        return values;
    }
}
