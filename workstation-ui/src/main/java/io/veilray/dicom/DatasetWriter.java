package io.veilray.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Turns a data set into bytes, PS3.5 section 7. Sequences and items have undefined length; group lengths are left out. */
final class DatasetWriter {
    private static final int UNDEFINED = -1;
    private static final int PIECE_BYTES = 1 << 16;
    private static final int LONGEST_NARROW = 0xFFFE;

    private final OutputStream out;
    private final TransferSyntax syntax;
    private final ByteOrder order;

    DatasetWriter(OutputStream out, TransferSyntax syntax) {
        this.out = out;
        this.syntax = syntax;
        this.order = syntax == TransferSyntax.EXPLICIT_BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    void deflatedIfAsked(DicomDataset dataset) throws IOException {
        if (syntax != TransferSyntax.DEFLATED) {
            write(dataset);
            return;
        }
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            CountedOutput counted = new CountedOutput(out);
            DeflaterOutputStream deflated = new DeflaterOutputStream(counted, deflater);
            new DatasetWriter(deflated, TransferSyntax.EXPLICIT_LITTLE).write(dataset);
            deflated.finish();
            if (counted.count() % 2 != 0) { // PS3.5 annex A.5
                out.write(0);
            }
        } finally {
            deflater.end();
        }
    }

    /** @throws IllegalArgumentException if the pixel data are compressed and the syntax is not, or the other way round */
    void write(DicomDataset dataset) throws IOException {
        for (DicomElement element : dataset) {
            if (element.tag().element() != 0 || element.tag().group() <= 2) {
                write(element);
            }
        }
    }

    private void write(DicomElement element) throws IOException {
        if (element.isSequence()) {
            sequence(element);
        } else if (element.isEncapsulated()) {
            encapsulated(element);
        } else {
            value(element);
        }
    }

    private void sequence(DicomElement element) throws IOException {
        header(element.tag(), Vr.SQ, UNDEFINED);
        for (DicomDataset item : element.items()) {
            mark(Tags.ITEM, UNDEFINED);
            write(item);
            mark(Tags.ITEM_DELIMITATION, 0);
        }
        mark(Tags.SEQUENCE_DELIMITATION, 0);
    }

    private void encapsulated(DicomElement element) throws IOException {
        if (!syntax.isEncapsulated()) {
            throw new IllegalArgumentException(
                    element.tag() + " is compressed and cannot be written in " + syntax.title() + ": decode it first");
        }
        header(element.tag(), element.vr(), UNDEFINED);
        for (ByteBuffer fragment : element.fragments()) {
            int length = fragment.limit();
            mark(Tags.ITEM, length + length % 2);
            DicomElement bytes = DicomElement.of(element.tag(), Vr.OB, fragment);
            copy(bytes, Vr.OB);
        }
        mark(Tags.SEQUENCE_DELIMITATION, 0);
    }

    private void value(DicomElement element) throws IOException {
        if (syntax.isEncapsulated() && element.tag().equals(Tags.PIXEL_DATA)) {
            throw new IllegalArgumentException(
                    element.tag() + " is not compressed and cannot be written in " + syntax.title());
        }
        int length = element.valueBytes() + element.valueBytes() % 2;
        // too long for its representation: PS3.5 section 6.2.2 note 2
        Vr vr = syntax.explicit() && !element.vr().wideLength() && length > LONGEST_NARROW ? Vr.UN : element.vr();
        header(element.tag(), vr, length);
        copy(element, vr);
    }

    /** Words stay little endian under UN, which has no words. */
    private void copy(DicomElement element, Vr vr) throws IOException {
        int length = element.valueBytes();
        for (int from = 0; from < length; from += PIECE_BYTES) {
            byte[] piece = element.littleEndian(from, Math.min(PIECE_BYTES, length - from));
            if (order == ByteOrder.BIG_ENDIAN && vr != Vr.UN) {
                DicomElement.swapWords(piece, vr.wordBytes());
            }
            out.write(piece);
        }
        if (length % 2 != 0) {
            out.write(element.vr().padding());
        }
    }

    private void header(Tag tag, Vr vr, int length) throws IOException {
        tag(tag);
        if (!syntax.explicit()) {
            number(length, 4);
            return;
        }
        out.write(vr.name().getBytes(StandardCharsets.US_ASCII));
        if (vr.wideLength()) {
            number(0, 2);
        }
        number(length, vr.wideLength() ? 4 : 2);
    }

    private void mark(Tag tag, int length) throws IOException {
        tag(tag);
        number(length, 4);
    }

    private void tag(Tag tag) throws IOException {
        number(tag.group(), 2);
        number(tag.element(), 2);
    }

    private void number(int value, int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            int place = order == ByteOrder.BIG_ENDIAN ? bytes - 1 - i : i;
            out.write(value >>> 8 * place);
        }
    }
}
