package io.veilray.dicom.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.Vr;
import io.veilray.region.Window;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Doppler red is flow towards the probe and blue is flow away: a colour that is mixed up is a wrong direction. */
class ColourTest {
    private static String colour(DicomImage image, int pixel) throws DicomException {
        return String.format("%06X", image.decode(1).appearance().colours().orElseThrow()[pixel] & 0xFFFFFF);
    }

    private static void assertColours(DatasetBuilder image, String... wanted) {
        TestImages.written(image).forEach(read -> {
            try {
                for (int i = 0; i < wanted.length; i++) {
                    assertEquals(wanted[i], colour(read, i), "pixel " + i);
                }
            } catch (DicomException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static DatasetBuilder pixels(DatasetBuilder image, int... bytes) {
        return image.bytes(Tags.PIXEL_DATA, Vr.OW, TestImages.bytes(bytes));
    }

    @Test
    void rgb_comesByPixelOrByPlane() {
        DatasetBuilder image = TestImages.image("RGB", 2, 1, 8).integers(Tags.PLANAR_CONFIGURATION, 0);
        assertColours(pixels(image, 1, 2, 3, 254, 0, 16), "010203", "FE0010");
        image.integers(Tags.PLANAR_CONFIGURATION, 1);
        assertColours(pixels(image, 1, 254, 2, 0, 3, 16), "010203", "FE0010");
    }

    /** Of 65535, 0x8000 is 127.502 of 255 and 0xFF00 is 254.00. */
    @Test
    void sixteenBits_areReducedForTheScreenOnly() throws DicomException {
        DatasetBuilder image = TestImages.words(TestImages.image("RGB", 1, 1, 16), 0x8000, 0xFF00, 0xFFFF);
        assertColours(image, "80FEFF");
        DicomFrame frame = TestImages.read(image).decode(1);
        // (299 * 32768 + 587 * 65280 + 114 * 65535) / 1000
        assertEquals(55587.982f, frame.slice().value(0, 0), 0.01f);
        assertEquals(Window.between(0, 65535), frame.slice().window());
    }

    /**
     * Forward, red (255, 0, 0) is Y = 76.2, Cb = 128 - 0.1687 * 255 = 85.0, Cr = 255.5 (PS3.3 C.7.6.3.1.2), stored as 76,
     * 85, 255. Backward: R = 76 + 1.402 * 127 = 254.1, G = 76 - 0.344 * -43 - 0.714 * 127 = 0.1, B = 76 - 1.772 * 43 < 0.
     */
    @Test
    void ybrFull_isTurnedBackByTheInverseMatrix() throws DicomException {
        DatasetBuilder image = pixels(TestImages.image("YBR_FULL", 2, 1, 8), 76, 85, 255, 200, 128, 128);
        assertColours(image, "FE0000", "C8C8C8");
        assertEquals(76, TestImages.read(image).frame(1).value(0, 0), "Y is the luminance");
    }

    /** Two neighbours share their chroma: Y Y Cb Cr. */
    @Test
    void ybrFull422_sharesChromaBetweenNeighbours() {
        assertColours(
                pixels(TestImages.image("YBR_FULL_422", 4, 1, 8), 76, 200, 85, 255, 10, 20, 128, 128),
                "FE0000",
                "FF7C7C", // 200 + 178, 200 + 14.8 - 90.7, 200 - 76.2
                "0A0A0A",
                "141414");
    }

    /** White is Y = 235 and black is 16, and chroma of 240 is full: 1.402 * 255 / 2 more red than Y. */
    @Test
    void ybrPartial_leavesRoomAtTheEnds() throws DicomException {
        DatasetBuilder image = pixels(TestImages.image("YBR_PARTIAL_422", 4, 1, 8), 235, 16, 128, 128, 16, 8, 128, 240);
        assertColours(image, "FFFFFF", "000000", "B30000"); // 1.402 * 127.5 = 178.8 = B3
        assertEquals(255, TestImages.read(image).frame(1).value(0, 0));
        assertEquals(0, TestImages.read(image).frame(1).value(3, 0));
    }

    /**
     * The sample files are ten bars: red, pale red, green, pale green, blue, pale blue, black, two grays, white, ten rows
     * each. Decoders of lossy ones may differ by some grays.
     */
    @Test
    void barsOfRealFiles_haveTheirColours() throws Exception {
        int[] wanted = {
            0xFF0000, 0xFF8080, 0x00FF00, 0x80FF80, 0x0000FF, 0x8080FF, 0x000000, 0x404040, 0xC0C0C0, 0xFFFFFF
        };
        Map<String, Integer> within = Map.of(
                "SC_rgb_rle.dcm", 0,
                "SC_rgb_rle_16bit.dcm", 0,
                "SC_rgb_rle_32bit.dcm", 0,
                "SC_rgb_jpeg_gdcm.dcm", 0,
                "SC_rgb_jpeg_dcmtk.dcm", 8,
                "SC_rgb_dcmtk_+eb+cr.dcm", 8,
                "SC_rgb_dcmtk_+eb+cy+n1.dcm", 8,
                "SC_rgb_dcmtk_+eb+cy+np.dcm", 8,
                "SC_ybr_full_422_uncompressed.dcm", 8,
                "SC_rgb_gdcm_KY.dcm", 8);
        Path folder = TestData.folder("dicom/pydicom");
        for (String name : new TreeSet<>(within.keySet())) {
            try (DicomFile file = DicomFile.open(folder.resolve(name))) {
                int[] colours =
                        DicomImage.of(file).decode(1).appearance().colours().orElseThrow();
                for (int bar = 0; bar < wanted.length; bar++) {
                    int colour = colours[(10 * bar + 5) * 100 + 50];
                    for (int shift = 0; shift < 24; shift += 8) {
                        assertEquals(
                                wanted[bar] >> shift & 255,
                                colour >> shift & 255,
                                within.get(name),
                                name + " bar " + bar + " " + Integer.toHexString(colour));
                    }
                }
            }
        }
    }

    private static DatasetBuilder palette(DatasetBuilder image, int count, int first, int bits, byte[]... tables) {
        Tag[] descriptors = {Tags.RED_PALETTE_DESCRIPTOR, Tags.GREEN_PALETTE_DESCRIPTOR, Tags.BLUE_PALETTE_DESCRIPTOR};
        Tag[] data = {Tags.RED_PALETTE, Tags.GREEN_PALETTE, Tags.BLUE_PALETTE};
        for (int i = 0; i < 3; i++) {
            TestImages.table(image, descriptors[i], data[i], count, first, bits, tables[i]);
        }
        return image;
    }

    @Test
    void palette_givesEachValueItsColour() throws DicomException {
        DatasetBuilder image = palette(
                TestImages.image("PALETTE COLOR", 4, 1, 8),
                3,
                10,
                16,
                TestImages.words(0, 0xFFFF, 0x8080),
                TestImages.words(0, 0, 0x8080),
                TestImages.words(0xFFFF, 0, 0x8080));
        assertColours(pixels(image, 9, 10, 11, 200), "0000FF", "0000FF", "FF0000", "808080");
        // (299 * 65535) / 1000
        assertEquals(19594.965f, TestImages.read(image).frame(1).value(2, 0), 0.01f);
    }

    /** Signed pixels make the first value mapped signed: FFFF is -1. */
    @Test
    void paletteOfSignedPixels_beginsBelowZero() {
        DatasetBuilder image = palette(
                TestImages.image("PALETTE COLOR", 3, 1, 8).integers(Tags.PIXEL_REPRESENTATION, 1),
                3,
                0xFFFF,
                8,
                TestImages.bytes(1, 2, 3),
                TestImages.bytes(4, 5, 6),
                TestImages.bytes(7, 8, 255));
        assertColours(pixels(image, -1, 0, 1), "010407", "020508", "0306FF");
    }

    /**
     * By hand, PS3.3 C.7.9.2: two entries 100 200; a line of 3 to 800, that is 400 600 800; one earlier piece again, 100
     * 200; one entry 5. Of 65535 that is 800 / 257 = 3 of 255 at most, so the colours are small.
     */
    @Test
    void segmentedPalette_isExpanded() throws DicomException {
        byte[] pieces = TestImages.words(0, 2, 100, 200, 1, 3, 800, 2, 1, 0, 0, 0, 1, 5);
        DatasetBuilder image = TestImages.image("PALETTE COLOR", 8, 1, 8);
        Tag[][] tags = {
            {Tags.RED_PALETTE_DESCRIPTOR, Tags.SEGMENTED_RED_PALETTE},
            {Tags.GREEN_PALETTE_DESCRIPTOR, Tags.SEGMENTED_GREEN_PALETTE},
            {Tags.BLUE_PALETTE_DESCRIPTOR, Tags.SEGMENTED_BLUE_PALETTE}
        };
        for (Tag[] channel : tags) {
            TestImages.table(image, channel[0], channel[1], 8, 0, 16, pieces);
        }
        pixels(image, 0, 1, 2, 3, 4, 5, 6, 7);
        int[] wanted = {100, 200, 400, 600, 800, 100, 200, 5};
        TestImages.written(image).forEach(read -> {
            try {
                for (int i = 0; i < wanted.length; i++) {
                    assertEquals(wanted[i], read.frame(1).value(i, 0), "entry " + i); // gray: luminance is the entry
                }
            } catch (DicomException e) {
                throw new AssertionError(e);
            }
        });
        for (byte[] wrong : new byte[][] {
            TestImages.words(1, 3, 800), // a line from nowhere
            TestImages.words(0, 9, 1, 2), // cut off
            TestImages.words(0, 1, 7, 2, 1, 4000, 0), // refers beyond the end
            TestImages.words(0, 1, 7, 2, 1, 6, 0), // refers to itself
            TestImages.words(0, 1, 7, 9, 1, 6, 0), // no such opcode
            TestImages.words(0, 0, 0, 0, 0, 0), // pieces of nothing
        }) {
            image.bytes(Tags.SEGMENTED_GREEN_PALETTE, Vr.OW, wrong);
            String message = assertThrows(
                            DicomException.class, () -> TestImages.read(image).frame(1))
                    .getMessage();
            assertTrue(message.startsWith("(0028,1222)"), message);
        }
    }
}
