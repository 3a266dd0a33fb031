package io.veilray.benchmark;

import com.google.gson.Gson;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The first classifications of a fresh JVM. A program for {@link Fork}: it prints its figures as one line of JSON. */
public final class FirstRuns {
    private static final Map<Integer, String> NAMED = Map.of(1, "first, ms", 2, "second, ms", 10, "tenth, ms");
    private static final int RUNS = 10;

    private FirstRuns() {}

    /** The server is named as for {@link Clients}. */
    public static void main(String[] args) throws Exception {
        Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
        Map<String, Double> figures = new LinkedHashMap<>();
        try (PrivateClassifier classifier = PrivateClassifier.connect(Clients.server())) {
            figures.put("process start to connected, ms", sinceMs(started));
            ModelInfo model = classifier.models().getFirst();
            Patch patch = Clients.grey(model.input());
            for (int run = 1; run <= RUNS; run++) {
                long start = System.nanoTime();
                classifier.classify(patch, model.id(), Progress.NONE);
                double millis = (System.nanoTime() - start) / 1e6;
                if (run == 1) {
                    figures.put("process start to first result, ms", sinceMs(started));
                }
                if (NAMED.containsKey(run)) {
                    figures.put(NAMED.get(run), millis);
                }
            }
        }
        System.out.println(new Gson().toJson(figures));
        System.exit(0);
    }

    private static double sinceMs(Instant start) {
        return Duration.between(start, Instant.now()).toNanos() / 1e6;
    }
}
