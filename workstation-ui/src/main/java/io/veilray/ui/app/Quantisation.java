package io.veilray.ui.app;

import io.veilray.client.LocalCloud.PlaintextReference;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.region.PatchMaker;
import io.veilray.region.Region;
import io.veilray.region.Slice;
import io.veilray.result.Classification;
import io.veilray.ui.evaluate.LabelledFolder;
import io.veilray.ui.evaluate.LabelledFolder.Labelled;
import io.veilray.ui.scan.ScanException;
import io.veilray.ui.scan.ScanReader;

/**
 * What fixed point does to a model on labelled images, all in the clear.
 *
 * @param images how many could be read
 * @param skipped how many could not
 * @param floatRight images the float model gets right
 * @param fixedRight images the fixed-point model gets right
 * @param same images on which both give the same class
 */
record Quantisation(int images, int skipped, int floatRight, int fixedRight, int same) {
    static Quantisation measure(LabelledFolder folder, ModelInfo model, PlaintextReference clear)
            throws CommandFailure {
        Quantisation sum = new Quantisation(0, 0, 0, 0, 0);
        for (Labelled image : folder.take(Integer.MAX_VALUE)) {
            sum = sum.plus(image, model, clear);
        }
        if (sum.images == 0) {
            throw new CommandFailure(
                    ExitCode.FILE,
                    "--images holds no image that can be read: put PNG, JPEG or DICOM"
                            + " files into the class folders");
        }
        return sum;
    }

    private Quantisation plus(Labelled image, ModelInfo model, PlaintextReference clear) throws CommandFailure {
        try {
            Slice slice = ScanReader.read(image.file(), 1).slice();
            Patch patch = PatchMaker.cut(slice, Region.whole(slice), model.input());
            int truth = model.classes().indexOf(image.label());
            int floats = Classification.argMax(clear.floatLogits(patch));
            int fixed = Classification.argMax(ClearModel.compared(() -> clear.fixedPointLogits(patch)));
            return new Quantisation(
                    images + 1,
                    skipped,
                    floatRight + (floats == truth ? 1 : 0),
                    fixedRight + (fixed == truth ? 1 : 0),
                    same + (floats == fixed ? 1 : 0));
        } catch (ScanException e) {
            return new Quantisation(images, skipped + 1, floatRight, fixedRight, same);
        }
    }

    double floatAccuracy() {
        return (double) floatRight / images;
    }

    double fixedPointAccuracy() {
        return (double) fixedRight / images;
    }

    double agreement() {
        return (double) same / images;
    }
}
