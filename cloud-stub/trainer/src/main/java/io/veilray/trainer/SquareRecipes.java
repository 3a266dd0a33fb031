package io.veilray.trainer;

import io.veilray.trainer.Architecture.Stage;
import java.util.List;
import java.util.Optional;

/**
 * Shipped tasks by networks of squares and average pooling, for quadratic mode: the data of the network of ReLU, and its
 * shape and augmentation unless a recipe says otherwise.
 */
final class SquareRecipes {
    /**
     * What every hidden channel's sums are brought to, as measured on the training split: with 10 fractional bits and 4
     * bits of margin squares stay below (12 * 2^14)^2 there; validation images reach up to a bit more.
     */
    static final double LARGEST_SUM = 12;

    private static final String SUFFIX = "-quadratic";

    /** Begins the sentence that ends every text of limits. */
    private static final String NO_DEVICE = " Not a medical device";

    private static final String RANGES =
            " What its squares reach is measured, not proved: on an image far from any it has"
                    + " seen, numbers can leave the ring and the answer means nothing.";

    private static final String BRAIN_ACCURACY =
            " On the test split it is right on 78 % of slices, brain-mri-128 on 74 %, and"
                    + " its probabilities are off by some 6 points.";

    private static final String CHEST_ACCURACY =
            " On the test split it is right on 79 % of films, chest-cxr-256 on 81 %, and its"
                    + " probabilities are off by some 9 points.";

    /** For the brain: sees more of a slice's detail than its shipped network of ReLU. */
    private static final Architecture POOLED = new Architecture(
            1,
            128,
            List.of(
                    Stage.strided(16, 3, 2),
                    new Stage(32, true),
                    new Stage(64, true),
                    new Stage(128, true),
                    new Stage(128, false)),
            true,
            3);

    private SquareRecipes() {}

    static Recipe pneumonia() {
        Recipe relu = PneumoniaRecipe.get();
        return of(
                relu,
                TrainingPlan.unbounded(24, 1.5e-3f, 64),
                Optional.of(TrainingPlan.unbounded(6, 1e-4f, 64)),
                relu.texts().limits());
    }

    /** Of another shape than its network of ReLU, with images changed less, as cross-validation chose. */
    static Recipe brain() {
        Recipe relu = BrainRecipe.get();
        String limits = relu.texts().limits();
        int from = limits.indexOf(" On the test split");
        int to = limits.indexOf(NO_DEVICE);
        return of(
                relu.varied(POOLED, 0.7, relu.seed()),
                TrainingPlan.unbounded(40, 3e-3f, 64),
                Optional.empty(),
                limits.substring(0, from) + BRAIN_ACCURACY + limits.substring(to));
    }

    /** Of 681 films, so that it takes as many epochs as its network of ReLU, in batches as small. */
    static Recipe chest() {
        Recipe relu = ChestRecipe.get();
        return of(
                relu,
                TrainingPlan.unbounded(100, 2e-3f, 32),
                Optional.of(TrainingPlan.unbounded(8, 2e-4f, 32)),
                relu.texts().limits().replace(NO_DEVICE, CHEST_ACCURACY + NO_DEVICE));
    }

    /**
     * Networks of ReLU that teach in place of the shipped one and are not shipped; none where it teaches. For the
     * brain, whose shipped one does less well on patients that are held out.
     */
    static List<Recipe> teachers(Recipe squares) {
        Recipe relu = relu(squares);
        return relu.id().equals(BrainRecipe.get().id())
                ? List.of(relu.varied(POOLED, 1, 2), relu.varied(POOLED, 0.5, 3))
                : List.of();
    }

    /** The recipe of the network of ReLU for the same task. */
    static Recipe relu(Recipe squares) {
        return Recipe.of(squares.id().substring(0, squares.id().length() - SUFFIX.length()));
    }

    private static Recipe of(Recipe relu, TrainingPlan learn, Optional<TrainingPlan> refine, String limits) {
        return new Recipe(
                relu.id() + SUFFIX,
                "1.0.0",
                relu.classes(),
                relu.modalities(),
                relu.folder(),
                relu.architecture().ofSquares(),
                List.of(),
                relu.augmentation(),
                learn,
                refine,
                0,
                Optional.empty(),
                1,
                texts(relu.texts(), limits));
    }

    private static Recipe.Texts texts(Recipe.Texts relu, String limits) {
        return new Recipe.Texts(
                relu.title() + ", squares",
                relu.intendedUse(),
                limits + RANGES,
                relu.data(),
                relu.licence(),
                relu.citation());
    }
}
