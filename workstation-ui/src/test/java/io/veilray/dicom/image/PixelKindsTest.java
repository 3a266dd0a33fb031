package io.veilray.dicom.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tags;
import io.veilray.dicom.Vr;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** A bit that is read from the wrong place is another tissue: every kind of sample, in every byte order. */
class PixelKindsTest {
    private static void assertValues(DatasetBuilder image, int frame, double... wanted) {
        TestImages.written(image).forEach(read -> {
            try {
                Slice slice = read.frame(frame);
                for (int i = 0; i < wanted.length; i++) {
                    assertEquals(
                            (float) wanted[i], slice.value(i % slice.widthPx(), i / slice.widthPx()), "pixel " + i);
                }
            } catch (DicomException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Three frames of five pixels are fifteen bits in a row, the first in the lowest bit: no frame begins a byte. */
    @Test
    void oneBit_runsOnFromFrameToFrame() {
        // 1 0 1 1 0 | 0 1 0 0 1 | 1 1 1 0 0: bits 0 2 3, 6 9, 10 11 12
        int bits = 1 | 1 << 2 | 1 << 3 | 1 << 6 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12;
        DatasetBuilder image = TestImages.words(TestImages.gray(5, 1, 1, 1).integers(Tags.NUMBER_OF_FRAMES, 3), bits);
        assertValues(image, 1, 1, 0, 1, 1, 0);
        assertValues(image, 2, 0, 1, 0, 0, 1);
        assertValues(image, 3, 1, 1, 1, 0, 0);
    }

    /** In big endian, bytes in a value of words change places (PS3.5 section 8.1.1), here with an odd number of pixels. */
    @Test
    void eightBitsInWords_keepTheirOrder() {
        DatasetBuilder image = TestImages.gray(3, 1, 8, 8);
        assertValues(image.bytes(Tags.PIXEL_DATA, Vr.OW, TestImages.bytes(1, 2, 255)), 1, 1, 2, 255);
        assertValues(image.bytes(Tags.PIXEL_DATA, Vr.OB, TestImages.bytes(1, 2, 255)), 1, 1, 2, 255);
        image.integers(Tags.PIXEL_REPRESENTATION, 1);
        assertValues(image.bytes(Tags.PIXEL_DATA, Vr.OW, TestImages.bytes(1, 2, 255)), 1, 1, 2, -1);
    }

    /**
     * Four samples of 12 bits in three words, ABC 123 FFF 001: the first takes the low 12 bits, the next continues in the
     * upper 4 of the same word: 3ABC, then FF12, then 001F.
     */
    @Test
    void twelveBitsAllocated_arePackedWithoutGaps() {
        DatasetBuilder image = TestImages.words(TestImages.gray(4, 1, 12, 12), 0x3ABC, 0xFF12, 0x001F);
        assertValues(image, 1, 0xABC, 0x123, 0xFFF, 0x001);
        image.integers(Tags.PIXEL_REPRESENTATION, 1);
        assertValues(image, 1, 0xABC - 0x1000, 0x123, -1, 1);
    }

    @Test
    void sixteenBits_areCutOutAtAnyPlace() {
        DatasetBuilder image = TestImages.words(TestImages.gray(2, 1, 16, 10), 0xC000 | 0x155 << 4 | 0xF, 0x3FF << 4);
        image.integers(Tags.HIGH_BIT, 13);
        assertValues(image, 1, 0x155, 0x3FF);
        image.integers(Tags.PIXEL_REPRESENTATION, 1);
        assertValues(image, 1, 0x155, -1);
    }

    /** A float holds 24 bits of a value, so the stored ones are asked. */
    @Test
    void thirtyTwoBits_areReadWithAndWithoutSign() throws DicomException {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0x80000000).putInt(-1).putInt(16_777_217);
        DatasetBuilder image = TestImages.gray(3, 1, 32, 32).bytes(Tags.PIXEL_DATA, Vr.OW, bytes.array());
        StoredFrame stored = TestImages.read(image).stored(1);
        assertEquals(2147483648.0, stored.value(0, 0));
        assertEquals(4294967295.0, stored.value(1, 0));
        assertEquals(16_777_217, stored.value(2, 0));
        stored = TestImages.read(image.integers(Tags.PIXEL_REPRESENTATION, 1)).stored(1);
        assertEquals(-2147483648.0, stored.value(0, 0));
        assertEquals(-1, stored.value(1, 0));
    }

    @Test
    void floatsAndDoubles_areReadAsTheyAre() {
        DatasetBuilder one =
                TestImages.image("MONOCHROME2", 3, 1, 32).decimals(Tags.FLOAT_PIXEL_DATA, -1.5, 0.25, 3e30);
        assertValues(one, 1, -1.5, 0.25, 3e30);
        DatasetBuilder two =
                TestImages.image("MONOCHROME2", 2, 1, 64).decimals(Tags.DOUBLE_FLOAT_PIXEL_DATA, 1e-3, -123456.789);
        assertValues(two, 1, 1e-3, -123456.789);
    }

    /** What is no number cannot be black or white by itself: it takes the least value and leaves the window alone. */
    @Test
    void notANumber_isShownAsTheLeastValueWithANote() throws DicomException {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(Float.NaN).putFloat(2).putFloat(6);
        DicomImage image = TestImages.read(
                TestImages.image("MONOCHROME2", 3, 1, 32).bytes(Tags.FLOAT_PIXEL_DATA, Vr.OF, bytes.array()));
        Slice slice = image.frame(1);
        assertEquals(2, slice.value(0, 0));
        assertEquals(Window.between(2, 6), slice.window());
        assertTrue(
                image.notes().toString().contains("1 pixels hold no number"),
                image.notes().toString());
    }

    @Test
    void paddingRange_isLeftOutOfTheWindow() throws DicomException {
        DatasetBuilder image = TestImages.gray(4, 1, 16, 16)
                .integers(Tags.PIXEL_REPRESENTATION, 1)
                .bytes(Tags.PIXEL_PADDING_VALUE, Vr.SS, TestImages.words(-2000))
                .bytes(Tags.PIXEL_PADDING_RANGE_LIMIT, Vr.SS, TestImages.words(-1900));
        TestImages.words(image, -2000, -1950, -1000, 50);
        assertEquals(Window.between(-1000, 50), TestImages.read(image).frame(1).window());
    }

    @Test
    void whatNoPixelDataCanBe_isNamed() {
        assertNamed(TestImages.gray(1, 1, 24, 24), "(0028,0100)");
        assertNamed(TestImages.image("HSV", 1, 1, 8), "(0028,0004)");
        assertNamed(TestImages.image("CMYK", 1, 1, 8), "\"CMYK\" is not supported: must be one of");
        assertNamed(TestImages.image("YBR_PARTIAL_420", 2, 2, 8), "YBR_PARTIAL_420 cannot be uncompressed");
        assertNamed(TestImages.image("YBR_FULL_422", 3, 1, 8), "an even width");
    }

    private static void assertNamed(DatasetBuilder image, String part) {
        DicomDataset dataset = TestImages.words(image, 0, 0, 0, 0, 0, 0).build();
        String message = assertThrows(
                        DicomException.class,
                        () -> DicomImage.of(dataset, io.veilray.dicom.TransferSyntax.EXPLICIT_LITTLE))
                .getMessage();
        assertTrue(message.contains(part), message);
    }
}
