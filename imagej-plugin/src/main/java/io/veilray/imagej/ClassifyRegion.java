package io.veilray.imagej;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import io.veilray.imagej.options.ClassifyOptions;
import io.veilray.imagej.options.Invocation;
import io.veilray.imagej.output.Shown;
import io.veilray.protocol.CloudException;
import java.io.IOException;
import java.util.Optional;

/** Classifies the selection, or the whole slice if there is none, on the slice shown or on all of a stack. */
record ClassifyRegion(boolean evidence) {
    void run(Invocation call) throws CloudException, IOException {
        OpenImage open = OpenImage.current();
        ClassifyOptions given = ClassifyOptions.parse(call.options().orElse(""), evidence);
        Optional<ClassifyOptions> options = call.interactive()
                ? ClassifyOptions.ask(
                        evidence ? "Evidence Map" : "Classify Region",
                        given,
                        OpenImage.models(given.server()),
                        open.image().getStackSize() > 1,
                        Pages.manual())
                : Optional.of(given);
        if (options.isPresent()) {
            classify(open, options.get());
            if (call.interactive()) {
                OpenImage.keepReady(options.get());
            }
        }
    }

    private static void classify(OpenImage open, ClassifyOptions options) throws CloudException, IOException {
        ImagePlus image = open.image();
        Optional<Roi> roi = Optional.ofNullable(image.getRoi());
        if (roi.isEmpty()) {
            IJ.log("Veilray: nothing is selected in \"" + image.getTitle() + "\"; the whole slice is classified.");
        }
        if (!options.all()) {
            Shown.on(image, open.classify(roi, options), options);
            return;
        }
        int shown = image.getCurrentSlice();
        try {
            for (int slice = 1; slice <= image.getStackSize(); slice++) {
                image.setSliceWithoutUpdate(slice);
                Shown.on(image, open.classify(roi, options), options);
            }
        } finally {
            image.setSlice(shown);
        }
    }
}
