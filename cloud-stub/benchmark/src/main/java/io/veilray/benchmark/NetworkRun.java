package io.veilray.benchmark;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.FloatModel;
import io.veilray.protocol.NetworkShape;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** One network from end to end: over TLS on loopback, then side by side without a network, then in the clear. */
final class NetworkRun {
    private final CheckedModel model;
    private final Patch patch;
    private final Series series = new Series();

    private NetworkRun(CheckedModel model) {
        this.model = model;
        this.patch = randomPatch(model);
    }

    /** Medians by name, the unit in the name. */
    static Map<String, Double> measure(CheckedModel model) throws Exception {
        NetworkRun run = new NetworkRun(model);
        run.overLoopback(2.5);
        Sides sides = run.sideBySide();
        run.inTheClear(0.7);
        Map<String, Double> medians = new LinkedHashMap<>(run.series.medians());
        shape(model.shape(), medians);
        medians.put("encrypted polynomials up", (double) sides.packing().uploads());
        medians.put("responses down", (double) sides.packing().responses());
        return medians;
    }

    /** Only what growth is judged by, in two seconds or one run of each. */
    static Map<String, Double> measureBriefly(CheckedModel model) throws Exception {
        NetworkRun run = new NetworkRun(model);
        run.overLoopback(0.7);
        run.inTheClear(0.2);
        Map<String, Double> medians = new LinkedHashMap<>(run.series.medians());
        shape(model.shape(), medians);
        return medians;
    }

    private void overLoopback(double seconds) throws Exception {
        try (Loopback cloud = Loopback.serving(model);
                PrivateClassifier classifier = PrivateClassifier.connect(cloud.endpoint())) {
            new Repeats(100, seconds).run(() -> classify(classifier));
            new Repeats(21, seconds).run(() -> record(classify(classifier)));
        }
    }

    private Classification classify(PrivateClassifier classifier) throws Exception {
        return classifier.classify(patch, model.info().id(), Progress.NONE);
    }

    private void record(Classification result) {
        Map<String, Double> millis = result.millis();
        double online = millis.get("online");
        series.add("wall of the ticket, ms", millis.get("total") - online);
        series.add("wall online, ms", online);
        series.add("bytes of the ticket", result.bytesOffline());
        series.add("bytes online", result.bytesUp() + result.bytesDown());
        series.add("bytes online up", result.bytesUp());
        series.add("bytes online down", result.bytesDown());
    }

    private Sides sideBySide() throws Exception {
        Sides warmUp = new Sides(model, new Series());
        new Repeats(10, 1).run(() -> warmUp.run(patch.values()));
        Sides measured = new Sides(model, series);
        new Repeats(15, 2).run(() -> measured.run(patch.values()));
        return measured;
    }

    private void inTheClear(double seconds) throws Exception {
        FloatModel clear = new FloatModel(model);
        new Repeats(500, seconds).run(() -> clear.logits(patch));
        new Repeats(21, seconds).run(() -> {
            long start = System.nanoTime();
            clear.logits(patch);
            series.add("float model in the clear, ms", (System.nanoTime() - start) / 1e6);
        });
    }

    private static void shape(NetworkShape shape, Map<String, Double> into) {
        double up = 0;
        double down = 0;
        for (int i = 0; i < shape.rounds(); i++) {
            up += shape.tensor(i).size();
            down += shape.layers().get(i).linearOutput().size();
        }
        into.put("rounds", (double) shape.rounds());
        into.put("activations up", up);
        into.put("activations down", down);
        into.put("ring bits l", (double) shape.ringBits());
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
