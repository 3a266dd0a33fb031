package io.veilray.imagej.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ColorProcessor;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Another window or another grey of a colour gives the model another image than the workstation would. */
class SliceValuesTest {
    private static ImagePlus ct(String header) {
        ImagePlus image = IJ.createImage("ct", "16-bit ramp", 64, 32, 1);
        image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] {-1024, 1}, "Gray Value");
        image.setProperty("Info", header);
        return image;
    }

    /** Centre 40 and width 400, as ImageJ shows them: stored 864 to 1264, in HU -160 to 240. */
    @Test
    void windowOfTheFile_isTheStandardsUntilTheUserMovesIt() {
        ImagePlus image = ct("0008,0060  Modality: CT\n0028,1050  Window Center: 40\n0028,1051  Window Width: 400\n");
        image.getProcessor().setMinAndMax(864, 1264);
        Slice untouched = SliceValues.of(image);
        assertEquals(new Window(39.5, 399), untouched.window());
        assertEquals(Optional.of("CT"), untouched.modality());
        image.getProcessor().setMinAndMax(900, 1264);
        assertEquals(Window.between(-124, 240), SliceValues.of(image).window());
        assertEquals("-1024.0 + 1.0 x stored", SliceValues.calibration(image));
    }

    /** 0.299 x 100 + 0.587 x 150 + 0.114 x 200 = 140.75, by Rec. 601. */
    @Test
    void colour_becomesItsLuminance() {
        ColorProcessor pixels = new ColorProcessor(2, 1);
        pixels.set(0, 0, 100 << 16 | 150 << 8 | 200);
        pixels.set(1, 0, 0xFFFFFF);
        Slice slice = SliceValues.of(new ImagePlus("rgb", pixels));
        assertEquals(140.75f, slice.value(0, 0));
        assertEquals(255, slice.value(1, 0));
        assertEquals(Window.between(0, 255), slice.window());
        assertFalse(slice.inverted());
    }

    @Test
    void invertingLookupTable_makesAnInvertedSlice() {
        ImagePlus image = IJ.createImage("xr", "8-bit ramp", 16, 16, 1);
        image.getProcessor().invertLut();
        assertTrue(SliceValues.of(image).inverted());
        assertEquals("none", SliceValues.calibration(image));
    }
}
