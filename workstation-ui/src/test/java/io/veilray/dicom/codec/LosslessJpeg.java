package io.veilray.dicom.codec;

import java.io.ByteArrayOutputStream;

/**
 * A lossless JPEG encoder as plain as T.81 Annex H allows: every category has the five-bit code of its own number.
 *
 * @param restartRows rows between restart markers, 0 for none
 */
record LosslessJpeg(
        int widthPx, int heightPx, int components, int precision, int predictor, int shift, int restartRows) {
    /** Samples are interleaved by pixel and already lack their {@code shift} low bits. */
    byte[] encode(int[] samples) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Bytes.hex("FFD8 FFC4 0024 00 00000000 11 0000000000000000000000"));
        for (int category = 0; category <= 16; category++) {
            out.write(category);
        }
        out.writeBytes(Bytes.of(0xFF, 0xDD, 0, 4, restartRows * widthPx >> 8, restartRows * widthPx));
        out.writeBytes(Bytes.of(0xFF, 0xC3, 0, 8 + 3 * components, precision));
        out.writeBytes(Bytes.of(heightPx >> 8, heightPx, widthPx >> 8, widthPx, components));
        for (int c = 0; c < components; c++) {
            out.writeBytes(Bytes.of(c + 1, 0x11, 0));
        }
        out.writeBytes(Bytes.of(0xFF, 0xDA, 0, 6 + 2 * components, components));
        for (int c = 0; c < components; c++) {
            out.writeBytes(Bytes.of(c + 1, 0));
        }
        out.writeBytes(Bytes.of(predictor, 0, shift));
        scan(samples, out);
        out.writeBytes(Bytes.of(0xFF, 0xD9));
        return out.toByteArray();
    }

    private void scan(int[] samples, ByteArrayOutputStream out) {
        BitWriter bits = new BitWriter(out);
        for (int y = 0; y < heightPx; y++) {
            boolean isRestart = restartRows > 0 && y > 0 && y % restartRows == 0;
            if (isRestart) {
                bits.align();
                out.writeBytes(Bytes.of(0xFF, 0xD0 + (y / restartRows - 1) % 8));
            }
            boolean isFirst = y == 0 || isRestart;
            for (int i = y * widthPx * components; i < (y + 1) * widthPx * components; i++) {
                difference(samples[i] - predicted(samples, i, isFirst), bits);
            }
        }
        bits.align();
    }

    private int predicted(int[] samples, int i, boolean isFirst) {
        boolean isLeft = i / components % widthPx == 0;
        int above = i - widthPx * components;
        if (isFirst) {
            return isLeft ? 1 << precision - shift - 1 : samples[i - components];
        }
        if (isLeft) {
            return samples[above];
        }
        int ra = samples[i - components];
        int rb = samples[above];
        int rc = samples[above - components];
        return new int[] {0, ra, rb, rc, ra + rb - rc, ra + (rb - rc >> 1), rb + (ra - rc >> 1), ra + rb >> 1}
                [predictor];
    }

    /** Modulo 65536, from -32767 to 32768: T.81 H.1.2.1; negative values are sent as value - 1, table H.2. */
    private static void difference(int value, BitWriter bits) {
        int wrapped = (short) value == Short.MIN_VALUE ? 32768 : (short) value;
        int category = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(wrapped));
        bits.bits(category, 5);
        if (category < 16) {
            bits.bits(wrapped < 0 ? wrapped - 1 : wrapped, category);
        }
    }
}
