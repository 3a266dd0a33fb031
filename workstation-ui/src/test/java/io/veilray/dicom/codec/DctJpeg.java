package io.veilray.dicom.codec;

import java.io.ByteArrayOutputStream;

/**
 * A sequential DCT JPEG of even blocks, for which the inverse transform is exact: a block whose only coefficient is the
 * DC is q * DC / 8 above the middle of the range everywhere. The step q is 8, so a block's value is middle + DC.
 */
final class DctJpeg {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int components;

    /** Sampling factors as in the frame header: 0x21 is twice across, once down. */
    DctJpeg(int marker, int precision, int widthPx, int heightPx, int... factors) {
        components = factors.length;
        out.writeBytes(Bytes.hex("FFD8 FFDB 0043 00" + "08".repeat(64)));
        out.writeBytes(Bytes.of(0xFF, marker, 0, 8 + 3 * components, precision));
        out.writeBytes(Bytes.of(heightPx >> 8, heightPx, widthPx >> 8, widthPx, components));
        for (int c = 0; c < components; c++) {
            out.writeBytes(Bytes.of(c + 1, factors[c], 0));
        }
        // DC: sixteen categories with codes of five bits each; AC: end of block is one bit, 0
        out.writeBytes(Bytes.hex("FFC4 0023 00 00000000 10 0000000000000000000000 000102030405060708090A0B0C0D0E0F"));
        out.writeBytes(Bytes.hex("FFC4 0014 10 01 000000000000000000000000000000 00"));
    }

    DctJpeg restartInterval(int units) {
        out.writeBytes(Bytes.of(0xFF, 0xDD, 0, 4, units >> 8, units));
        return this;
    }

    /** A scan of all components, or of one; {@code differences} are the DC differences block by block. */
    DctJpeg scan(int[] ids, int... differences) {
        out.writeBytes(Bytes.of(0xFF, 0xDA, 0, 6 + 2 * ids.length, ids.length));
        for (int id : ids) {
            out.writeBytes(Bytes.of(id, 0));
        }
        out.writeBytes(Bytes.of(0, 63, 0));
        return blocks(differences);
    }

    DctJpeg restart(int number, int... differences) {
        out.writeBytes(Bytes.of(0xFF, 0xD0 + number));
        return blocks(differences);
    }

    private DctJpeg blocks(int... differences) {
        BitWriter bits = new BitWriter(out);
        for (int difference : differences) {
            int category = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(difference));
            bits.bits(category, 5);
            bits.bits(difference < 0 ? difference - 1 : difference, category);
            bits.bits(0, 1);
        }
        bits.align();
        return this;
    }

    byte[] bytes() {
        out.writeBytes(Bytes.of(0xFF, 0xD9));
        return out.toByteArray();
    }
}
