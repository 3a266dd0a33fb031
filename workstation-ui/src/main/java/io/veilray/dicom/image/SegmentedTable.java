package io.veilray.dicom.image;

import io.veilray.dicom.DicomElement;
import io.veilray.dicom.DicomException;

/**
 * A palette written as pieces, PS3.3 section C.7.9.2: entries one by one (opcode 0), a line from the last entry to a new
 * one (1), or pieces that stood before (2). Words have the bits of an entry.
 */
final class SegmentedTable {
    private static final int DISCRETE = 0;
    private static final int LINEAR = 1;
    private static final int INDIRECT = 2;

    private final DicomElement data;
    private final int wordBytes;
    private final int words;
    private final int[] entries;
    private int filled;

    private SegmentedTable(DicomElement data, LookupTable.Descriptor descriptor) {
        this.data = data;
        this.wordBytes = descriptor.bits() > 8 ? 2 : 1;
        this.words = data.valueBytes() / wordBytes;
        this.entries = new int[descriptor.count()];
    }

    static int[] entries(DicomElement data, LookupTable.Descriptor descriptor) throws DicomException {
        SegmentedTable table = new SegmentedTable(data, descriptor);
        int at = 0;
        while (table.filled < table.entries.length) {
            at = table.expand(at, true);
        }
        return table.entries;
    }

    /** Expands the piece that begins at a word and returns where the next one begins. */
    private int expand(int at, boolean mayRefer) throws DicomException {
        int opcode = word(at);
        int length = word(at + 1);
        require(length > 0, "has a piece of no entries");
        switch (opcode) {
            case DISCRETE -> {
                for (int i = 0; i < length; i++) {
                    append(word(at + 2 + i));
                }
                return at + 2 + length;
            }
            case LINEAR -> {
                line(length, word(at + 2));
                return at + 3;
            }
            case INDIRECT -> {
                require(mayRefer, "refers to a piece that itself refers");
                repeat(length, offset(at + 2));
                return at + 2 + 4 / wordBytes;
            }
            default -> throw wrong("has the opcode " + opcode + ", which is none of 0, 1 and 2");
        }
    }

    private void line(int length, int to) throws DicomException {
        require(filled > 0, "begins with a line, which has no entry to begin at");
        int from = entries[filled - 1];
        for (int i = 1; i <= length; i++) {
            append(from + (int) Math.round((to - from) * (double) i / length));
        }
    }

    private void repeat(int pieces, int word) throws DicomException {
        int at = word;
        for (int i = 0; i < pieces && filled < entries.length; i++) {
            at = expand(at, false);
        }
    }

    /** A byte offset of 32 bits, its less significant word first whatever the byte order. */
    private int offset(int at) throws DicomException {
        long bytes = 0;
        for (int i = 0; i < 4 / wordBytes; i++) {
            bytes |= (long) word(at + i) << 8 * wordBytes * i;
        }
        require(bytes / wordBytes < words, "refers to byte " + bytes + ", which it does not have");
        return (int) (bytes / wordBytes);
    }

    private void append(int entry) throws DicomException {
        require(filled < entries.length, "has more entries than the " + entries.length + " of its descriptor");
        entries[filled++] = entry;
    }

    private int word(int at) throws DicomException {
        require(at < words, "ends after " + filled + " of " + entries.length + " entries");
        return wordBytes == 2
                ? Short.toUnsignedInt(data.value().getShort(2 * at))
                : data.value().get(LookupTable.isSwapped(data) ? at ^ 1 : at) & 0xFF;
    }

    private void require(boolean holds, String otherwise) throws DicomException {
        if (!holds) {
            throw wrong(otherwise);
        }
    }

    private DicomException wrong(String what) {
        return new DicomException(data.tag() + " " + what);
    }
}
