package io.veilray.imagej.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.measure.Calibration;
import io.veilray.region.Region;
import org.junit.jupiter.api.Test;

class ImageSliceTest {
    /** A CT as ImageJ opens it: 16 bits with the rescale in the calibration; HU = 2 * stored - 1000. */
    @Test
    void calibratedImage_givesModalityValuesAndTheShownWindow() {
        ImagePlus image = IJ.createImage("ct", "16-bit ramp", 64, 32, 1);
        image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] {-1000, 2}, "HU");
        image.getProcessor().set(3, 4, 520);
        image.getProcessor().setMinAndMax(400, 600);
        ImageSlice read = ImageSlice.of(image);
        assertEquals(40, read.slice().value(3, 4));
        assertEquals(0, read.slice().window().center());
        assertEquals(400, read.slice().window().width());
        assertTrue(read.wholeImage());
        assertEquals(new Region(0, 0, 64, 32), read.region());
    }

    @Test
    void areaSelection_standsForItsBoundingBoxInsideTheImage() {
        ImagePlus image = IJ.createImage("xr", "8-bit ramp", 64, 32, 1);
        image.setRoi(new OvalRoi(50, 10, 30, 12));
        ImageSlice read = ImageSlice.of(image);
        assertEquals(new Region(50, 10, 14, 12), read.region());
        assertTrue(read.mask().contains(63, 16)); // the oval's middle column is 65
        assertFalse(read.mask().contains(50, 10));
    }

    @Test
    void lines_areRefusedWithWhatToDo() {
        ImagePlus image = IJ.createImage("xr", "8-bit ramp", 64, 32, 1);
        image.setRoi(new Line(1, 1, 9, 9));
        String line = assertThrows(IllegalArgumentException.class, () -> ImageSlice.of(image))
                .getMessage();
        assertTrue(line.contains("rectangle"), line);
    }
}
