package io.veilray.imagej.io;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import ij.util.DicomTools;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import java.util.Optional;

/**
 * The values of the slice that an ImageJ image shows, as the workstation reads them from the same file: calibrated (for
 * DICOM files ImageJ's calibration holds the rescale), colour as its luminance by Rec. 601, of a composite the channel
 * shown, an inverting lookup table as an inverted slice.
 */
public final class SliceValues {
    private SliceValues() {}

    static Slice of(ImagePlus image) {
        ImageProcessor processor = image.getProcessor();
        boolean colour = image.getType() == ImagePlus.COLOR_RGB || image.getType() == ImagePlus.COLOR_256;
        float[] values = colour ? luminance(processor) : calibrated(image, processor);
        return new Slice(
                processor.getWidth(),
                processor.getHeight(),
                values,
                colour ? Window.between(0, 255) : window(image, processor, values),
                !colour && processor.isInvertedLut(),
                modality(image));
    }

    /** How the values came from the stored ones, for the table. */
    public static String calibration(ImagePlus image) {
        if (!image.getCalibration().calibrated()) {
            return "none";
        }
        double[] line = image.getCalibration().getCoefficients();
        return line == null || line.length < 2
                ? "function " + image.getCalibration().getFunction()
                : line[0] + " + " + line[1] + " x stored";
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
            values[i] = (float) image.getCalibration().getCValue(processor.getf(i));
        }
        return values;
    }

    private static float[] luminance(ImageProcessor processor) {
        ImageProcessor rgb = processor.convertToRGB();
        float[] values = new float[rgb.getPixelCount()];
        for (int i = 0; i < values.length; i++) {
            int pixel = rgb.get(i);
            values[i] =
                    (float) ((299.0 * (pixel >> 16 & 255) + 587.0 * (pixel >> 8 & 255) + 114.0 * (pixel & 255)) / 1000);
        }
        return values;
    }

    /**
     * What is shown from black to white. As long as the user has not moved it, it is what the standard makes of a DICOM
     * file's header rather than what ImageJ does, which takes the edges of a window to be centre - width / 2 and
     * centre + width / 2, rounds them to stored values, and counts the padding around the picture as part of it.
     */
    private static Window window(ImagePlus image, ImageProcessor processor, float[] values) {
        double one = image.getCalibration().getCValue(processor.getMin());
        double other = image.getCalibration().getCValue(processor.getMax());
        Window shown = Window.between(Math.min(one, other), Math.max(one, other));
        double step = Math.abs(
                image.getCalibration().getCValue(1.0) - image.getCalibration().getCValue(0.0));
        DicomShown header = new DicomShown(image, Math.max(step, 1e-6));
        return header.window(shown).or(() -> header.unpadded(shown, values)).orElse(shown);
    }
}
