package io.veilray.imagej.io;

import ij.ImagePlus;
import ij.util.DicomTools;
import io.veilray.region.Window;
import java.util.Optional;

/** The first window of a DICOM header, (0028,1050) and (0028,1051), as its numbers stand there. */
record DicomWindow(double center, double width, boolean linear) {
    static Optional<DicomWindow> of(ImagePlus image) {
        Optional<Double> center = number(DicomTools.getTag(image, "0028,1050"));
        Optional<Double> width = number(DicomTools.getTag(image, "0028,1051"));
        String function = Optional.ofNullable(DicomTools.getTag(image, "0028,1056"))
                .orElse("LINEAR")
                .trim();
        boolean linear = function.equals("LINEAR");
        return center.isEmpty() || width.isEmpty() || width.get() < (linear ? 1 : Double.MIN_NORMAL)
                ? Optional.empty()
                : Optional.of(new DicomWindow(center.get(), width.get(), linear));
    }

    private static Optional<Double> number(String values) {
        try {
            return Optional.ofNullable(values)
                    .map(text -> Double.parseDouble(text.split("\\\\")[0].trim()))
                    .filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether ImageJ shows the slice with this window and nobody has moved it since. */
    boolean isShownAs(Window shown, double within) {
        return Math.abs(shown.center() - center) <= within && Math.abs(shown.width() - width) <= 2 * within;
    }

    /** LINEAR runs over width - 1 around centre - 0.5 (PS3.3 C.11.2.1.2.1), the other functions over width around centre. */
    Window standard() {
        double threshold = 1e-6; // width 1 means black or white with nothing between
        return linear ? new Window(center - 0.5, Math.max(width - 1, threshold)) : new Window(center, width);
    }
}
