package io.veilray.ui.app;

import io.veilray.client.LocalCloud.SumNeed;
import io.veilray.client.Progress;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What private classifications with a model took on this computer, client and server together.
 *
 * @param needs room for sums, by layer
 * @param runs the first one cold
 */
record ImportRuns(ModelInfo model, List<SumNeed> needs, List<Classification> runs) {
    private static final int COUNT = 5;

    /** Measures the first model of a local cloud. Time and traffic do not depend on the image, so any will do. */
    static ImportRuns measure(OpenCloud cloud) throws CloudException, CommandFailure {
        ModelInfo model = cloud.model(ModelChoice.FIRST);
        List<Classification> runs = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            runs.add(cloud.link().classify(gray(model), model.id(), Progress.NONE));
        }
        return new ImportRuns(model, cloud.running().orElseThrow().needs(model.id()), runs);
    }

    private static Patch gray(ModelInfo model) {
        int height = model.input().heightPx();
        int width = model.input().widthPx();
        float[] values = new float[height * width];
        Arrays.fill(values, 0.5f);
        return new Patch(1, height, width, values, new Region(0, 0, width, height));
    }

    /** One of them; they differ in nothing but time. */
    Classification any() {
        return runs.getLast();
    }

    double firstMillis() {
        return runs.getFirst().millis().get("total");
    }

    double medianMillis() {
        List<Double> sorted =
                runs.stream().map(run -> run.millis().get("total")).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** Whether no image can need more than the ring has. */
    boolean proved() {
        return needs.stream().allMatch(SumNeed::proved);
    }

    int ringBits() {
        return model.network().ringBits();
    }

    /** What the layer with the largest sums needs. */
    int neededBits() {
        return needs.stream().mapToInt(SumNeed::bits).max().orElse(0);
    }
}
