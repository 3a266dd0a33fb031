package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.RuledModel;
import io.veilray.cloud.service.ModelRegistry;
import io.veilray.cloud.service.ServiceLimits;
import io.veilray.opinion.Doubt;
import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkCost;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cards that reveal the class alone, from their files to the class, over gRPC, in strict and in quadratic mode. */
@Timeout(120)
class ClassOnlyOverWireTest {
    private static final String CLASS = "\"answer\":\"class\"";
    private static final int PATCHES = 2;

    private static Patch patch(InputSpec input, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[input.heightPx() * input.widthPx()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (seed % 3 + 1) * 0.2f * random.nextFloat() + i % input.widthPx() * 0.4f / input.widthPx();
        }
        return new Patch(
                1, input.heightPx(), input.widthPx(), values, new Region(0, 0, input.widthPx(), input.heightPx()));
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = CheckedModel.class.getResourceAsStream("/io/veilray/cloud/demo/models/" + name)) {
            return in.readAllBytes();
        }
    }

    private static CheckedModel shipped(String id, String mode) throws Exception {
        String card = new String(bytes(id + "/card.json"), StandardCharsets.UTF_8)
                .replaceFirst("\"modes\": \\[[^]]*]", "\"" + mode + "\":{" + CLASS + "},\"modes\":[\"" + mode + "\"]");
        return CheckedModel.load(bytes(id + "/model.onnx"), card);
    }

    /** One of three classes to the bit, a shipped one of two as one-bit truncation allows. */
    private static List<LoadedModel> models() throws Exception {
        String rules = CLASS + ",\"ringBits\":39,\"truncation\":\"faithful\"";
        return List.of(
                LoadedModel.of(RuledModel.load("random", 1, rules)),
                LoadedModel.of(shipped("pneumonia-cxr-28-quadratic", "quadratic")));
    }

    private static void judge(LoadedModel model, Patch patch, Classification result) {
        String what = model.info().id();
        assertTrue(
                result.classOnly() && !result.calibrated() && result.evidence().isEmpty(), what);
        assertEquals(0, result.logits().length + result.probabilities().length, what);
        double[] fixed = model.fixedPointLogits(patch);
        double best = fixed[Classification.argMax(fixed)];
        assertTrue(best - fixed[result.winner()] <= 2 * model.maskingBound(patch), what);
        if (model.maskingBound(patch) == 0) {
            assertEquals(Classification.argMax(fixed), result.winner(), what);
        }
        assertEquals(StrictPlan.of(model.info().network()).rounds(), result.rounds(), what);
        Set<Doubt.Kind> doubts = result.doubts().stream().map(Doubt::kind).collect(Collectors.toSet());
        assertFalse(doubts.contains(Doubt.Kind.LOW_PROBABILITY) || doubts.contains(Doubt.Kind.UNFAMILIAR_ANSWER), what);
        assertEquals(
                model.info().opinion().doubts(patch).stream().map(Doubt::kind).collect(Collectors.toSet()),
                doubts,
                what);
    }

    @Test
    void classAlone_isThatOfTheClear_andTrafficTheSameWhateverItIs() throws Exception {
        List<LoadedModel> loaded = models();
        CloudOptions options =
                CloudOptions.onLoopback(0).withLimits(ServiceLimits.DEFAULT).withDrain(Duration.ofMillis(50));
        try (CloudServer server = CloudServer.start(options, new ModelRegistry(loaded), WireFixture.IDENTITY);
                PrivateClassifier classifier = PrivateClassifier.connect(
                        new Endpoint("localhost", server.port(), Optional.of(WireFixture.IDENTITY.certificatePem())))) {
            for (LoadedModel model : loaded) {
                NetworkCost cost = NetworkCost.of(model.info().network());
                Set<List<Long>> traffic = new HashSet<>();
                for (long seed = 1; seed <= PATCHES; seed++) {
                    Patch patch = patch(model.info().input(), seed);
                    Classification result =
                            classifier.classify(patch, model.info().id(), Progress.NONE);
                    judge(model, patch, result);
                    traffic.add(List.of(result.bytesUp(), result.bytesDown()));
                }
                assertEquals(1, traffic.size(), model.info().id());
                long framing = traffic.iterator().next().getFirst() - cost.onlineBytesUp();
                assertTrue(framing >= 0 && framing < 1024, framing + " bytes of framing");
            }
        }
    }

    /** What the card measured of logits stays at home; the image is judged as ever. */
    @Test
    void ruleForOpinions_keepsWhatJudgesImages() throws Exception {
        OpinionRule whole = CheckedModel.load(
                        bytes("pneumonia-cxr-28/model.onnx"),
                        new String(bytes("pneumonia-cxr-28/card.json"), StandardCharsets.UTF_8))
                .info()
                .opinion();
        assertTrue(whole.judgesLogits());
        ModelInfo info = shipped("pneumonia-cxr-28", "strict").info();
        OpinionRule left = info.opinion();
        assertFalse(left.judgesLogits());
        assertEquals(List.of(whole.modalities(), whole.patch()), List.of(left.modalities(), left.patch()));
        String refused = assertThrows(
                        IllegalArgumentException.class,
                        () -> new ModelInfo(
                                info.id(),
                                info.version(),
                                info.title(),
                                info.classes(),
                                info.input(),
                                info.network(),
                                whole,
                                info.intendedUse(),
                                info.training(),
                                info.accuracy()),
                        "as a server may describe it")
                .getMessage();
        assertTrue(refused.contains("answers with the class alone"), refused);
    }
}
