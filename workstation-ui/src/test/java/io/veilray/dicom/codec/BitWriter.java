package io.veilray.dicom.codec;

import java.io.ByteArrayOutputStream;

/** Writes the entropy-coded bits of a JPEG, stuffing a zero byte after 0xFF and padding with ones. */
final class BitWriter {
    private final ByteArrayOutputStream out;
    private int held;
    private int count;

    BitWriter(ByteArrayOutputStream out) {
        this.out = out;
    }

    void bits(int value, int length) {
        for (int i = length - 1; i >= 0; i--) {
            held = held << 1 | value >> i & 1;
            count++;
            if (count == 8) {
                out.write(held);
                if ((held & 0xFF) == 0xFF) {
                    out.write(0);
                }
                held = 0;
                count = 0;
            }
        }
    }

    void align() {
        while (count != 0) {
            bits(1, 1);
        }
    }
}
