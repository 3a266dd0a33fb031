package io.veilray.imagej;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import io.veilray.imagej.options.ClassifyOptions;
import io.veilray.imagej.options.Invocation;
import io.veilray.imagej.output.Found;
import io.veilray.imagej.output.Shown;
import io.veilray.protocol.CloudException;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.Optional;

/** Classifies every region in the ROI Manager on the current image, each on the slice it belongs to. */
final class ClassifyManager {
    void run(Invocation call) throws CloudException, IOException {
        OpenImage open = OpenImage.current();
        RoiManager manager = GraphicsEnvironment.isHeadless() ? null : RoiManager.getInstance();
        if (manager == null || manager.getCount() == 0) {
            throw new IllegalArgumentException(
                    "the ROI Manager is empty: add regions with Edit > Selection > Add to Manager and run again");
        }
        ClassifyOptions given = ClassifyOptions.parse(call.options().orElse(""), false);
        Optional<ClassifyOptions> options = call.interactive()
                ? ClassifyOptions.ask(
                        "Classify ROI Manager", given, OpenImage.models(given.server()), false, Pages.manual())
                : Optional.of(given);
        if (options.isPresent()) {
            classify(open, manager.getRoisAsArray(), options.get().withoutManager());
            if (call.interactive()) {
                OpenImage.keepReady(options.get());
            }
        }
    }

    private static void classify(OpenImage open, Roi[] rois, ClassifyOptions options)
            throws CloudException, IOException {
        ImagePlus image = open.image();
        int shown = image.getCurrentSlice();
        int refused = 0;
        try {
            for (Roi roi : rois) {
                refused += classify(open, roi, shown, options) ? 0 : 1;
            }
        } finally {
            image.setSlice(shown);
        }
        if (refused > 0) {
            IJ.log("Veilray: " + refused + " of " + rois.length
                    + " regions were not classified; the reasons stand above.");
        }
    }

    /** Whether it could be; a region that cannot says why in the log, and the others go on. */
    private static boolean classify(OpenImage open, Roi roi, int shown, ClassifyOptions options)
            throws CloudException, IOException {
        ImagePlus image = open.image();
        int slice = Math.clamp(roi.getPosition() == 0 ? shown : roi.getPosition(), 1, image.getStackSize());
        image.setSliceWithoutUpdate(slice);
        try {
            Found found = open.classify(Optional.of(roi), options);
            Shown.on(image, found, options);
            return true;
        } catch (IllegalArgumentException e) {
            IJ.log("Veilray: region \"" + roi.getName() + "\": " + e.getMessage());
            return false;
        }
    }
}
