package io.veilray.benchmark;

import io.veilray.client.LocalCloud;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.FloatModel;
import io.veilray.cloud.model.ModelException;
import io.veilray.protocol.CloudException;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** One network from end to end: over TLS on loopback, then side by side without a network, then in the clear. */
final class NetworkRun {
    private static final int WARM_UP = 10;
    private static final int MEASURED = 21;

    private NetworkRun() {}

    /** Medians in milliseconds and bytes, first run apart. */
    static Map<String, Double> measure(CheckedModel model, Optional<Path> folder)
            throws IOException, CloudException, ModelException {
        Series series = new Series();
        Patch patch = randomPatch(model);
        try (LocalCloud.Running cloud = LocalCloud.find().orElseThrow().start(0, folder);
                PrivateClassifier classifier = PrivateClassifier.connect(cloud.endpoint())) {
            for (int i = 0; i < WARM_UP + MEASURED; i++) {
                Classification result = classifier.classify(patch, model.info().id(), Progress.NONE);
                if (i == 0) {
                    series.add("first classification", result.millis().get("total"));
                }
                if (i >= WARM_UP) {
                    record(series, result);
                }
            }
        }
        Sides sides = new Sides(model, new Series());
        for (int i = 0; i < WARM_UP; i++) {
            sides.run(patch.values());
        }
        Sides measured = new Sides(model, series);
        for (int i = 0; i < MEASURED; i++) {
            measured.run(patch.values());
        }
        inTheClear(model, patch, series);
        Map<String, Double> medians = new LinkedHashMap<>(series.medians());
        medians.put("encrypted polynomials up", (double) measured.packing().uploads());
        medians.put("responses down", (double) measured.packing().responses());
        return medians;
    }

    private static void record(Series series, Classification result) {
        result.millis().forEach((phase, milliseconds) -> series.add("wall, " + phase, milliseconds));
        series.add("rounds", result.rounds());
        series.add("bytes online up", result.bytesUp());
        series.add("bytes online down", result.bytesDown());
        series.add("bytes of the ticket, both ways", result.bytesOffline());
    }

    private static void inTheClear(CheckedModel model, Patch patch, Series series) {
        FloatModel clear = new FloatModel(model);
        for (int i = 0; i < 50 * WARM_UP; i++) {
            clear.logits(patch);
        }
        for (int i = 0; i < MEASURED; i++) {
            long start = System.nanoTime();
            clear.logits(patch);
            series.add("float model in the clear", (System.nanoTime() - start) / 1e6);
        }
    }

    static Patch randomPatch(CheckedModel model) {
        int height = model.info().input().heightPx();
        int width = model.info().input().widthPx();
        float[] values = new float[height * width];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Patch(1, height, width, values, new Region(0, 0, width, height));
    }
}
