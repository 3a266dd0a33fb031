package io.veilray.dicom;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Turns bytes into a data set, PS3.5 section 7, little endian; bounded in depth and in number of elements. */
final class DatasetParser {
    /** Deepest nesting of sequences; the standard sets none, real files stay below ten. */
    static final int MAX_DEPTH = 32;
    /** Most elements of one file, nested ones included. */
    static final int MAX_ELEMENTS = 1_000_000;

    private static final long UNDEFINED = 0xFFFFFFFFL;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private record Header(Vr vr, long length) {}

    private int elements;

    /** Reads all that remains. */
    DicomDataset dataset(Cursor in, boolean explicit) throws DicomException {
        return dataset(in, explicit, 0, false);
    }

    /** Reads the file meta information: explicit elements for as long as they are of group 0002. */
    DicomDataset metaInformation(Cursor in) throws DicomException {
        TreeMap<Tag, DicomElement> found = new TreeMap<>();
        while (in.nextGroup() == 0x0002) {
            add(found, element(in, in.tag(), true, 0), in);
        }
        return new DicomDataset(found);
    }

    /** @param delimited whether an item delimitation ends the data set, rather than the end of the piece */
    private DicomDataset dataset(Cursor in, boolean explicit, int depth, boolean delimited) throws DicomException {
        TreeMap<Tag, DicomElement> found = new TreeMap<>();
        while (!in.atEnd()) {
            int at = in.offset();
            Tag tag = in.tag();
            if (delimited && tag.equals(Tags.ITEM_DELIMITATION)) {
                in.u32(tag);
                return new DicomDataset(found);
            }
            if (tag.group() == 0xFFFE || tag.group() == 0) {
                throw new DicomException("at byte " + at + ", " + tag + " cannot stand in a data set");
            }
            add(found, element(in, tag, explicit, depth), in);
        }
        if (delimited) {
            throw new DicomException("at byte " + in.offset() + ", an item of undefined length has no end");
        }
        return new DicomDataset(found);
    }

    private void add(TreeMap<Tag, DicomElement> found, DicomElement element, Cursor in) throws DicomException {
        if (++elements > MAX_ELEMENTS) {
            throw new DicomException(
                    "at byte " + in.offset() + ", more than " + MAX_ELEMENTS + " elements: no image needs so many");
        }
        if (found.put(element.tag(), element) != null) {
            throw new DicomException(element.tag() + " occurs twice before byte " + in.offset());
        }
    }

    private DicomElement element(Cursor in, Tag tag, boolean explicit, int depth) throws DicomException {
        Header header = explicit ? explicitHeader(in, tag) : new Header(Tags.vr(tag), in.u32(tag));
        if (header.length() == UNDEFINED) {
            return undefinedLength(in, tag, header.vr(), explicit, depth);
        }
        if (header.vr() == Vr.SQ) {
            return sequence(tag, items(in.piece(header.length(), tag), tag, explicit, depth + 1, false));
        }
        return new DicomElement(tag, header.vr(), in.take(header.length(), tag), List.of());
    }

    private static Header explicitHeader(Cursor in, Tag tag) throws DicomException {
        int at = in.offset();
        int first = in.u8(tag);
        int second = in.u8(tag);
        Vr vr = Vr.of(first, second)
                .orElseThrow(() -> new DicomException(String.format(
                        "at byte %d, %s has bytes %02X %02X where a value representation must stand",
                        at, tag, first, second)));
        if (!vr.wideLength()) {
            return new Header(vr, in.u16(tag));
        }
        in.u16(tag);
        return new Header(vr, in.u32(tag));
    }

    /** A sequence; under UN, or in an implicit file whatever the dictionary says, one in implicit VR (PS3.5 6.2.2). */
    private DicomElement undefinedLength(Cursor in, Tag tag, Vr vr, boolean explicit, int depth) throws DicomException {
        if (tag.equals(Tags.PIXEL_DATA) || vr != Vr.SQ && vr != Vr.UN) {
            throw new DicomException("at byte " + in.offset() + ", " + tag
                    + " has undefined length, which only a sequence may have in an uncompressed file");
        }
        return sequence(tag, items(in, tag, explicit && vr == Vr.SQ, depth + 1, true));
    }

    private static DicomElement sequence(Tag tag, List<DicomDataset> items) {
        return new DicomElement(tag, Vr.SQ, EMPTY, items);
    }

    private List<DicomDataset> items(Cursor in, Tag sequence, boolean explicit, int depth, boolean delimited)
            throws DicomException {
        if (depth > MAX_DEPTH) {
            throw new DicomException(
                    "at byte " + in.offset() + ", " + sequence + " is nested deeper than " + MAX_DEPTH + " sequences");
        }
        List<DicomDataset> items = new ArrayList<>();
        while (!in.atEnd()) {
            int at = in.offset();
            Tag tag = in.tag();
            long length = in.u32(tag);
            if (delimited && tag.equals(Tags.SEQUENCE_DELIMITATION)) {
                return items;
            }
            if (!tag.equals(Tags.ITEM) || ++elements > MAX_ELEMENTS) {
                throw new DicomException("at byte " + at + ", " + tag + " stands where an item of " + sequence
                        + " must begin, or items exceed " + MAX_ELEMENTS);
            }
            items.add(
                    length == UNDEFINED
                            ? dataset(in, explicit, depth, true)
                            : dataset(in.piece(length, tag), explicit, depth, false));
        }
        if (delimited) {
            throw new DicomException("at byte " + in.offset() + ", " + sequence + " of undefined length has no end");
        }
        return items;
    }
}
