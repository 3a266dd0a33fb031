package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.LocalCloud;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.StrictPlan;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole line from a patch to a class with the shipped models. */
class StubCloudTest {
    @Test
    void shippedModels_overTheWire_stayNearTheModelInTheClear() throws Exception {
        requireNear(Optional.empty());
    }

    /** Two of them with cards that allow strict mode too; the sum of a logit over its map takes the bits. */
    @Test
    void shippedModelsInStrictMode_overTheWire_stayNearTheModelInTheClear(@TempDir Path folder) throws Exception {
        for (String id : List.of("pneumonia-cxr-28", "chest-cxr-256")) {
            Path own = Files.createDirectory(folder.resolve(id));
            String card = new String(resource(id + "/card.json"), StandardCharsets.UTF_8);
            String both = card.replaceFirst(
                    "\"modes\": \\[[^]]*]",
                    "\"strict\": {\"ringBits\": 41, \"weightBits\": 12}, \"modes\": [\"strict\", \"masked\"]");
            Files.writeString(own.resolve("card.json"), both);
            Files.write(own.resolve("model.onnx"), resource(id + "/model.onnx"));
        }
        assertEquals(4, requireNear(Optional.of(folder)));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = StubCloudTest.class.getResourceAsStream("/io/veilray/cloud/demo/models/" + name)) {
            return in.readAllBytes();
        }
    }

    /** How many models were compared. */
    private static int requireNear(Optional<Path> folder) throws Exception {
        LocalCloud cloud = LocalCloud.find().orElseThrow();
        try (LocalCloud.Running running = cloud.start(0, folder);
                PrivateClassifier classifier = PrivateClassifier.connect(running.endpoint())) {
            for (ModelInfo model : classifier.models()) {
                Patch patch = model.network().mode() == NonlinearMode.QUADRATIC ? smooth(model) : randomPatch(model, 5);
                Classification result = classifier.classify(patch, model.id(), Progress.NONE);
                LocalCloud.PlaintextReference plain = running.plaintext(model.id());
                double[] expected = plain.fixedPointLogits(patch);
                double bound = plain.maskingBound(patch);
                assertTrue(bound < 1, "a bound of " + bound + " would let any answer pass");
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], result.logits()[i], bound);
                }
                assertEquals(rounds(model), result.rounds());
                assertEquals(model.network().mode().word(), result.mode());
            }
            return classifier.models().size();
        }
    }

    /** Brightest in the middle: networks of squares keep their numbers in the ring for what looks like a scan only. */
    private static Patch smooth(ModelInfo model) {
        int side = model.input().widthPx();
        float[] pixels = new float[side * side];
        for (int i = 0; i < pixels.length; i++) {
            int y = i / side - side / 2;
            int x = i % side - side / 2;
            pixels[i] = (float) Math.max(0, 0.6 - (double) (x * x + y * y) / (side * side));
        }
        return new Patch(1, side, side, pixels, new Region(0, 0, side, side));
    }

    private static int rounds(ModelInfo model) {
        return model.network().mode().shared()
                ? StrictPlan.of(model.network()).rounds()
                : model.network().rounds();
    }

    static Patch randomPatch(ModelInfo model, long seed) {
        int height = model.input().heightPx();
        int width = model.input().widthPx();
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return new Patch(1, height, width, values, new Region(0, 0, width, height));
    }
}
