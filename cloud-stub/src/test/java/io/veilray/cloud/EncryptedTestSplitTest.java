package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.LocalCloud;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.region.PatchMaker;
import io.veilray.region.Region;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.result.Classification;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Every public test image of the chest X-ray task through the wire and the encrypted protocol. A wrong class here is a
 * wrong finding on a child's film, so the class must be the one the model gives in the clear.
 */
class EncryptedTestSplitTest {
    private static final String MODEL = "pneumonia-cxr-28";

    private int images;
    private int agree;
    private int rightEncrypted;
    private int rightFloat;
    private double largestMove;
    private double largestShareOfBound;

    @Test
    void encryptedClasses_areThoseOfTheModelInTheClear() throws Exception {
        Path split = Path.of(System.getProperty("veilray.data", "../../shared/data"), "pneumonia_cxr_28", "test");
        if (!Files.isDirectory(split)) {
            System.out.println("skipped: no test images in " + split + "; name their folder with -Dveilray.data=DIR");
        }
        Assumptions.assumeTrue(Files.isDirectory(split), "no test images in " + split);
        try (LocalCloud.Running cloud = LocalCloud.find().orElseThrow().start(0, Optional.empty());
                PrivateClassifier classifier = PrivateClassifier.connect(cloud.endpoint())) {
            ModelInfo model = classifier.model(MODEL);
            for (int label = 0; label < model.classes().size(); label++) {
                for (Path file : files(split.resolve(model.classes().get(label)))) {
                    check(classifier, model, cloud.plaintext(MODEL), file, label);
                }
            }
        }
        System.out.printf(
                "%d images: encrypted right %d, float right %d, same class as fixed point %d,"
                        + " largest move of a logit %.4f, at most %.3f of its bound%n",
                images, rightEncrypted, rightFloat, agree, largestMove, largestShareOfBound);
        assertEquals(531, images);
        assertTrue(agree >= 0.998 * images, agree + " of " + images + " agree");
        assertTrue(Math.abs(rightEncrypted - rightFloat) <= 0.002 * images, rightEncrypted + " and " + rightFloat);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private void check(
            PrivateClassifier classifier, ModelInfo model, LocalCloud.PlaintextReference clear, Path file, int label)
            throws IOException, CloudException {
        Slice slice = slice(file);
        Patch patch = PatchMaker.cut(slice, Region.whole(slice), model.input());
        double[] encrypted = classifier.classify(patch, MODEL, Progress.NONE).logits();
        double[] fixed = clear.fixedPointLogits(patch);
        double bound = clear.maskingBound(patch);
        for (int i = 0; i < fixed.length; i++) {
            double move = Math.abs(encrypted[i] - fixed[i]);
            assertTrue(move <= bound, file + ": logit " + i + " moved by " + move + ", bound " + bound);
            largestMove = Math.max(largestMove, move);
            largestShareOfBound = Math.max(largestShareOfBound, move / bound);
        }
        boolean same = Classification.argMax(encrypted) == Classification.argMax(fixed);
        assertTrue(same || Math.abs(fixed[0] - fixed[1]) <= 2 * bound, file + ": classes differ beyond the bound");
        images++;
        agree += same ? 1 : 0;
        rightEncrypted += Classification.argMax(encrypted) == label ? 1 : 0;
        rightFloat += Classification.argMax(clear.floatLogits(patch)) == label ? 1 : 0;
    }

    private static Slice slice(Path file) throws IOException {
        Raster raster = ImageIO.read(file.toFile()).getRaster();
        float[] values = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (float[]) null);
        return new Slice(raster.getWidth(), raster.getHeight(), values, Window.between(0, 255), false);
    }
}
