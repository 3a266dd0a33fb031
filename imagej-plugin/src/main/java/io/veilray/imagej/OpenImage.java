package io.veilray.imagej;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import io.veilray.client.PrivateClassifier;
import io.veilray.imagej.cloud.PluginCloud;
import io.veilray.imagej.cloud.WatchedRun;
import io.veilray.imagej.io.ImageSlice;
import io.veilray.imagej.io.SliceValues;
import io.veilray.imagej.options.ClassifyOptions;
import io.veilray.imagej.options.ModelChoice;
import io.veilray.imagej.options.ServerChoice;
import io.veilray.imagej.output.Found;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.region.PatchMaker;
import io.veilray.result.Classification;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An image that is open in ImageJ, and its regions' way through the cloud. */
record OpenImage(ImagePlus image) {
    /** @throws IllegalArgumentException if none is open */
    static OpenImage current() {
        ImagePlus image = WindowManager.getCurrentImage();
        if (image == null) {
            throw new IllegalArgumentException("no image is open: open a scan with File > Open... and run again");
        }
        return new OpenImage(image);
    }

    /** The models of a server, its first choice first. */
    static List<ModelInfo> models(ServerChoice server) throws CloudException, IOException {
        return PluginCloud.connect(server).models();
    }

    /** Classifies a region of the slice that is shown now, and shows nothing. */
    Found classify(Optional<Roi> roi, ClassifyOptions options) throws CloudException, IOException {
        long start = System.nanoTime();
        ImageSlice read = ImageSlice.of(image, roi);
        PrivateClassifier classifier = PluginCloud.connect(options.server());
        try {
            ModelInfo model = model(classifier, options.model());
            Patch patch = PatchMaker.cut(read.slice(), read.region(), read.mask(), model.input());
            try {
                Classification result = new WatchedRun(PluginCloud.classifier(options.server()), image.getTitle())
                        .classify(patch, model.id());
                double seconds = (System.nanoTime() - start) / 1e9;
                return new Found(
                        image.getTitle(),
                        image.getCurrentSlice(),
                        roi,
                        result,
                        seconds,
                        options.server().toString(),
                        SliceValues.calibration(image));
            } finally {
                Arrays.fill(patch.values(), 0);
            }
        } catch (CloudException e) {
            PluginCloud.forgetIfBroken(classifier, e);
            throw e;
        }
    }

    /** Lets the next classification with that model begin at once. */
    static void keepReady(ClassifyOptions options) throws CloudException, IOException {
        PluginCloud.keepReady(
                options.server(),
                model(PluginCloud.connect(options.server()), options.model()).id());
    }

    /** The model that is meant. */
    static ModelInfo model(PrivateClassifier classifier, ModelChoice choice) throws CloudException {
        ModelInfo named = choice.model().isEmpty() ? classifier.models().getFirst() : classifier.model(choice.model());
        return choice.mode().isEmpty()
                ? named
                : classifier.model(named.baseId(), choice.mode().get());
    }
}
