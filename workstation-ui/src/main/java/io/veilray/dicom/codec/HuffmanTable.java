package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;

/** A Huffman code of T.81 Annex C; codes up to eight bits are found in one look, longer ones length by length. */
final class HuffmanTable {
    private static final int LOOK_BITS = 8;
    private static final int MAX_LENGTH = 16;

    /** Code length in the high byte, symbol in the low one; 0 where the code is longer than the look. */
    private final short[] look = new short[1 << LOOK_BITS];

    private final byte[] symbols;
    private final int[] firstCode = new int[MAX_LENGTH + 1];
    private final int[] firstIndex = new int[MAX_LENGTH + 1];
    private final int[] counts = new int[MAX_LENGTH + 1];

    private HuffmanTable(byte[] symbols) {
        this.symbols = symbols;
    }

    /** Reads the sixteen counts and the symbols of a DHT segment. */
    static HuffmanTable read(FrameBytes in) throws DicomException {
        int start = in.position();
        int[] counts = new int[MAX_LENGTH + 1];
        int total = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            counts[length] = in.u8();
            total += counts[length];
        }
        if (total > 256) {
            throw in.errorAt(start, "a Huffman table of " + total + " symbols, at most 256 are allowed");
        }
        byte[] symbols = new byte[total];
        for (int i = 0; i < total; i++) {
            symbols[i] = (byte) in.u8();
        }
        HuffmanTable table = new HuffmanTable(symbols);
        if (!table.build(counts)) {
            throw in.errorAt(start, "a Huffman table with more codes of one length than that length has");
        }
        return table;
    }

    private boolean build(int[] wanted) {
        int code = 0;
        int index = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            counts[length] = wanted[length];
            firstCode[length] = code;
            firstIndex[length] = index;
            if (code + counts[length] > 1 << length) {
                return false;
            }
            for (int i = 0; i < counts[length] && length <= LOOK_BITS; i++) {
                fillLook(code + i, length, symbols[index + i]);
            }
            index += counts[length];
            code = code + counts[length] << 1;
        }
        return true;
    }

    private void fillLook(int code, int length, byte symbol) {
        int first = code << LOOK_BITS - length;
        for (int i = 0; i < 1 << LOOK_BITS - length; i++) {
            look[first + i] = (short) (length << 8 | symbol & 0xFF);
        }
    }

    int next(JpegBits bits) throws DicomException {
        int ahead = bits.peek16();
        int found = look[ahead >> MAX_LENGTH - LOOK_BITS];
        if (found != 0) {
            bits.skip(found >> 8);
            return found & 0xFF;
        }
        for (int length = LOOK_BITS + 1; length <= MAX_LENGTH; length++) {
            int rank = (ahead >> MAX_LENGTH - length) - firstCode[length];
            if (rank >= 0 && rank < counts[length]) {
                bits.skip(length);
                return symbols[firstIndex[length] + rank] & 0xFF;
            }
        }
        throw bits.error("no Huffman code fits");
    }
}
