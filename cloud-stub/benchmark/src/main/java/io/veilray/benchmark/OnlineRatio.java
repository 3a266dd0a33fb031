package io.veilray.benchmark;

import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.FloatModel;
import io.veilray.region.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Processor time of the online phase beside the float model's, the two by turns so that a noisy machine disturbs both
 * alike. Narrower than {@link Report}; writes nothing.
 */
public final class OnlineRatio {
    private static final int WARM_UP = 60;
    private static final int MEASURED = 61;
    /** Runs in the clear for one private run, as the float model is the faster one. */
    private static final int CLEAR = 10;

    private OnlineRatio() {}

    /** One line for each shipped model and the network of the speed targets. */
    public static void main(String[] args) throws Exception {
        List<CheckedModel> models = new ArrayList<>(List.of(Networks.four(64)));
        models.addAll(Networks.shipped());
        for (CheckedModel model : models) {
            System.out.println(line(model));
        }
    }

    private static String line(CheckedModel model) throws Exception {
        Patch patch = NetworkRun.randomPatch(model);
        FloatModel clear = new FloatModel(model);
        Series series = new Series();
        for (int i = 0; i < WARM_UP + MEASURED; i++) {
            Series into = i < WARM_UP ? new Series() : series;
            new Sides(model, into).run(patch.values());
            inTheClear(clear, patch, into);
        }
        double server = series.median("online, server CPU ms");
        double client = series.median("online, client CPU ms");
        double plain = series.median("float");
        return String.format(
                Locale.ROOT,
                "%-18s server %.2f ms, client %.2f ms, float %.2f ms: server %.2f, both %.2f times the float model",
                model.info().id(),
                server,
                client,
                plain,
                server / plain,
                (server + client) / plain);
    }

    private static void inTheClear(FloatModel clear, Patch patch, Series series) {
        double mark = Sides.now();
        for (int i = 0; i < CLEAR; i++) {
            clear.logits(patch);
        }
        series.add("float", (Sides.now() - mark) / CLEAR);
    }
}
