package io.veilray.dicom.image;

import io.veilray.dicom.DicomElement;
import java.nio.ByteBuffer;

/** The samples of a frame one after the other as they lie in memory, as numbers. */
interface Cells {
    double at(int index);

    /**
     * The bits of an integer sample as allocated, with those that are not part of the value.
     *
     * @throws UnsupportedOperationException where samples are no integers
     */
    default long raw(int index) {
        throw new UnsupportedOperationException("samples that are no integers have no bits of their own");
    }

    /**
     * @param bytes in the order of its words
     * @param firstBit where the frame begins, which is within a byte where samples have one bit
     * @param swapped whether bytes stand in words of 16 bits, the more significant one first (OW in big endian, PS3.5
     *     section 8.1.1)
     */
    static Cells of(PixelLayout layout, ByteBuffer bytes, long firstBit, boolean swapped) {
        int start = (int) (firstBit / 8);
        int flip = swapped ? 1 : 0;
        return switch (layout.kind()) {
            case FLOAT -> index -> bytes.getFloat(start + 4 * index);
            case DOUBLE -> index -> bytes.getDouble(start + 8 * index);
            case INTEGER ->
                new Integers(
                        layout,
                        switch (layout.bitsAllocated()) {
                            case 8 -> index -> bytes.get((start + index) ^ flip) & 0xFF;
                            case 16 -> index -> bytes.getShort(start + 2 * index) & 0xFFFF;
                            case 32 -> index -> bytes.getInt(start + 4 * index) & 0xFFFFFFFFL;
                            default -> packed(bytes, firstBit, layout.bitsAllocated(), flip);
                        });
        };
    }

    /** Bytes of a value that can be addressed: swapped ones come in pairs. */
    static int usableBytes(DicomElement data) {
        return LookupTable.isSwapped(data) ? data.valueBytes() & ~1 : data.valueBytes();
    }

    /** Samples of 1 or 12 bits without gaps, the first one in the lowest bits of the first word (PS3.5 section 8.1.1). */
    static Raw packed(ByteBuffer bytes, long firstBit, int bits, int flip) {
        return index -> {
            long from = firstBit + (long) index * bits;
            long value = 0;
            for (int done = 0; done < bits; ) {
                int shift = (int) ((from + done) % 8);
                int taken = Math.min(8 - shift, bits - done);
                int part = (bytes.get((int) ((from + done) / 8) ^ flip) & 0xFF) >> shift & (1 << taken) - 1;
                value |= (long) part << done;
                done += taken;
            }
            return value;
        };
    }

    /** The allocated bits of a sample. */
    interface Raw {
        long at(int index);
    }

    /** Cuts the stored bits out of the allocated ones and extends the sign; the rest may hold an old overlay. */
    record Integers(PixelLayout layout, Raw bits) implements Cells {
        @Override
        public double at(int index) {
            long left = bits.at(index) << 63 - layout.highBit();
            int unused = 64 - layout.bitsStored();
            return layout.signed() ? left >> unused : left >>> unused;
        }

        @Override
        public long raw(int index) {
            return bits.at(index);
        }
    }
}
