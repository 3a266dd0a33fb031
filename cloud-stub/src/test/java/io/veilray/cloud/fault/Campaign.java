package io.veilray.cloud.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.Progress;
import io.veilray.protocol.CloudException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs many cases, a few clients at once: as many as there are processors compute, the others wait for their deadlines. */
final class Campaign {
    private static final int MOST_TRIES = 6;
    /** What a fault holds up ends by this; what is only slow is tried again with more. */
    private static final Duration SHORT = Duration.ofMillis(1500);

    private final FaultBench bench;
    private final long seed;
    private final Semaphore computing = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    /** By fault and what came of it. */
    private final Map<String, AtomicInteger> outcomes = new TreeMap<>();

    Campaign(FaultBench bench, long seed) {
        this.bench = bench;
        this.seed = seed;
    }

    /** The messages of a new client's first classification with each model. */
    Map<String, List<Moment>> moments() throws Exception {
        Map<String, List<Moment>> out = new LinkedHashMap<>();
        for (String model : bench.models()) {
            try (Site site = Site.ofMessages(bench, computing, new Random(seed), SHORT)) {
                site.moments.forget();
                double[] logits = site.classifier
                        .classify(bench.patch(model, 0), model, Progress.NONE)
                        .logits();
                assertTrue(bench.right(model, bench.patch(model, 0), logits), model);
                out.put(model, site.moments.seen());
            }
        }
        return out;
    }

    void run(List<Case> cases, int clients) throws Exception {
        Queue<Case> waiting = new ConcurrentLinkedQueue<>(cases);
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Random random = new Random(seed + i);
                running.add(threads.submit(() -> {
                    work(waiting, random);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    private void work(Queue<Case> waiting, Random random) throws Exception {
        try (Lane lane = new Lane(bench, computing, random)) {
            for (Case next = waiting.poll(); next != null; next = waiting.poll()) {
                FaultedRun.Report report = lane.run(next);
                for (int i = 1; !report.met() && i < MOST_TRIES; i++) {
                    lane.beMorePatient(); // on a busy machine a deadline may come before its fault
                    report = lane.run(next); // and a strict preparation is shorter for a client that has transfers
                }
                assertTrue(report.met(), next + " was never met: " + report);
                count(next, report);
            }
        } catch (Throwable e) {
            waiting.clear();
            throw e;
        }
    }

    private synchronized void count(Case which, FaultedRun.Report report) {
        String outcome = report.outcome().map(Reason::name).orElse("right class");
        outcomes.computeIfAbsent(which.fault() + " -> " + outcome, key -> new AtomicInteger())
                .incrementAndGet();
    }

    synchronized String outcomes() {
        return outcomes.toString();
    }

    /** One thread's clients. */
    private static final class Lane implements AutoCloseable {
        private final FaultBench bench;
        private final Semaphore computing;
        private final Random random;
        private Site bytes;
        private Site messages;
        private Duration deadline = SHORT;

        Lane(FaultBench bench, Semaphore computing, Random random) {
            this.bench = bench;
            this.computing = computing;
            this.random = random;
        }

        /** With new clients. */
        void beMorePatient() throws Exception {
            close();
            deadline = deadline.multipliedBy(2);
        }

        FaultedRun.Report run(Case which) throws Exception {
            if (which.needsNewClient()) {
                close();
            }
            if (which.ofMessages()) {
                messages = messages == null ? Site.ofMessages(bench, computing, random, deadline) : messages;
                FaultedRun.Report report = FaultedRun.of(
                        messages, which.model(), which.moment(), (MessageFault) which.fault(), random.nextLong());
                if (report.lasting()) {
                    close();
                }
                return report;
            }
            bytes = bytes == null ? Site.ofBytes(bench, computing, random, deadline) : bytes;
            return which.fault() instanceof ByteFault fault
                    ? FaultedRun.of(bytes, which.model(), which.moment(), fault)
                    : FaultedRun.cancelled(bytes, which.model(), which.moment());
        }

        @Override
        public void close() throws Exception {
            if (bytes != null) {
                bytes.close();
                bytes = null;
            }
            if (messages != null) {
                messages.close();
                messages = null;
            }
        }
    }
}
