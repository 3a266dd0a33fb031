package io.veilray.ui.classify;

import io.veilray.client.Progress;
import io.veilray.client.Stage;
import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.SharedRules;
import io.veilray.protocol.TensorShape;
import io.veilray.region.InputSpec;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import io.veilray.wire.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cloud that stops at a chosen stage until it is let go or interrupted. */
final class StagedCloud implements CloudLinker {
    static final String MODEL = "staged";
    static final Endpoint SOMEWHERE = new Endpoint("cloud.example.org", 50051, Optional.empty());

    /** The stage to stop at; none if null. */
    volatile @Nullable Stage stopAt;

    volatile boolean stopWhileConnecting;
    /** What the next connection throws. */
    volatile @Nullable CloudException refusal;
    /** What the next classification throws after its first round. */
    volatile @Nullable CloudException failure;

    /** Once so many were classified, the next ones are refused. */
    volatile int failAfter = Integer.MAX_VALUE;

    final CountDownLatch letGo = new CountDownLatch(1);
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger classified = new AtomicInteger();
    OpinionRule opinion = OpinionRule.UNMEASURED;

    /** Whether its model, which is strict then, reveals the class alone. */
    boolean classOnly;

    /** Served after the first one. */
    List<ModelInfo> more = List.of();

    static ModelInfo model(String id, OpinionRule opinion) {
        return model(id, "Bright or dark", NonlinearMode.MASKED, opinion);
    }

    static ModelInfo model(String id, String title, NonlinearMode mode, OpinionRule opinion) {
        return model(id, title, mode, SharedRules.USUAL, opinion);
    }

    ModelInfo classOnlyModel() {
        SharedRules rules =
                new SharedRules(SharedRules.Truncation.ONE_BIT, OptionalInt.empty(), SharedRules.Answer.CLASS);
        return model(MODEL, "Bright or dark", NonlinearMode.STRICT, rules, opinion.ofImages());
    }

    private static ModelInfo model(
            String id, String title, NonlinearMode mode, SharedRules rules, OpinionRule opinion) {
        LayerShape layer =
                new LayerShape("dense", List.of(new LinearTerm(0, 2, 2, 1, 0, 0)), new TensorShape(2, 1, 1), List.of());
        NetworkShape network = new NetworkShape(
                new TensorShape(1, 2, 2),
                List.of(layer),
                mode,
                32,
                10,
                14,
                mode == NonlinearMode.MASKED ? 2 : 0,
                rules);
        return new ModelInfo(
                id,
                "1.0.0",
                title,
                List.of("bright", "dark"),
                new InputSpec(1, 2, 2, Optional.empty()),
                network,
                opinion,
                "Tests only.",
                "Nothing",
                "Not measured");
    }

    @Override
    public CloudLink connect(Endpoint endpoint) throws CloudException {
        if (stopWhileConnecting) {
            stop();
        }
        if (refusal != null) {
            throw refusal;
        }
        connections.incrementAndGet();
        return new CloudLink() {
            @Override
            public List<ModelInfo> models() {
                return StagedCloud.this.models();
            }

            @Override
            public Classification classify(Patch patch, String modelId, Progress progress) throws CloudException {
                return StagedCloud.this.classify(patch, modelId, progress);
            }

            @Override
            public void close() {
                connections.decrementAndGet();
            }
        };
    }

    private List<ModelInfo> models() {
        ModelInfo first = classOnly ? classOnlyModel() : model(MODEL, opinion);
        return Stream.concat(Stream.of(first), more.stream()).toList();
    }

    private String mode(String id) {
        return models().stream()
                .filter(model -> model.id().equals(id))
                .map(model -> model.network().mode().word())
                .findFirst()
                .orElseThrow();
    }

    private void stop() throws CloudException {
        try {
            letGo.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(Reason.CANCELLED, "the call to the server was cancelled");
        }
    }

    private Classification classify(Patch patch, String id, Progress progress) throws CloudException {
        for (Stage stage : Stage.values()) {
            progress.report(stage, 0, 2);
            progress.report(stage, 1, 2);
            if (stage == Stage.ROUND && failure != null) {
                throw failure;
            }
            if (stage == stopAt) {
                stop();
            }
        }
        if (classified.getAndIncrement() >= failAfter) {
            throw new CloudException(Reason.REFUSED, "enough");
        }
        double[] logits = {patch.values()[0], 0.5};
        if (classOnly) {
            return new Classification(
                    id,
                    "1.0.0",
                    mode(id),
                    List.of("bright", "dark"),
                    new double[0],
                    new double[0],
                    false,
                    1,
                    opinion.doubts(patch),
                    patch.region(),
                    1,
                    100,
                    200,
                    3000,
                    Map.of("online", 1.5),
                    Optional.empty());
        }
        return new Classification(
                id,
                "1.0.0",
                mode(id),
                List.of("bright", "dark"),
                logits,
                opinion.probabilities(logits),
                false,
                opinion.doubts(patch, logits),
                patch.region(),
                1,
                100,
                200,
                3000,
                Map.of("online", 1.5),
                Optional.empty());
    }
}
