package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.RuledModel;
import io.veilray.cloud.service.ModelRegistry;
import io.veilray.cloud.service.ServiceLimits;
import io.veilray.protocol.StrictPlan;
import io.veilray.region.InputSpec;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import io.veilray.wire.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a card promises in strict mode, from its files to the logits, over gRPC: that results are those of the clear, to the bit,
 * or that logits are told no finer than it says.
 */
@Timeout(120)
class StrictRulesOverWireTest {
    private static final String FAITHFUL = "\"truncation\":\"faithful\"";

    private static Patch patch(InputSpec input, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[input.heightPx() * input.widthPx()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.3f * random.nextFloat() + i % input.widthPx() * 0.7f / input.widthPx();
        }
        return new Patch(
                1, input.heightPx(), input.widthPx(), values, new Region(0, 0, input.widthPx(), input.heightPx()));
    }

    private static String resource(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in =
                CheckedModel.class.getResourceAsStream("/io/veilray/cloud/demo/models/pneumonia-cxr-28/" + name)) {
            return in.readAllBytes();
        }
    }

    private static CheckedModel shipped(String id, String rules) throws Exception {
        String card = resource("card.json")
                .replace("\"id\": \"pneumonia-cxr-28\"", "\"id\": \"" + id + "\"")
                .replaceFirst("\"modes\": \\[[^]]*]", "\"strict\":{" + rules + "},\"modes\":[\"strict\"]");
        return CheckedModel.load(bytes("model.onnx"), card);
    }

    /** Each model with a few patches; {@code check} judges them. */
    private static void classify(List<CheckedModel> models, int patches, Check check) throws Exception {
        List<LoadedModel> loaded = new ArrayList<>();
        for (CheckedModel model : models) {
            loaded.add(LoadedModel.of(model));
        }
        CloudOptions options =
                CloudOptions.onLoopback(0).withLimits(ServiceLimits.DEFAULT).withDrain(Duration.ofMillis(50));
        try (CloudServer server = CloudServer.start(options, new ModelRegistry(loaded), WireFixture.IDENTITY);
                PrivateClassifier classifier = PrivateClassifier.connect(
                        new Endpoint("localhost", server.port(), Optional.of(WireFixture.IDENTITY.certificatePem())))) {
            for (LoadedModel model : loaded) {
                for (long seed = 1; seed <= patches; seed++) {
                    Patch patch = patch(model.info().input(), seed);
                    Classification result =
                            classifier.classify(patch, model.info().id(), Progress.NONE);
                    assertEquals("strict", result.mode());
                    assertEquals(StrictPlan.of(model.info().network()).rounds(), result.rounds());
                    check.judge(model, patch, result.logits());
                }
            }
        }
    }

    private interface Check {
        void judge(LoadedModel model, Patch patch, double[] logits);
    }

    @Test
    void faithfulTruncation_givesTheFixedPointModelsLogitsToTheBit() throws Exception {
        List<CheckedModel> models = new ArrayList<>(List.of(shipped("shipped", FAITHFUL)));
        for (long seed = 1; seed <= 5; seed++) {
            models.add(RuledModel.load("random-" + seed, seed, FAITHFUL));
        }
        classify(models, 2, (model, patch, logits) -> {
            assertArrayEquals(
                    model.fixedPointLogits(patch), logits, model.info().id());
            assertEquals(0, model.maskingBound(patch));
        });
    }

    /** Multiples of 2^-3, no further than one from the logits where nothing else is rounded at random. */
    @Test
    void logitBits_areAllThatIsTold() throws Exception {
        List<CheckedModel> models = List.of(
                shipped("shipped", "\"logitBits\":3"), RuledModel.load("exact", 1, FAITHFUL + ",\"logitBits\":3"));
        classify(models, 2, (model, patch, logits) -> {
            double bound = model.maskingBound(patch);
            assertArrayEquals(model.fixedPointLogits(patch), logits, bound);
            assertTrue(bound >= 1.0 / 8 && bound < 1.0 / 4, "bound " + bound);
            for (double logit : logits) {
                assertEquals(Math.rint(logit * 8), logit * 8, "eighths");
            }
        });
    }
}
