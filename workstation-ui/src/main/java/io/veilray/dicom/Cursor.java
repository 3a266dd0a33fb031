package io.veilray.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/** Reads forward through a bounded piece of a file; every length is checked against what remains before it is used. */
final class Cursor {
    private final ByteBuffer bytes;
    private final int start;

    /**
     * @param bytes read in its byte order
     * @param start where in the file the piece begins, for messages
     */
    Cursor(ByteBuffer bytes, int start) {
        this.bytes = bytes.slice().order(bytes.order());
        this.start = start;
    }

    int remaining() {
        return bytes.remaining();
    }

    ByteOrder order() {
        return bytes.order();
    }

    /** Reads what follows in that order. */
    void order(ByteOrder order) {
        bytes.order(order);
    }

    /** Looks at a byte ahead without taking it; -1 past the end. */
    int peek(int ahead) {
        int at = bytes.position() + ahead;
        return at < bytes.limit() ? Byte.toUnsignedInt(bytes.get(at)) : -1;
    }

    /** Whether nothing but zeros is left. */
    boolean onlyZerosLeft() {
        return IntStream.range(bytes.position(), bytes.limit()).allMatch(at -> bytes.get(at) == 0);
    }

    boolean atEnd() {
        return !bytes.hasRemaining();
    }

    /** Offset of the next byte in the file. */
    int offset() {
        return start + bytes.position();
    }

    int u8(Object what) throws DicomException {
        require(1, what);
        return Byte.toUnsignedInt(bytes.get());
    }

    int u16(Object what) throws DicomException {
        require(2, what);
        return Short.toUnsignedInt(bytes.getShort());
    }

    long u32(Object what) throws DicomException {
        require(4, what);
        return Integer.toUnsignedLong(bytes.getInt());
    }

    Tag tag() throws DicomException {
        require(4, "a tag");
        return new Tag(Short.toUnsignedInt(bytes.getShort()), Short.toUnsignedInt(bytes.getShort()));
    }

    /** The group of the tag that comes next, or -1 where no tag fits. */
    int nextGroup() {
        return bytes.remaining() < 4 ? -1 : Short.toUnsignedInt(bytes.getShort(bytes.position()));
    }

    /** The next bytes as a view, without copying. */
    ByteBuffer take(long length, Object what) throws DicomException {
        require(length, what);
        ByteBuffer view = bytes.slice(bytes.position(), (int) length).order(bytes.order());
        bytes.position(bytes.position() + (int) length);
        return view;
    }

    /** The next bytes as a piece of their own. */
    Cursor piece(long length, Object what) throws DicomException {
        int from = offset();
        return new Cursor(take(length, what), from);
    }

    private void require(long length, Object what) throws DicomException {
        if (length > bytes.remaining()) {
            throw new DicomException("at byte " + offset() + ", " + what + " needs " + length + " bytes and "
                    + bytes.remaining() + " remain: the file is cut off or damaged");
        }
    }
}
