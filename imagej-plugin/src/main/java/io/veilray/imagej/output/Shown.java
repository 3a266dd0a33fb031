package io.veilray.imagej.output;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import io.veilray.imagej.options.ClassifyOptions;
import java.awt.GraphicsEnvironment;
import java.util.Optional;

/** Puts a result wherever the options ask for it. */
public final class Shown {
    private Shown() {}

    /** Overlay, properties, table, and the ROI Manager if asked for. */
    public static void on(ImagePlus image, Found found, ClassifyOptions options) {
        new ResultDrawing(image, found).draw(options.evidence() ? Optional.of(options.opacity()) : Optional.empty());
        Properties.set(image, found);
        found.roi().ifPresent(roi -> Properties.set(roi, found));
        Tables.append(found, options.table());
        if (options.manager()) {
            manage(image, found);
        }
    }

    private static void manage(ImagePlus image, Found found) {
        Roi copy = found.roi()
                .map(roi -> (Roi) roi.clone())
                .orElseGet(() -> new Roi(0, 0, image.getWidth(), image.getHeight()));
        copy.setName("Veilray " + found.answer() + " " + found.image());
        if (image.getStackSize() > 1) {
            copy.setPosition(found.slice());
        }
        Properties.set(copy, found);
        manager().addRoi(copy);
    }

    /** The manager that macros and the screen see. */
    private static RoiManager manager() {
        if (GraphicsEnvironment.isHeadless()) {
            throw new IllegalArgumentException("the ROI Manager needs a screen: leave out the option manager; the table"
                    + " and the image's properties hold the result");
        }
        RoiManager open = RoiManager.getInstance();
        return open == null ? new RoiManager() : open;
    }
}
