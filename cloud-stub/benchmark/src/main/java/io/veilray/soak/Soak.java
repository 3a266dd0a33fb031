package io.veilray.soak;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.protocol.CloudException;
import io.veilray.wire.Endpoint;
import io.veilray.wire.LoopbackTrust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The soak: runs all clients for as many minutes as {@code soak.minutes} says and writes the page. Exits with 1 if it fails. */
public final class Soak {
    /** So that the process stays within {@link #MOST_RESIDENT_MB}. */
    static final List<String> SERVER_OPTIONS = List.of("-Xmx1200m", "-XX:MaxDirectMemorySize=256m");

    static final double MOST_RESIDENT_MB = 2048;
    static final int HONEST = 3;
    static final int CANCELLING = 1;
    static final int BAD = 1;
    static final int HALF_OPEN = 3;

    /** Tells at length about every fault that is committed here on purpose. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private static final int SAMPLE_S = 10;
    private static final int QUIET_S = 30;

    private final Tally tally = new Tally();
    private final Answers answers = new Answers();
    private final List<Sample> samples = new ArrayList<>();
    private final List<Thread> clients = new ArrayList<>();
    private final SplittableRandom random;
    private long started;
    private volatile boolean over;

    private Soak(long seed) throws Exception {
        random = new SplittableRandom(seed);
    }

    /** @param args the folder of the page */
    public static void main(String[] args) throws Exception {
        System.setProperty("logback.configurationFile", Child.LOGBACK);
        int minutes = Integer.getInteger("soak.minutes", 60);
        long seed = Long.getLong("soak.seed", System.nanoTime());
        System.out.println("soak of " + minutes + " minutes, -Dsoak.seed=" + seed);
        GRPC.setLevel(Level.OFF);
        List<String> failures = new Soak(seed).run(Duration.ofMinutes(minutes), Path.of(args[0]));
        failures.forEach(System.out::println);
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    private List<String> run(Duration time, Path docs) throws Exception {
        try (Child server = Child.start(SoakServer.class, SERVER_OPTIONS, LoopbackTrust.home())) {
            int port = Integer.parseInt(server.process().inputReader().readLine());
            Endpoint at = LoopbackTrust.apply(new Endpoint("localhost", port, Optional.empty()));
            started = System.nanoTime();
            startAll(at);
            while (System.nanoTime() - started < time.toNanos()) {
                sample(server);
                TimeUnit.SECONDS.sleep(SAMPLE_S);
            }
            over = true;
            for (Thread client : clients) {
                client.join();
            }
            TimeUnit.SECONDS.sleep(QUIET_S);
            String after = classifyAll(at);
            sample(server);
            new SoakPage(samples, tally, after).write(docs);
            return failures(after);
        }
    }

    private void sample(Child server) throws Exception {
        Sample next = Sample.of((System.nanoTime() - started) / 1e9, tally, server);
        samples.add(next);
        System.out.println(next.csv() + " " + next.counts());
    }

    private void startAll(Endpoint at) {
        start(HONEST, own -> new HonestVisitor(at, answers, tally, own, 0, () -> over));
        start(CANCELLING, own -> new HonestVisitor(at, answers, tally, own, 60, () -> over));
        start(BAD, own -> new BadVisitor(at, tally, own));
        start(HALF_OPEN, own -> new HalfOpenVisitor(at, tally, own));
        start(1, own -> new DyingVisitor(at, tally, own));
    }

    private void start(int count, Function<SplittableRandom, Visitor> kind) {
        for (int i = 0; i < count; i++) {
            Visitor visitor = kind.apply(random.split());
            clients.add(Thread.ofPlatform().name("soak-client").start(() -> {
                while (!over) {
                    visit(visitor);
                }
            }));
        }
    }

    /** What is neither a result nor a clean failure is counted by its name. */
    private void visit(Visitor visitor) {
        try {
            visitor.visit();
        } catch (Exception e) {
            tally.count(Tally.FAILED + e.getClass().getName());
        }
    }

    /** The next classification works, with every model. */
    private String classifyAll(Endpoint at) throws CloudException {
        int right = 0;
        try (PrivateClassifier classifier = PrivateClassifier.connect(at)) {
            for (String model : answers.models()) {
                Answers.Question question = answers.question(model, 0);
                double[] logits = classifier
                        .classify(question.patch(), model, Progress.NONE)
                        .logits();
                right += question.answeredBy(logits) ? 1 : 0;
            }
        }
        return "A new client then classified with " + right + " of "
                + answers.models().size() + " models rightly.";
    }

    private List<String> failures(String after) {
        List<String> failures = new ArrayList<>();
        double most = samples.stream().mapToDouble(Sample::residentMb).max().orElseThrow();
        if (most > MOST_RESIDENT_MB) {
            failures.add("the server took " + most + " MB, more than " + MOST_RESIDENT_MB);
        }
        if (tally.of(Tally.WRONG) > 0 || tally.of(Tally.COMPLETED) == 0) {
            failures.add(tally.of(Tally.WRONG) + " wrong classes of " + tally.of(Tally.COMPLETED));
        }
        if (tally.of(Tally.ACCEPTED) > 0) {
            failures.add(tally.of(Tally.ACCEPTED) + " times bad input was accepted");
        }
        int all = answers.models().size();
        if (!after.contains(all + " of " + all)) {
            failures.add(after);
        }
        return failures;
    }
}
