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
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hounsfield units through slope and table, and the brightness that the file asks for: a reader decides on these. */
class TablesTest {
    private static DicomDataset table(int count, int first, int bits, byte[] entries) {
        return TestImages.table(DicomDataset.builder(), Tags.LUT_DESCRIPTOR, Tags.LUT_DATA, count, first, bits, entries)
                .build();
    }

    private static void assertValues(DatasetBuilder image, double... wanted) {
        TestImages.written(image).forEach(read -> {
            try {
                for (int i = 0; i < wanted.length; i++) {
                    assertEquals(wanted[i], read.frame(1).value(i, 0), "pixel " + i);
                }
            } catch (DicomException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Water is stored as 1024 with intercept -1024, slope 1: 0 HU. With slope 2 the next step is 2 HU. */
    @Test
    void rescale_givesHounsfieldUnits() {
        DatasetBuilder ct = TestImages.words(
                TestImages.gray(3, 1, 16, 12).decimals(Tags.RESCALE_SLOPE, 1).decimals(Tags.RESCALE_INTERCEPT, -1024),
                1024,
                0,
                4095);
        assertValues(ct, 0, -1024, 3071);
        assertValues(ct.decimals(Tags.RESCALE_SLOPE, 2), 1024, -1024, 7166);
    }

    /**
     * Stored values have a sign, so that the first one mapped, FFFE, is -2. Entries 10 20 30 60000 belong to -2 -1 0 1;
     * what lies below takes the first and what lies above the last, and entries have no sign (PS3.3 C.11.1.1.1).
     */
    @Test
    void modalityTable_replacesTheSlope() {
        DatasetBuilder image = TestImages.gray(6, 1, 16, 16)
                .integers(Tags.PIXEL_REPRESENTATION, 1)
                .decimals(Tags.RESCALE_SLOPE, 7)
                .sequence(Tags.MODALITY_LUT_SEQUENCE, table(4, 0xFFFE, 16, TestImages.words(10, 20, 30, 60000)));
        assertValues(TestImages.words(image, -3, -2, -1, 0, 1, 2), 10, 10, 20, 30, 60000, 60000);
    }

    /** Five entries of 8 bits in six bytes: two in a word, the first in its low byte. */
    @Test
    void entriesOfEightBits_lieTwoInAWord() {
        DatasetBuilder image = TestImages.gray(5, 1, 8, 8)
                .sequence(Tags.MODALITY_LUT_SEQUENCE, table(5, 1, 8, TestImages.bytes(9, 8, 7, 6, 250)))
                .bytes(Tags.PIXEL_DATA, Vr.OB, TestImages.bytes(1, 2, 3, 4, 5));
        assertValues(image, 9, 8, 7, 6, 250);
        image.sequence(Tags.MODALITY_LUT_SEQUENCE, table(5, 1, 8, TestImages.words(9, 8, 7, 6, 250)));
        assertValues(image, 9, 8, 7, 6, 250); // or one in a word
    }

    /** A count of 0 is 65536, which 16 bits cannot say. */
    @Test
    void countOfZero_isAllThatSixteenBitsReach() throws DicomException {
        int[] entries = new int[1 << 16];
        entries[65535] = 123;
        DatasetBuilder image = TestImages.gray(1, 1, 16, 16)
                .sequence(Tags.MODALITY_LUT_SEQUENCE, table(0, 0, 16, TestImages.words(entries)));
        assertEquals(
                123, TestImages.read(TestImages.words(image, 65535)).frame(1).value(0, 0));
    }

    /** In angiography the table only undoes what was done for viewing (PS3.3 C.8.7.1.1.2). */
    @Test
    void tableOfAnAngiogram_isNotMeantForViewing() throws DicomException {
        DatasetBuilder image = TestImages.gray(1, 1, 16, 16)
                .text(Tags.MODALITY, "XA")
                .text(Tags.PIXEL_INTENSITY_RELATIONSHIP, "LOG")
                .sequence(Tags.MODALITY_LUT_SEQUENCE, table(2, 0, 16, TestImages.words(500, 600)));
        DicomImage read = TestImages.read(TestImages.words(image, 1));
        assertEquals(1, read.frame(1).value(0, 0));
        assertTrue(read.notes().toString().contains("not meant for viewing"));
        image.text(Tags.PIXEL_INTENSITY_RELATIONSHIP, "LIN");
        assertEquals(600, TestImages.read(image).frame(1).value(0, 0));
    }

    /** 40 stored, scaled by 0.025: a dose of 1 Gy. */
    @Test
    void doseGrid_isScaledToGray() throws DicomException {
        DatasetBuilder dose =
                TestImages.gray(1, 1, 16, 16).text(Tags.DOSE_UNITS, "GY").decimals(Tags.DOSE_GRID_SCALING, 0.025);
        DicomImage read = TestImages.read(TestImages.words(dose, 40));
        assertEquals(1f, read.frame(1).value(0, 0));
        assertEquals("GY", read.header(1).modalityType().orElseThrow());
    }

    /**
     * Centre 2048, width 4096: y = 1 / (1 + exp(-4 (x - c) / w)) is a half at the centre, 1 / (1 + e^-2) = 0.8808 at
     * half a width above and 1 / (1 + e^2) = 0.1192 below, and never quite black or white inside the window.
     */
    @Test
    void sigmoid_isTheFormulaOfTheStandard() throws DicomException {
        DatasetBuilder image = TestImages.gray(2, 1, 16, 12)
                .decimals(Tags.WINDOW_CENTER, 2048)
                .decimals(Tags.WINDOW_WIDTH, 4096)
                .text(Tags.VOI_LUT_FUNCTION, "SIGMOID");
        DicomFrame frame = TestImages.read(TestImages.words(image, 0, 4095)).decode(1);
        Voi voi = frame.appearance().vois().getFirst();
        assertEquals(new Window(2048, 4096), voi.window());
        assertEquals(
                voi.window(), frame.slice().window(), "what a model without a window of its own gets stays linear");
        for (double x = -4000; x < 9000; x += 17) {
            double wanted = 1 / (1 + Math.exp(-4 * (x - 2048) / 4096));
            assertEquals(wanted, voi.curve().brightness(x, voi.window()), 0.5 / 255 / 4, "x = " + x);
        }
        assertEquals(0.8808, voi.curve().brightness(4096, voi.window()), 1e-4);
    }

    /** 100 to 103 take 0 85 170 255 of 255: black, one third, two thirds, white; nearest outside. */
    @Test
    void displayTable_isAppliedToTheValuesThemselves() throws DicomException {
        DatasetBuilder image = TestImages.gray(3, 1, 16, 16)
                .sequence(Tags.VOI_LUT_SEQUENCE, table(4, 100, 8, TestImages.bytes(0, 85, 170, 255)));
        DicomFrame frame =
                TestImages.read(TestImages.words(image, 50, 101, 1000)).decode(1);
        Voi voi = frame.appearance().vois().getFirst();
        assertEquals(Window.between(50, 1000), frame.slice().window(), "the window is that of all values");
        double[] values = {0, 100, 101, 102, 103, 104, 60000};
        double[] wanted = {0, 0, 1 / 3.0, 2 / 3.0, 1, 1, 1};
        for (int i = 0; i < values.length; i++) {
            assertEquals(wanted[i], voi.curve().brightness(values[i], voi.window()), 1e-6, "value " + values[i]);
        }
    }

    /** In Hounsfield units the first value mapped has a sign, though the file may write it as FC18 = 64536. */
    @Test
    void displayTableOverHounsfieldUnits_beginsBelowZero() throws DicomException {
        DatasetBuilder image = TestImages.gray(2, 1, 16, 12)
                .decimals(Tags.RESCALE_SLOPE, 1)
                .decimals(Tags.RESCALE_INTERCEPT, -1024)
                .sequence(Tags.VOI_LUT_SEQUENCE, table(2, 0xFC18, 12, TestImages.words(0, 4095)));
        Voi voi = TestImages.read(TestImages.words(image, 0, 2000))
                .decode(1)
                .appearance()
                .vois()
                .getFirst();
        assertEquals(0, voi.curve().brightness(-1000, voi.window()), 1e-6); // FC18 is -1000
        assertEquals(1, voi.curve().brightness(-999, voi.window()), 1e-6); // 4095 of 12 bits is white
    }

    /** Windows come before tables, as the first window is what was shown so far. */
    @Test
    void everyProposalOfTheFile_isOffered() throws DicomException {
        DatasetBuilder image = TestImages.gray(1, 1, 16, 16)
                .decimals(Tags.WINDOW_CENTER, 40, -600)
                .decimals(Tags.WINDOW_WIDTH, 401, 1501)
                .text(Tags.WINDOW_EXPLANATION, "SOFT", "LUNG")
                .sequence(Tags.VOI_LUT_SEQUENCE, table(2, 0, 8, TestImages.bytes(0, 255)));
        List<Voi> vois = TestImages.read(TestImages.words(image, 5))
                .decode(1)
                .appearance()
                .vois();
        assertEquals(3, vois.size());
        assertEquals(new Window(39.5, 400), vois.get(0).window());
        assertEquals("LUNG", vois.get(1).explanation());
        assertEquals(2, vois.get(2).curve().steps());
    }

    /** The groups of a frame may hold windows and slopes of their own (PS3.3 C.7.6.16.2.9 and 10). */
    @Test
    void functionalGroups_giveEachFrameItsWindow() throws DicomException {
        DatasetBuilder image = TestImages.gray(1, 1, 16, 16)
                .integers(Tags.NUMBER_OF_FRAMES, 2)
                .sequence(Tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, slope(3))
                .sequence(Tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, window(10), window(20));
        DicomImage read = TestImages.read(TestImages.words(image, 7, 8));
        Slice second = read.frame(2);
        assertEquals(24, second.value(0, 0)); // 8 * 3
        assertEquals(new Window(19.5, 4), second.window());
        assertEquals(new Window(9.5, 4), read.frame(1).window());
    }

    private static DicomDataset slope(double slope) {
        DicomDataset macro = DicomDataset.builder()
                .decimals(Tags.RESCALE_SLOPE, slope)
                .decimals(Tags.RESCALE_INTERCEPT, 0)
                .build();
        return DicomDataset.builder()
                .sequence(Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, macro)
                .build();
    }

    private static DicomDataset window(double center) {
        DicomDataset macro = DicomDataset.builder()
                .decimals(Tags.WINDOW_CENTER, center)
                .decimals(Tags.WINDOW_WIDTH, 5)
                .build();
        return DicomDataset.builder()
                .sequence(Tags.FRAME_VOI_LUT_SEQUENCE, macro)
                .build();
    }

    @Test
    void tableThatIsTooShort_isNamed() {
        DatasetBuilder image = TestImages.gray(1, 1, 16, 16)
                .sequence(Tags.MODALITY_LUT_SEQUENCE, table(1000, 0, 16, TestImages.words(1, 2, 3)));
        String message = assertThrows(DicomException.class, () -> TestImages.read(TestImages.words(image, 1))
                        .frame(1))
                .getMessage();
        assertTrue(message.contains("(0028,3006)") && message.contains("1000 entries"), message);
    }
}
