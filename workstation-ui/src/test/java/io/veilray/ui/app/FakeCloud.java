package io.veilray.ui.app;

import com.google.gson.JsonParser;
import io.veilray.client.LocalCloud;
import io.veilray.client.Progress;
import io.veilray.client.Stage;
import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.CloudException;
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
import io.veilray.ui.classify.CloudLink;
import io.veilray.ui.classify.CloudLinker;
import io.veilray.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** A cloud of one model, in as many modes as a test wants, with a rule simple enough to check by hand: the logit of "bright" is the patch's mean. */
final class FakeCloud implements CloudLinker, LocalCloud {
    static final String MODEL = "bright-or-dark";
    static final byte[] SAMPLE = {'n', 'o', 'n', 'e'};

    /** What the next connection or classification throws. */
    CloudException failure;
    /** Added to the private logit of "bright". */
    double maskingError;
    /** What the fixed-point model throws, as one does that was calibrated on other images. */
    ArithmeticException outOfRange;
    /** What {@link #awaitStop} does: returns at once unless told otherwise. */
    boolean interruptedWhileServing;
    /** Content of the sample scans. */
    byte[] sample = SAMPLE;

    /** What happens before an answer, given how many began before it; called from several threads. */
    interface Event {
        void happen(int before) throws CloudException;
    }

    Event event = before -> {};
    final AtomicInteger classifications = new AtomicInteger();

    int connections;
    int running;
    String version = "1.0.0";
    /** In which it serves its model; the first under the model's own id. */
    List<NonlinearMode> modes = List.of(NonlinearMode.MASKED);
    /** Of models in a folder: modes that it refuses, and why. Their cards are not read while there are none. */
    Map<NonlinearMode, String> cannot = Map.of();
    /** How the model's answers become opinions. */
    OpinionRule opinion = OpinionRule.UNMEASURED;

    /** Whether it reveals the class alone in modes that can. */
    boolean classOnly;

    Services services() {
        return new Services(this, () -> Optional.of(this));
    }

    private String id(NonlinearMode mode) {
        return mode == modes.getFirst() ? MODEL : MODEL + "-" + mode.word();
    }

    private NonlinearMode mode(String id) {
        return modes.stream().filter(mode -> id(mode).equals(id)).findFirst().orElseThrow();
    }

    ModelInfo model(String version) {
        return model(version, modes.getFirst());
    }

    private ModelInfo model(String version, NonlinearMode mode) {
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
                new SharedRules(
                        SharedRules.Truncation.ONE_BIT,
                        OptionalInt.empty(),
                        revealsClassOnly(mode) ? SharedRules.Answer.CLASS : SharedRules.Answer.LOGITS));
        InputSpec input = new InputSpec(1, 2, 2, Optional.empty());
        return new ModelInfo(id(mode), version, "t", List.of("bright", "dark"), input, network, opinion, "u", "t", "a");
    }

    private boolean revealsClassOnly(NonlinearMode mode) {
        return classOnly && mode.shared();
    }

    private static double mean(Patch patch) {
        double sum = 0;
        for (float value : patch.values()) {
            sum += value;
        }
        return sum / patch.values().length;
    }

    @Override
    public CloudLink connect(Endpoint endpoint) throws CloudException {
        if (failure != null) {
            throw failure;
        }
        connections++;
        String shown = endpoint.port() == 1 ? "1.0.0" : version;
        return new CloudLink() {
            @Override
            public List<ModelInfo> models() {
                return modes.stream().map(mode -> model(shown, mode)).toList();
            }

            @Override
            public Classification classify(Patch patch, String id, Progress progress) throws CloudException {
                event.happen(classifications.getAndIncrement());
                return FakeCloud.this.classify(patch, id, progress);
            }

            @Override
            public void close() {
                connections--;
            }
        };
    }

    private Classification classify(Patch patch, String id, Progress progress) {
        progress.report(Stage.ENCRYPTING, 0, 1);
        progress.report(Stage.ROUND, 1, 1);
        progress.report(Stage.DONE, 1, 1);
        double[] logits = {mean(patch) + maskingError, 0.5};
        double[] told = revealsClassOnly(mode(id)) ? new double[0] : logits;
        return new Classification(
                id,
                version,
                mode(id).word(),
                List.of("bright", "dark"),
                told,
                opinion.probabilities(told),
                opinion.temperature().isPresent(),
                Classification.argMax(logits),
                opinion.doubts(patch, logits),
                patch.region(),
                1,
                100,
                200,
                3000,
                Map.of("online", 1.5, "total", 4.5),
                Optional.empty());
    }

    @Override
    public Running start(int port, Optional<Path> models) throws IOException {
        if (port == 13) {
            throw new IOException("port 13 is taken");
        }
        if (models.isPresent() && !cannot.isEmpty()) {
            Path model = models.get().resolve("model");
            readModes(model);
            if (cannot.containsKey(modes.getFirst())) {
                throw new IOException(model.resolve("model.onnx") + ": " + cannot.get(modes.getFirst()));
            }
        }
        running++;
        return new Server();
    }

    /** Knows no policy: one with the word "wrong" in it is refused. */
    @Override
    public Running serve(int port, Optional<Path> models, Listening how) throws IOException {
        Optional<Path> policy = how.policy();
        if (policy.isPresent() && Files.readString(policy.get()).contains("wrong")) {
            throw new IOException(policy.get() + ": policy field wrong is unknown");
        }
        return start(port, models);
    }

    private void readModes(Path model) throws IOException {
        String card = Files.readString(model.resolve("card.json"));
        modes = JsonParser.parseString(card).getAsJsonObject().getAsJsonArray("modes").asList().stream()
                .map(word -> NonlinearMode.of(word.getAsString()))
                .toList();
    }

    @Override
    public List<Path> writeSamples(Path folder) throws IOException {
        Files.createDirectories(folder);
        return List.of(Files.write(folder.resolve("sample"), sample));
    }

    private final class Server implements Running, PlaintextReference {
        @Override
        public Endpoint endpoint() {
            return new Endpoint("localhost", 1, Optional.empty());
        }

        @Override
        public List<String> modelIds() {
            return List.of(MODEL);
        }

        @Override
        public PlaintextReference plaintext(String modelId) {
            return this;
        }

        @Override
        public List<SumNeed> needs(String modelId) {
            return List.of(new SumNeed("dense", 4, 29, true));
        }

        @Override
        public void awaitStop() throws InterruptedException {
            if (interruptedWhileServing) {
                throw new InterruptedException();
            }
        }

        @Override
        public void close() {
            running--;
        }

        @Override
        public double[] fixedPointLogits(Patch patch) {
            if (outOfRange != null) {
                throw outOfRange;
            }
            return new double[] {mean(patch), 0.5};
        }

        @Override
        public double[] floatLogits(Patch patch) {
            return new double[] {mean(patch), 0.5};
        }

        @Override
        public double maskingBound(Patch patch) {
            return 0.01;
        }
    }
}
