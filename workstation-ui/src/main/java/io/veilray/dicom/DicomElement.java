package io.veilray.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * One data element: a value, the items of a sequence, or the fragments of compressed pixel data. Two are equal if their
 * values are, whatever the byte order.
 *
 * @param value a read-only view in the byte order of its {@code order()}, which {@code slice()} and {@code duplicate()}
 *     would lose; empty for a sequence and for fragments. Views into a file die with it
 * @param items the data sets of a sequence, empty for all else
 * @param fragments the first is the basic offset table, PS3.5 annex A.4; empty for all but compressed pixel data
 */
public record DicomElement(Tag tag, Vr vr, ByteBuffer value, List<DicomDataset> items, List<ByteBuffer> fragments) {
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    public DicomElement {
        value = readOnly(value);
        items = List.copyOf(items);
        fragments = fragments.stream().map(DicomElement::readOnly).toList();
    }

    public static DicomElement of(Tag tag, Vr vr, ByteBuffer value) {
        return new DicomElement(tag, vr, value, List.of(), List.of());
    }

    /** @param value words in little endian; not copied */
    public static DicomElement of(Tag tag, Vr vr, byte[] value) {
        return of(tag, vr, ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** @param value of an odd length gets one byte more, PS3.5 sections 6.2 and 7.1.1 */
    public static DicomElement padded(Tag tag, Vr vr, byte[] value) {
        byte[] even = Arrays.copyOf(value, value.length + value.length % 2);
        if (even.length > value.length) {
            even[value.length] = vr.padding();
        }
        return of(tag, vr, even);
    }

    public static DicomElement sequence(Tag tag, List<DicomDataset> items) {
        return new DicomElement(tag, Vr.SQ, NONE, items, List.of());
    }

    /** Compressed pixel data; the first fragment is the basic offset table and may be empty. */
    public static DicomElement encapsulated(List<ByteBuffer> fragments) {
        if (fragments.isEmpty()) {
            throw new IllegalArgumentException("compressed pixel data must begin with a basic offset table");
        }
        return new DicomElement(Tags.PIXEL_DATA, Vr.OB, NONE, List.of(), fragments);
    }

    public boolean isSequence() {
        return vr == Vr.SQ;
    }

    public boolean isEncapsulated() {
        return !fragments.isEmpty();
    }

    /** Bytes of the value as stored, its padding included. */
    public int valueBytes() {
        return value.limit();
    }

    /** A copy of the value as stored, its words in little endian. */
    public byte[] bytes() {
        return littleEndian(0, value.limit());
    }

    /** @param length to be a multiple of the word, as {@code from} is, but at the end of the value */
    byte[] littleEndian(int from, int length) {
        byte[] bytes = new byte[length];
        value.get(from, bytes);
        if (value.order() == ByteOrder.BIG_ENDIAN) {
            swapWords(bytes, vr.wordBytes());
        }
        return bytes;
    }

    static void swapWords(byte[] bytes, int wordBytes) {
        for (int word = 0; wordBytes > 1 && word + wordBytes <= bytes.length; word += wordBytes) {
            for (int i = 0; i < wordBytes / 2; i++) {
                byte first = bytes[word + i];
                bytes[word + i] = bytes[word + wordBytes - 1 - i];
                bytes[word + wordBytes - 1 - i] = first;
            }
        }
    }

    /** The same element in memory of its own. */
    DicomElement detached() {
        return new DicomElement(
                tag,
                vr,
                ByteBuffer.wrap(bytes()).order(ByteOrder.LITTLE_ENDIAN),
                items.stream().map(DicomDataset::detached).toList(),
                fragments.stream().map(DicomElement::copy).toList());
    }

    private static ByteBuffer copy(ByteBuffer from) {
        byte[] bytes = new byte[from.limit()];
        from.get(0, bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static ByteBuffer readOnly(ByteBuffer buffer) {
        return buffer.slice().asReadOnlyBuffer().order(buffer.order());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DicomElement that
                && tag.equals(that.tag)
                && vr == that.vr
                && items.equals(that.items)
                && fragments.equals(that.fragments)
                && sameValue(that);
    }

    private boolean sameValue(DicomElement that) {
        boolean sameOrder = value.order() == that.value.order() || vr.wordBytes() == 1;
        return value.limit() == that.value.limit()
                && (sameOrder ? value.equals(that.value) : Arrays.equals(bytes(), that.bytes()));
    }

    @Override
    public int hashCode() {
        return 31 * tag.hashCode() + value.limit();
    }

    /** Says tag, representation and length only: the value may be the patient's. */
    @Override
    public String toString() {
        return tag + " " + vr + (isSequence() ? ", " + items.size() + " items" : ", " + value.limit() + " bytes");
    }
}
