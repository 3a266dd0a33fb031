package io.veilray.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads and writes bare data sets, as they travel on the network and stand in a file behind its meta information. */
public final class DatasetCodec {
    /** Most bytes that a deflated data set may become. */
    static final int MAX_INFLATED_BYTES = 1 << 29;

    private static final int COMMAND_GROUP = 0x0000;

    private DatasetCodec() {}

    /** @return views into {@code bytes}, but for deflated ones */
    public static DicomDataset read(ByteBuffer bytes, TransferSyntax syntax) throws DicomException {
        return dataset(new DatasetParser(), new Cursor(bytes, 0), syntax);
    }

    static DicomDataset dataset(DatasetParser parser, Cursor in, TransferSyntax syntax) throws DicomException {
        Cursor from = syntax == TransferSyntax.DEFLATED ? inflated(in) : in;
        from.order(syntax == TransferSyntax.EXPLICIT_BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return parser.dataset(from, syntax.explicit());
    }

    public static byte[] write(DicomDataset dataset, TransferSyntax syntax) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new DatasetWriter(out, syntax).deflatedIfAsked(dataset);
        } catch (IOException e) { // an array does not fail
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Reads a command set, PS3.7 section 6.3.1: the elements of group 0000 in implicit little endian. */
    public static DicomDataset readCommand(ByteBuffer bytes) throws DicomException {
        Cursor in = new Cursor(bytes.slice().order(ByteOrder.LITTLE_ENDIAN), 0);
        DicomDataset command = new DatasetParser().group(in, COMMAND_GROUP, false);
        if (!in.atEnd()) {
            throw new DicomException("at byte " + in.offset() + ", a command holds what is not of group 0000");
        }
        return command;
    }

    /** Writes a command set with its group length in front. */
    public static byte[] writeCommand(DicomDataset command) {
        byte[] elements =
                write(command.toBuilder().remove(Tags.COMMAND_GROUP_LENGTH).build(), TransferSyntax.IMPLICIT_LITTLE);
        DicomDataset length = DicomDataset.builder()
                .integers(Tags.COMMAND_GROUP_LENGTH, elements.length)
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(write(length, TransferSyntax.IMPLICIT_LITTLE));
        out.writeBytes(elements);
        return out.toByteArray();
    }

    /** RFC 1951 without a frame, PS3.5 annex A.5. */
    private static Cursor inflated(Cursor in) throws DicomException {
        int start = in.offset();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(in.take(in.remaining(), "the deflated data set"));
            byte[] piece = new byte[1 << 16];
            for (int length = -1; length != 0 && !inflater.finished(); ) {
                length = inflater.inflate(piece);
                out.write(piece, 0, length);
                if (out.size() > MAX_INFLATED_BYTES) {
                    throw new DicomException("the deflated data set from byte " + start + " on becomes more than "
                            + MAX_INFLATED_BYTES + " bytes: that is the most that is read");
                }
            }
            if (!inflater.finished()) {
                throw new DicomException("the deflated data set from byte " + start + " on has no end: the file is cut"
                        + " off or damaged");
            }
        } catch (DataFormatException e) {
            throw new DicomException("the deflated data set from byte " + start + " on is damaged");
        }
        return new Cursor(ByteBuffer.wrap(out.toByteArray()), 0);
    }
}
