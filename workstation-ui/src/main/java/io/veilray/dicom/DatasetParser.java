package io.veilray.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Turns bytes into a data set, PS3.5 section 7, in the byte order of its cursor; bounded in depth and in number of
 * elements, so that its memory is at most some tens of times the bytes it reads.
 */
final class DatasetParser {
    /** Deepest nesting of sequences; the standard sets none, real files stay below ten. */
    static final int MAX_DEPTH = 32;
    /** Most elements of one file, nested ones and fragments included. */
    static final int MAX_ELEMENTS = 1_000_000;

    private static final long UNDEFINED = 0xFFFFFFFFL;

    private record Header(Vr vr, long length) {}

    private final List<String> notes = new ArrayList<>();
    private int elements;

    /** Sentences about what was not as the standard asks and was read all the same. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Reads all that remains. */
    DicomDataset dataset(Cursor in, boolean explicit) throws DicomException {
        return dataset(in, StartOfData.isExplicit(in, explicit), 0, false);
    }

    /** Reads the elements of one group for as long as there are any: the file meta information, a command. */
    DicomDataset group(Cursor in, int group, boolean explicit) throws DicomException {
        TreeMap<Tag, DicomElement> found = new TreeMap<>();
        while (in.nextGroup() == group) {
            add(found, element(in, in.tag(), explicit, 0), in);
        }
        return new DicomDataset(found);
    }

    /** @param delimited whether an item delimitation ends the data set, rather than the end of the piece */
    private DicomDataset dataset(Cursor in, boolean explicit, int depth, boolean delimited) throws DicomException {
        TreeMap<Tag, DicomElement> found = new TreeMap<>();
        while (!in.atEnd() && !(depth == 0 && isPadding(in))) {
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

    private boolean isPadding(Cursor in) {
        boolean padding = in.nextGroup() <= 0 && in.onlyZerosLeft();
        if (padding) {
            notes.add(
                    "The file ends in " + in.remaining() + " zero bytes that belong to no element; they are left out.");
        }
        return padding;
    }

    /** Of an element that occurs twice the first counts, unless it decides what the picture looks like. */
    private void add(TreeMap<Tag, DicomElement> found, DicomElement element, Cursor in) throws DicomException {
        count(in);
        Tag tag = element.tag();
        if (found.putIfAbsent(tag, element) == null) {
            return;
        }
        if (tag.group() == Tags.ROWS.group() || isPixels(tag)) {
            throw new DicomException(tag + " occurs twice before byte " + in.offset());
        }
        notes.add(tag + " occurs twice before byte " + in.offset() + "; the first is used.");
    }

    private void count(Cursor in) throws DicomException {
        if (++elements > MAX_ELEMENTS) {
            throw new DicomException("at byte " + in.offset() + ", more than " + MAX_ELEMENTS
                    + " elements, items and fragments: no image needs so many");
        }
    }

    private DicomElement element(Cursor in, Tag tag, boolean explicit, int depth) throws DicomException {
        Header header = explicit ? explicitHeader(in, tag) : new Header(Dictionary.vr(tag), in.u32(tag));
        if (header.length() == UNDEFINED) {
            return undefinedLength(in, tag, header.vr(), explicit, depth);
        }
        if (header.vr() == Vr.SQ) {
            return DicomElement.sequence(tag, items(in.piece(header.length(), tag), tag, explicit, depth + 1, false));
        }
        boolean cut = depth == 0 && isPixels(tag) && header.length() > in.remaining();
        if (cut) {
            notes.add("The file is cut off: at byte " + in.offset() + ", " + tag + " needs " + header.length()
                    + " bytes and " + in.remaining() + " remain.");
        }
        return DicomElement.of(tag, header.vr(), in.take(cut ? in.remaining() : header.length(), tag));
    }

    private static boolean isPixels(Tag tag) {
        return tag.group() == Tags.PIXEL_DATA.group();
    }

    private Header explicitHeader(Cursor in, Tag tag) throws DicomException {
        int at = in.offset();
        int first = in.peek(0);
        int second = in.peek(1);
        Vr vr = Vr.of(first, second).orElse(null);
        if (vr == null) {
            return withoutVr(in, tag, at, first, second);
        }
        in.u16(tag);
        if (!vr.wideLength()) {
            return new Header(vr, in.u16(tag));
        }
        in.u16(tag);
        return new Header(vr, in.u32(tag));
    }

    /** Some writers leave single elements implicit in an explicit file: taken so if the length can be one. */
    private Header withoutVr(Cursor in, Tag tag, int at, int first, int second) throws DicomException {
        long length = in.u32(tag);
        if (length > in.remaining()) {
            throw new DicomException(String.format(
                    "at byte %d, %s has bytes %02X %02X where a value representation must stand",
                    at, tag, first, second));
        }
        notes.add("At byte " + at + ", " + tag + " has no value representation; the dictionary's is used.");
        return new Header(Dictionary.vr(tag), length);
    }

    private DicomElement undefinedLength(Cursor in, Tag tag, Vr vr, boolean explicit, int depth) throws DicomException {
        if (depth == 0 && tag.equals(Tags.PIXEL_DATA) && vr != Vr.SQ) {
            return DicomElement.encapsulated(fragments(in));
        }
        if (vr != Vr.SQ && vr != Vr.UN) {
            throw new DicomException("at byte " + in.offset() + ", " + tag
                    + " has undefined length, which only a sequence or compressed pixel data may have");
        }
        return DicomElement.sequence(
                tag, vr == Vr.SQ ? items(in, tag, explicit, depth + 1, true) : implicitItems(in, tag, depth));
    }

    /** A sequence under UN is in implicit little endian whatever its file is in (PS3.5 section 6.2.2). */
    private List<DicomDataset> implicitItems(Cursor in, Tag tag, int depth) throws DicomException {
        ByteOrder order = in.order();
        in.order(ByteOrder.LITTLE_ENDIAN);
        List<DicomDataset> items = items(in, tag, false, depth + 1, true);
        in.order(order);
        return items;
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
            count(in);
            if (!tag.equals(Tags.ITEM)) {
                throw new DicomException(
                        "at byte " + at + ", " + tag + " stands where an item of " + sequence + " must begin");
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

    /** Compressed pixel data, PS3.5 annex A.4; what a cut file still has of them. */
    private List<ByteBuffer> fragments(Cursor in) throws DicomException {
        List<ByteBuffer> fragments = new ArrayList<>();
        while (in.remaining() >= 8) {
            int at = in.offset();
            Tag tag = in.tag();
            long length = in.u32(tag);
            if (tag.equals(Tags.SEQUENCE_DELIMITATION)) {
                return ended(fragments, at);
            }
            count(in);
            if (!tag.equals(Tags.ITEM) || length == UNDEFINED) {
                throw new DicomException(
                        "at byte " + at + ", " + tag + (length == UNDEFINED ? " of undefined length" : "")
                                + " stands where a fragment of " + Tags.PIXEL_DATA + " must begin");
            }
            fragments.add(in.take(Math.min(length, in.remaining()), tag));
        }
        notes.add("The file is cut off: at byte " + in.offset() + ", " + Tags.PIXEL_DATA + " has no end.");
        in.take(in.remaining(), Tags.PIXEL_DATA);
        return ended(fragments, in.offset());
    }

    private static List<ByteBuffer> ended(List<ByteBuffer> fragments, int at) throws DicomException {
        if (fragments.isEmpty()) {
            throw new DicomException("before byte " + at + ", " + Tags.PIXEL_DATA + " has no basic offset table");
        }
        return fragments;
    }
}
