package io.veilray.imagej.io;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import ij.util.DicomTools;
import io.veilray.region.Region;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import java.awt.Rectangle;
import java.util.Optional;

/**
 * The current slice of an ImageJ image and the region selected on it.
 *
 * <p>Values are calibrated (for DICOM files ImageJ's calibration holds the rescale slope and intercept), the window is the
 * display range, an inverting lookup table makes an inverted slice: the same numbers the workstation reads from the file.
 *
 * @param wholeImage true if nothing was selected
 */
public record ImageSlice(Slice slice, Region region, boolean wholeImage) {
    /**
     * Reads the image as it is shown now. An area of any shape stands for its bounding box.
     *
     * @throws IllegalArgumentException for RGB images, and for selections that are no area or lie outside the image
     */
    public static ImageSlice of(ImagePlus image) {
        if (image.getType() == ImagePlus.COLOR_RGB || image.getType() == ImagePlus.COLOR_256) {
            throw new IllegalArgumentException("image \"" + image.getTitle()
                    + "\" is a colour image: convert it with Image > Type > 8-bit and run again");
        }
        ImageProcessor processor = image.getProcessor();
        float[] values = calibrated(image, processor);
        double low = image.getCalibration().getCValue(processor.getMin());
        double high = image.getCalibration().getCValue(processor.getMax());
        Window window = Window.between(Math.min(low, high), Math.max(low, high));
        Slice slice = new Slice(
                processor.getWidth(),
                processor.getHeight(),
                values,
                window,
                processor.isInvertedLut(),
                modality(image));
        Roi roi = image.getRoi();
        return new ImageSlice(slice, roi == null ? Region.whole(slice) : region(roi, slice), roi == null);
    }

    /** What the DICOM header says, if ImageJ has read one. */
    private static Optional<String> modality(ImagePlus image) {
        return Optional.ofNullable(DicomTools.getTag(image, "0008,0060"))
                .map(String::trim)
                .filter(code -> !code.isEmpty());
    }

    private static float[] calibrated(ImagePlus image, ImageProcessor processor) {
        float[] values = new float[processor.getPixelCount()];
        for (int i = 0; i < values.length; i++) {
            double raw = processor.getf(i);
            values[i] = (float) image.getCalibration().getCValue(raw);
        }
        return values;
    }

    private static Region region(Roi roi, Slice slice) {
        if (!roi.isArea()) {
            throw new IllegalArgumentException("selection of type " + roi.getTypeAsString()
                    + ": it must enclose an area; draw a rectangle, ellipse, polygon or freehand region");
        }
        Rectangle inside = roi.getBounds().intersection(new Rectangle(slice.widthPx(), slice.heightPx()));
        if (inside.isEmpty()) {
            throw new IllegalArgumentException("selection " + roi.getBounds().x + "," + roi.getBounds().y
                    + " lies outside the image of " + slice.widthPx() + "x" + slice.heightPx() + " px: draw it inside");
        }
        return new Region(inside.x, inside.y, inside.width, inside.height);
    }
}
