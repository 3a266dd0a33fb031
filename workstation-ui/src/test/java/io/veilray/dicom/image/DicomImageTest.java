package io.veilray.dicom.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.DicomBytes;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A wrong sign, slope or bit makes fat look like bone: every value here is derived by hand from the bytes. */
class DicomImageTest {
    private static Slice slice(DicomBytes file, int frame) throws DicomException {
        return DicomImage.of(file.open()).frame(frame);
    }

    private static String messageOf(DicomBytes file) {
        return assertThrows(DicomException.class, () -> slice(file, 1)).getMessage();
    }

    @Test
    void signedTwelveBits_areExtendedAndTheOtherFourIgnored() throws DicomException {
        DicomBytes file = DicomBytes.file(DicomBytes.EXPLICIT)
                .text(0x00280004, "CS", "MONOCHROME2")
                .number(0x00280010, 1)
                .number(0x00280011, 3)
                .number(0x00280100, 16)
                .number(0x00280101, 12)
                .number(0x00280102, 11)
                .number(0x00280103, 1)
                .pixels(16, 0xF7FF, 0x0800, 0xAFFF); // 0x7FF = 2047, 0x800 = -2048, 0xFFF = -1
        Slice slice = slice(file, 1);
        assertEquals(2047, slice.value(0, 0));
        assertEquals(-2048, slice.value(1, 0));
        assertEquals(-1, slice.value(2, 0));
        assertEquals(Window.between(-2048, 2047), slice.window());
    }

    @Test
    void highBit_shiftsTheStoredBitsDown() throws DicomException {
        DicomBytes file = DicomBytes.file(DicomBytes.EXPLICIT)
                .text(0x00280004, "CS", "MONOCHROME2")
                .number(0x00280010, 1)
                .number(0x00280011, 1)
                .number(0x00280100, 16)
                .number(0x00280101, 12)
                .number(0x00280102, 15)
                .number(0x00280103, 0)
                .pixels(16, 0xABC5);
        assertEquals(0xABC, slice(file, 1).value(0, 0));
    }

    @Test
    void rescaleAndWindow_areApplied() throws DicomException {
        DicomBytes file = DicomBytes.image(DicomBytes.IMPLICIT, 2, 1, 16, 16)
                .text(0x00281050, "DS", "40\\300")
                .text(0x00281051, "DS", "401\\2000")
                .text(0x00281052, "DS", "-1024")
                .text(0x00281053, "DS", "2")
                .pixels(16, 512, 612);
        Slice slice = slice(file, 1);
        assertEquals(0, slice.value(0, 0)); // 512 * 2 - 1024
        assertEquals(200, slice.value(1, 0));
        // LINEAR: from 40 - 0.5 - 400 / 2 to 40 - 0.5 + 400 / 2
        assertEquals(Window.between(-160.5, 239.5), slice.window());
    }

    @Test
    void eightBitWindow_mapsBlackToBlackAndWhiteToWhite() throws DicomException {
        DicomBytes file = DicomBytes.image(DicomBytes.EXPLICIT, 2, 1, 8, 8)
                .text(0x00281050, "DS", "128")
                .text(0x00281051, "DS", "256")
                .pixels(8, 0, 255);
        Slice slice = slice(file, 1);
        assertEquals(0, slice.brightness(0, 0, slice.window()));
        assertEquals(1, slice.brightness(1, 0, slice.window()));
    }

    @Test
    void linearExactAndZeroWidth_areToldApart() throws DicomException {
        DicomBytes exact = DicomBytes.image(DicomBytes.EXPLICIT, 1, 1, 8, 8)
                .text(0x00281050, "DS", "100")
                .text(0x00281051, "DS", "50")
                .text(0x00281056, "CS", "LINEAR_EXACT")
                .pixels(8, 3);
        assertEquals(new Window(100, 50), slice(exact, 1).window());
        DicomBytes zero = DicomBytes.image(DicomBytes.EXPLICIT, 2, 1, 8, 8)
                .text(0x00281050, "DS", "0")
                .text(0x00281051, "DS", "0")
                .pixels(8, 3, 13);
        assertEquals(Window.between(3, 13), slice(zero, 1).window());
    }

    @Test
    void missingWindow_isTheRangeWithoutPadding() throws DicomException {
        DicomBytes file = DicomBytes.image(DicomBytes.EXPLICIT, 3, 1, 8, 8)
                .number(0x00280120, 255)
                .text(0x00281053, "DS", "-1")
                .pixels(8, 255, 10, 30);
        assertEquals(Window.between(-30, -10), slice(file, 1).window());
    }

    @Test
    void monochrome1_isShownInverted() throws DicomException {
        DicomBytes file = DicomBytes.file(DicomBytes.EXPLICIT)
                .text(0x00280004, "CS", "MONOCHROME1")
                .number(0x00280010, 1)
                .number(0x00280011, 2)
                .number(0x00280100, 8)
                .pixels(8, 0, 200);
        Slice slice = slice(file, 1);
        assertTrue(slice.inverted());
        assertEquals(1, slice.brightness(0, 0, slice.window()));
    }

    @Test
    void frames_countFromOne() throws DicomException {
        DicomBytes file = DicomBytes.image(DicomBytes.EXPLICIT, 1, 1, 16, 16)
                .text(0x00280008, "IS", "3")
                .pixels(16, 11, 22, 33);
        assertEquals(11, slice(file, 1).value(0, 0));
        assertEquals(33, slice(file, 3).value(0, 0));
        for (int outside : new int[] {0, 4, -1}) {
            String message = assertThrows(DicomException.class, () -> slice(file, outside))
                    .getMessage();
            assertEquals("frame " + outside + " does not exist: choose one from 1 to 3", message);
        }
    }

    @Test
    void functionalGroups_giveEachFrameItsOwnSlope() throws DicomException {
        DicomBytes file = DicomBytes.image(DicomBytes.EXPLICIT, 1, 1, 16, 16)
                .text(0x00280008, "IS", "2")
                .header(0x52009230, "SQ", DicomBytes.UNDEFINED)
                .raw(group("2"))
                .raw(group("5"))
                .mark(0xFFFEE0DD, 0)
                .pixels(16, 10, 10);
        assertEquals(20, slice(file, 1).value(0, 0));
        assertEquals(50, slice(file, 2).value(0, 0));
    }

    private static byte[] group(String slope) {
        byte[] values = DicomBytes.part(true).text(0x00281053, "DS", slope).bytes();
        byte[] macro = DicomBytes.part(true)
                .header(0x00289145, "SQ", values.length + 8)
                .mark(0xFFFEE000, values.length)
                .raw(values)
                .bytes();
        return DicomBytes.part(true).mark(0xFFFEE000, macro.length).raw(macro).bytes();
    }

    @Test
    void colour_becomesLuminanceInEitherOrder() throws DicomException {
        // two pixels (10, 20, 30) and (200, 100, 50): 0.299 r + 0.587 g + 0.114 b
        Slice byPixel = slice(colour(0).pixels(8, 10, 20, 30, 200, 100, 50), 1);
        Slice byPlane = slice(colour(1).pixels(8, 10, 200, 20, 100, 30, 50), 1);
        for (Slice slice : new Slice[] {byPixel, byPlane}) {
            assertEquals(18.15f, slice.value(0, 0), 1e-4);
            assertEquals(124.2f, slice.value(1, 0), 1e-4);
            assertEquals(Window.between(0, 255), slice.window());
        }
    }

    private static DicomBytes colour(int planar) {
        return DicomBytes.file(DicomBytes.EXPLICIT)
                .number(0x00280002, 3)
                .text(0x00280004, "CS", "RGB")
                .number(0x00280006, planar)
                .number(0x00280010, 1)
                .number(0x00280011, 2)
                .number(0x00280100, 8);
    }

    @Test
    void whatCannotBeDecoded_isNamed() {
        assertTrue(messageOf(DicomBytes.image(DicomBytes.EXPLICIT, 2, 1, 24, 24).pixels(16, 0, 0, 0, 0))
                .contains("(0028,0100) Bits Allocated is 24: must be one of [1, 8, 12, 16, 32]"));
        assertTrue(messageOf(DicomBytes.image(DicomBytes.EXPLICIT, 4, 4, 8, 8).pixels(8, 1, 2))
                .contains("has 2 bytes where each of 1 frames of 4x4 px needs 16"));
        assertTrue(messageOf(DicomBytes.image(DicomBytes.EXPLICIT, 1, 1, 8, 12).pixels(8, 1))
                .contains("(0028,0101) Bits Stored is 12: must be from 1 to 8"));
        assertTrue(messageOf(DicomBytes.image(DicomBytes.EXPLICIT, 1, 1, 8, 8)).contains("Pixel Data is missing"));
        assertTrue(messageOf(DicomBytes.image(DicomBytes.EXPLICIT, 1, 1, 8, 8)
                        .text(0x00281053, "DS", "0")
                        .pixels(8, 1))
                .contains("Rescale Slope"));
    }

    /** Java's own parser would throw for the first four, and the window of an infinite range does not exist. */
    @Test
    void numbersWithoutMantissaOrBeyondAFloat_areNamed() {
        for (String number : new String[] {"e5", ".", "+", "-.e1", "NaN", "1e"}) {
            String message = messageOf(oneByte(1).text(0x00281050, "DS", number).text(0x00281051, "DS", "10"));
            assertTrue(message.contains("is not a decimal number"), number + ": " + message);
        }
        for (String slope : new String[] {"3e37", "1e300", "-1e308"}) { // 255 * 3e37 > 3.4e38, the largest float
            String message =
                    messageOf(oneByte(255).text(0x00281052, "DS", "-1e308").text(0x00281053, "DS", slope));
            assertTrue(message.contains("Rescale Slope is") && message.contains("beyond"), message);
        }
        assertTrue(messageOf(oneByte(255).text(0x00281053, "DS", "3e37")).contains("beyond"));
    }

    @Test
    void decimalsOfEveryForm_areRead() throws DicomException {
        for (String half : new String[] {".5", "0.5", "+5e-1", "5.e-1", "50E-02"}) {
            assertEquals(0.5f, slice(oneByte(1).text(0x00281053, "DS", half), 1).value(0, 0), half);
        }
    }

    private static DicomBytes oneByte(int value) {
        return DicomBytes.image(DicomBytes.EXPLICIT, 1, 1, 8, 8).pixels(8, value);
    }

    /** The window is a transformation of monochrome images (PS3.3 C.11.2.1.2): in a colour file it means nothing. */
    @Test
    void windowOfAColourFile_isLeftOut() throws DicomException {
        DicomBytes file = colour(0)
                .text(0x00281050, "DS", "10")
                .text(0x00281051, "DS", "4")
                .pixels(8, 10, 20, 30, 200, 100, 50);
        assertEquals(Window.between(0, 255), slice(file, 1).window());
    }

    @Test
    void manyFramesDeclared_overflowNothing() {
        String message = messageOf(DicomBytes.image(DicomBytes.EXPLICIT, 65535, 65535, 16, 16)
                .text(0x00280008, "IS", "2147483647")
                .pixels(16, 1));
        assertTrue(message.contains("has 2 bytes where"), message);
    }

    @Test
    void realFiles_ofBothSyntaxesHoldTheSamePicture() throws Exception {
        Path folder = TestData.folder("dicom/pydicom");
        Slice explicit = real(folder.resolve("MR_small.dcm"));
        Slice implicit = real(folder.resolve("MR_small_implicit.dcm"));
        for (int i = 0; i < explicit.widthPx() * explicit.heightPx(); i++) {
            int x = i % explicit.widthPx();
            int y = i / explicit.widthPx();
            assertEquals(explicit.value(x, y), implicit.value(x, y));
        }
        assertEquals(explicit.window(), implicit.window());
        assertFalse(explicit.inverted());
    }

    private static Slice real(Path file) throws Exception {
        try (DicomFile opened = DicomFile.open(file)) {
            return DicomImage.of(opened).frame(1);
        }
    }
}
