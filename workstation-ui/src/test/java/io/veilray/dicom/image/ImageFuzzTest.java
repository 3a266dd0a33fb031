package io.veilray.dicom.image;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DatasetCodec;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.Vr;
import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Image headers, tables and overlays around a few pixels, as hostile data sets; the first byte chooses the syntax. */
class ImageFuzzTest extends FuzzTest {
    private static final List<TransferSyntax> SYNTAXES = List.of(
            TransferSyntax.EXPLICIT_LITTLE,
            TransferSyntax.IMPLICIT_LITTLE,
            TransferSyntax.EXPLICIT_BIG,
            TransferSyntax.RLE,
            TransferSyntax.JPEG_LS);

    @Override
    protected Map<String, List<byte[]>> seeds() {
        DatasetBuilder grey = TestImages.words(TestImages.gray(3, 2, 16, 12), 0, 1, 2, 3, 4, 5)
                .text(Tags.RESCALE_SLOPE, "2")
                .text(Tags.WINDOW_CENTER, "40")
                .text(Tags.WINDOW_WIDTH, "400")
                .bytes(new Tag(0x6000, 0x0010), Vr.US, TestImages.words(2))
                .bytes(new Tag(0x6000, 0x0011), Vr.US, TestImages.words(5))
                .bytes(new Tag(0x6000, 0x3000), Vr.OW, TestImages.words(0x211));
        DicomDataset table = TestImages.table(
                        DicomDataset.builder(),
                        Tags.LUT_DESCRIPTOR,
                        Tags.LUT_DATA,
                        4,
                        0,
                        8,
                        (byte) 1,
                        (byte) 2,
                        (byte) 3,
                        (byte) 4)
                .build();
        DatasetBuilder tabled = TestImages.words(TestImages.gray(2, 1, 16, 12), 0, 1)
                .sequence(Tags.MODALITY_LUT_SEQUENCE, table)
                .sequence(Tags.VOI_LUT_SEQUENCE, table);
        DatasetBuilder colour =
                TestImages.image("RGB", 2, 1, 8).bytes(Tags.PIXEL_DATA, Vr.OW, TestImages.bytes(1, 2, 3, 4, 5, 6));
        return Map.of(
                "image",
                List.of(behind(0, grey), behind(1, grey), behind(2, grey), behind(0, tabled), behind(0, colour)));
    }

    private static byte[] behind(int syntax, DatasetBuilder image) {
        byte[] written = DatasetCodec.write(image.build(), SYNTAXES.get(syntax));
        byte[] out = new byte[written.length + 1];
        out[0] = (byte) syntax;
        System.arraycopy(written, 0, out, 1, written.length);
        return out;
    }

    /** 64 MB are believed of a compressed frame whatever its size: a blank one compresses to almost nothing. */
    @Fuzz(most = 768, kilobytes = 1 << 20, perByte = 4096, refusals = DicomException.class)
    static void image(byte[] input) throws DicomException {
        if (input.length == 0) {
            return;
        }
        TransferSyntax syntax = SYNTAXES.get((input[0] & 0xff) % SYNTAXES.size());
        DicomImage image = DicomImage.of(
                DatasetCodec.read(ByteBuffer.wrap(Arrays.copyOfRange(input, 1, input.length)), syntax), syntax);
        image.notes();
        DicomFrame frame = image.decode(1);
        frame.appearance().overlays();
    }
}
