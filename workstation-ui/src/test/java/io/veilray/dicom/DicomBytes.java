package io.veilray.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds DICOM files byte by byte for tests, right or wrong as they need. */
public final class DicomBytes {
    public static final String IMPLICIT = "1.2.840.10008.1.2";
    public static final String EXPLICIT = "1.2.840.10008.1.2.1";
    static final int UNDEFINED = -1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean explicit;

    private DicomBytes(boolean explicit) {
        this.explicit = explicit;
    }

    public static DicomBytes file(String transferSyntax) {
        DicomBytes file = new DicomBytes(true);
        file.out.writeBytes(new byte[128]);
        file.out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        file.text(0x00020010, "UI", transferSyntax);
        DicomBytes body = new DicomBytes(!transferSyntax.equals(IMPLICIT));
        body.out.writeBytes(file.out.toByteArray());
        return body;
    }

    /** Elements alone, for the items of a sequence. */
    public static DicomBytes part(boolean explicit) {
        return new DicomBytes(explicit);
    }

    /** The elements of a grey image but for its pixel data. */
    public static DicomBytes image(String transferSyntax, int columns, int rows, int allocated, int stored) {
        return file(transferSyntax)
                .number(0x00280002, 1)
                .text(0x00280004, "CS", "MONOCHROME2")
                .number(0x00280010, rows)
                .number(0x00280011, columns)
                .number(0x00280100, allocated)
                .number(0x00280101, stored)
                .number(0x00280102, stored - 1)
                .number(0x00280103, 0);
    }

    public DicomBytes text(int tag, String vr, String value) {
        return value(tag, vr, (value + (value.length() % 2 == 1 ? " " : "")).getBytes(StandardCharsets.US_ASCII));
    }

    public DicomBytes number(int tag, int value) {
        return value(tag, "US", little(2).putShort((short) value).array());
    }

    public DicomBytes pixels(int bits, int... values) {
        ByteBuffer data = little((values.length * bits / 8 + 1) / 2 * 2);
        for (int value : values) {
            if (bits == 8) {
                data.put((byte) value);
            } else {
                data.putShort((short) value);
            }
        }
        return value(0x7FE00010, "OW", data.array());
    }

    public DicomBytes value(int tag, String vr, byte[] value) {
        return header(tag, vr, value.length).raw(value);
    }

    /** A sequence of items of defined length. */
    public DicomBytes sequence(int tag, DicomBytes... items) {
        DicomBytes all = new DicomBytes(explicit);
        for (DicomBytes item : items) {
            all.mark(0xFFFEE000, item.bytes().length).raw(item.bytes());
        }
        return value(tag, "SQ", all.bytes());
    }

    DicomBytes header(int tag, String vr, int length) {
        raw(little(4).putShort((short) (tag >>> 16)).putShort((short) tag).array());
        if (!explicit) {
            return raw(little(4).putInt(length).array());
        }
        raw(vr.getBytes(StandardCharsets.US_ASCII));
        return Vr.valueOf(vr).wideLength()
                ? raw(little(6).putShort((short) 0).putInt(length).array())
                : raw(little(2).putShort((short) length).array());
    }

    /** An item tag or a delimitation: these have no representation in any syntax. */
    DicomBytes mark(int tag, int length) {
        return raw(little(8)
                .putShort((short) (tag >>> 16))
                .putShort((short) tag)
                .putInt(length)
                .array());
    }

    DicomBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    public DicomDataset parse() throws DicomException {
        return DicomFile.of(bytes()).dataset();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
