package io.veilray.dicom.image;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DatasetCodec;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.Vr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;

/** Data sets of images, made element by element. */
public final class TestImages {
    private TestImages() {}

    /** The elements of a monochrome image but for its pixel data. */
    public static DatasetBuilder gray(int columns, int rows, int allocated, int stored) {
        return image("MONOCHROME2", columns, rows, allocated)
                .integers(Tags.BITS_STORED, stored)
                .integers(Tags.HIGH_BIT, stored - 1)
                .integers(Tags.PIXEL_REPRESENTATION, 0);
    }

    public static DatasetBuilder image(String photometric, int columns, int rows, int allocated) {
        boolean colour = !photometric.startsWith("MONOCHROME") && !photometric.startsWith("PALETTE");
        return DicomDataset.builder()
                .integers(Tags.SAMPLES_PER_PIXEL, colour ? 3 : 1)
                .text(Tags.PHOTOMETRIC_INTERPRETATION, photometric)
                .integers(Tags.ROWS, rows)
                .integers(Tags.COLUMNS, columns)
                .integers(Tags.BITS_ALLOCATED, allocated);
    }

    /** Bytes, padded to an even length. */
    public static byte[] bytes(int... values) {
        byte[] bytes = new byte[(values.length + 1) / 2 * 2];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** Words of 16 bits in little endian. */
    public static byte[] words(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }

    static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return bytes.array();
    }

    static DatasetBuilder words(DatasetBuilder image, int... values) {
        return image.bytes(Tags.PIXEL_DATA, Vr.OW, words(values));
    }

    /** Three numbers and the entries of a look-up table. */
    static DatasetBuilder table(
            DatasetBuilder at, Tag descriptor, Tag data, int count, int first, int bits, byte... entries) {
        return at.bytes(descriptor, Vr.US, words(count, first, bits)).bytes(data, Vr.OW, entries);
    }

    /** The same image as it comes out of a data set in each of the uncompressed syntaxes. */
    static Stream<DicomImage> written(DatasetBuilder image) {
        return Stream.of(
                        TransferSyntax.EXPLICIT_LITTLE,
                        TransferSyntax.IMPLICIT_LITTLE,
                        TransferSyntax.EXPLICIT_BIG,
                        TransferSyntax.DEFLATED)
                .map(syntax -> {
                    try {
                        byte[] bytes = DatasetCodec.write(image.build(), syntax);
                        return DicomImage.of(DatasetCodec.read(ByteBuffer.wrap(bytes), syntax), syntax);
                    } catch (DicomException e) {
                        throw new AssertionError(syntax + ": " + e.getMessage(), e);
                    }
                });
    }

    static DicomImage read(DatasetBuilder image) throws DicomException {
        return DicomImage.of(image.build(), TransferSyntax.EXPLICIT_LITTLE);
    }
}
