package io.veilray.soak;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.wire.Endpoint;
import io.veilray.wire.LoopbackTrust;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A client in a JVM of its own that is killed while it works. */
final class DyingVisitor implements Visitor {
    private static final String PORT = "soak.port";
    private static final int LONGEST_WAIT_MS = 60_000;
    private static final int PAUSE_MS = 5_000;

    private final Endpoint server;
    private final Tally tally;
    private final SplittableRandom random;

    DyingVisitor(Endpoint server, Tally tally, SplittableRandom random) {
        this.server = server;
        this.tally = tally;
        this.random = random;
    }

    @Override
    public void visit() throws IOException, InterruptedException {
        List<String> options = List.of("-Xmx256m", "-XX:+UseSerialGC", "-D" + PORT + "=" + server.port());
        try (Child child = Child.start(Victim.class, options, LoopbackTrust.home())) {
            child.process().inputReader().readLine(); // it has begun
            Thread.sleep(random.nextInt(3_000));
        }
        tally.count(Tally.KILLED);
        Thread.sleep(PAUSE_MS);
    }

    /** Classifies until it is killed. */
    public static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws Exception {
            Endpoint at = LoopbackTrust.apply(new Endpoint("localhost", Integer.getInteger(PORT), Optional.empty()));
            System.out.println("begun");
            SplittableRandom random = new SplittableRandom();
            try (PrivateClassifier classifier = PrivateClassifier.connect(at)) {
                while (true) {
                    ModelInfo model = classifier
                            .models()
                            .get(random.nextInt(classifier.models().size()));
                    classifier.classify(Answers.patch(model, random.nextLong()), model.id(), Progress.NONE);
                }
            } catch (CloudException e) {
                Thread.sleep(LONGEST_WAIT_MS); // the server has no room: to be killed all the same
            }
        }
    }
}
