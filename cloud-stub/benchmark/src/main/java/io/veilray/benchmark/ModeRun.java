package io.veilray.benchmark;

import com.google.gson.Gson;
import io.veilray.benchmark.NetworkBuilder.Numbers;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.protocol.NonlinearMode;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Both sides of one network in one mode in one JVM, over TLS on loopback. A program for {@link Fork}: it prints its
 * figures as one line of JSON.
 */
public final class ModeRun {
    static final String SIDE = "bench.side";
    static final String MODE = "bench.mode";
    static final String RING_BITS = "bench.ringBits";

    private static final int FRACTION_BITS = 12;
    private static final int MULTIPLIER_BITS = 2;
    /** Enough for several extensions of the transfers, whose cost all tickets share. */
    static final int RUNS = 24;

    private final CheckedModel model;
    private final Patch patch;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    private ModeRun(CheckedModel model) {
        this.model = model;
        this.patch = NetworkRun.randomPatch(model);
    }

    public static void main(String[] args) throws Exception {
        NonlinearMode mode = NonlinearMode.valueOf(System.getProperty(MODE));
        Numbers numbers = new Numbers(
                mode,
                Integer.getInteger(RING_BITS),
                FRACTION_BITS,
                FRACTION_BITS,
                mode == NonlinearMode.MASKED ? MULTIPLIER_BITS : 0);
        ModeRun run = new ModeRun(Networks.four(Integer.getInteger(SIDE), numbers));
        run.measure();
        System.out.println(new Gson().toJson(run.figures));
        System.exit(0);
    }

    /** Means; but a session's set-up is the median of some first tickets less what a later one takes. */
    private void measure() throws Exception {
        try (Loopback cloud = Loopback.serving(model)) {
            try (PrivateClassifier classifier = PrivateClassifier.connect(cloud.endpoint())) {
                new Repeats(60, 20).run(() -> classify(classifier));
            }
            Series first = new Series();
            new Repeats(5, 5).run(() -> {
                try (PrivateClassifier classifier = PrivateClassifier.connect(cloud.endpoint())) {
                    record(classify(classifier), first);
                }
            });
            Series later = new Series();
            double processor = Phases.wholeProcess();
            try (PrivateClassifier classifier = PrivateClassifier.connect(cloud.endpoint())) {
                classify(classifier);
                for (int i = 0; i < RUNS; i++) {
                    record(classify(classifier), later);
                }
            }
            figures.putAll(later.means());
            figures.put("processor time of the process, ms", (Phases.wholeProcess() - processor) / (RUNS + 1));
            figures.put("set-up, ms", first.median("ticket, ms") - later.median("ticket, ms"));
            figures.put(
                    "set-up, bytes",
                    first.median("ticket, bytes") - later.means().get("ticket, bytes"));
        }
    }

    private Classification classify(PrivateClassifier classifier) throws Exception {
        return classifier.classify(patch, model.info().id(), Progress.NONE);
    }

    private static void record(Classification result, Series into) {
        Map<String, Double> millis = result.millis();
        into.add("ticket, ms", millis.get("total") - millis.get("online"));
        into.add("ticket, bytes", result.bytesOffline());
        into.add("online, ms", millis.get("online"));
        into.add("online, bytes up", result.bytesUp());
        into.add("online, bytes down", result.bytesDown());
        into.add("round trips", result.rounds());
    }
}
