package io.veilray.dicom.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DatasetCodec;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.Vr;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes that flip in a file must end in another picture or in a sentence, never in an error of the program. */
class DamagedImagesTest {
    private static final int ROUNDS = 3000;

    private static DicomDataset table(int first) {
        return DicomDataset.builder()
                .bytes(Tags.LUT_DESCRIPTOR, Vr.US, TestImages.words(5, first, 8))
                .bytes(Tags.LUT_DATA, Vr.OW, TestImages.bytes(1, 20, 90, 100, 250))
                .build();
    }

    private static DatasetBuilder gray(int allocated) {
        return TestImages.gray(4, 3, allocated, Math.min(allocated, 12))
                .integers(Tags.NUMBER_OF_FRAMES, 2)
                .integers(Tags.PIXEL_PADDING_VALUE, 3)
                .decimals(Tags.WINDOW_CENTER, 40)
                .decimals(Tags.WINDOW_WIDTH, 400)
                .text(Tags.VOI_LUT_FUNCTION, "SIGMOID")
                .sequence(Tags.MODALITY_LUT_SEQUENCE, table(0))
                .sequence(Tags.VOI_LUT_SEQUENCE, table(2))
                .bytes(new Tag(0x6000, 0x0010), Vr.US, TestImages.words(3))
                .bytes(new Tag(0x6000, 0x0011), Vr.US, TestImages.words(4))
                .bytes(new Tag(0x6000, 0x0050), Vr.SS, TestImages.words(1, 1))
                .bytes(new Tag(0x6000, 0x3000), Vr.OW, TestImages.words(0xABC))
                .bytes(Tags.PIXEL_DATA, Vr.OW, new byte[24 * Math.max(8, allocated) / 8]);
    }

    private static DatasetBuilder palette() {
        DatasetBuilder image = TestImages.image("PALETTE COLOR", 4, 3, 8);
        byte[] pieces = TestImages.words(0, 2, 100, 200, 1, 3, 800, 2, 1, 0, 0, 0, 1, 5);
        Tag[] descriptors = {Tags.RED_PALETTE_DESCRIPTOR, Tags.GREEN_PALETTE_DESCRIPTOR, Tags.BLUE_PALETTE_DESCRIPTOR};
        Tag[] data = {Tags.SEGMENTED_RED_PALETTE, Tags.SEGMENTED_GREEN_PALETTE, Tags.SEGMENTED_BLUE_PALETTE};
        for (int i = 0; i < 3; i++) {
            TestImages.table(image, descriptors[i], data[i], 8, 0, 16, pieces);
        }
        return image.bytes(Tags.PIXEL_DATA, Vr.OB, new byte[12]);
    }

    @Test
    void flippedBytes_endInAPictureOrASentence() {
        List<DatasetBuilder> images = List.of(gray(1), gray(8), gray(12), gray(16), gray(32), palette());
        long seed = 20261121;
        Random random = new Random(seed);
        int pictures = 0;
        int sentences = 0;
        for (int round = 0; round < ROUNDS; round++) {
            TransferSyntax syntax = round % 2 == 0 ? TransferSyntax.EXPLICIT_LITTLE : TransferSyntax.EXPLICIT_BIG;
            byte[] bytes = DatasetCodec.write(images.get(round % images.size()).build(), syntax);
            for (int flip = 0; flip <= random.nextInt(3); flip++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                DicomImage image = DicomImage.of(DatasetCodec.read(ByteBuffer.wrap(bytes), syntax), syntax);
                if ((long) image.widthPx() * image.heightPx() < 1 << 20) {
                    image.decode(image.frames());
                    pictures++;
                }
            } catch (DicomException e) {
                sentences++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
        assertTrue(pictures > ROUNDS / 4 && sentences > ROUNDS / 20, pictures + " and " + sentences);
    }
}
