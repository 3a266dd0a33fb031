package io.veilray.soak;

import io.veilray.cloud.LoadedModel;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.ModelFolder;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Patches for every shipped model and mode, and what the fixed-point model in the clear says of them. */
final class Answers {
    private static final int PATCHES = 4;

    /**
     * A patch and how far private logits may be from the fixed-point ones.
     *
     * @param logits of the fixed-point model
     */
    record Question(String model, Patch patch, double[] logits, double bound) {
        /** Whether the class is the fixed-point model's, or as near to it as the bound allows. */
        boolean answeredBy(double[] theirs) {
            int best = best(theirs);
            return theirs.length == logits.length && logits[best(logits)] - logits[best] <= 2 * bound;
        }

        private static int best(double[] values) {
            int best = 0;
            for (int i = 1; i < values.length; i++) {
                best = values[i] > values[best] ? i : best;
            }
            return best;
        }
    }

    private final Map<String, List<Question>> questions = new LinkedHashMap<>();

    Answers() throws Exception {
        for (CheckedModel checked : ModelFolder.shipped()) {
            LoadedModel model = LoadedModel.of(checked);
            List<Question> own = new ArrayList<>();
            for (int seed = 0; seed < PATCHES; seed++) {
                Patch patch = patch(model.info(), seed);
                own.add(new Question(
                        model.info().id(), patch, model.fixedPointLogits(patch), model.maskingBound(patch)));
            }
            questions.put(model.info().id(), own);
        }
    }

    List<String> models() {
        return List.copyOf(questions.keySet());
    }

    Question question(String model, int number) {
        return questions.get(model).get(Math.floorMod(number, PATCHES));
    }

    /** Blurred blobs, so that neither every activation nor none is zero. */
    static Patch patch(ModelInfo model, long seed) {
        int height = model.input().heightPx();
        int width = model.input().widthPx();
        SplittableRandom random = new SplittableRandom(seed);
        double x = random.nextDouble() * width;
        double y = random.nextDouble() * height;
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            double distance = Math.hypot(i % width - x, i / (double) width - y) / width;
            values[i] = (float) (0.8 * Math.exp(-4 * distance * distance) + 0.2 * random.nextDouble());
        }
        return new Patch(1, height, width, values, new Region(0, 0, width, height));
    }
}
