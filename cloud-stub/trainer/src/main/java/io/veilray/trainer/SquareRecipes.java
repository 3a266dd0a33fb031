package io.veilray.trainer;

import java.util.List;

/**
 * Shipped tasks by networks of squares and average pooling, for quadratic mode: the shape, data and augmentation of the
 * network of ReLU, which is also the teacher.
 */
final class SquareRecipes {
    /**
     * What every hidden channel's sums are brought to, as measured on the training split: with 10 fractional bits and 4
     * bits of margin squares stay below (12 * 2^14)^2, which leaves the validation split half a bit below 2^36.
     */
    static final double LARGEST_SUM = 12;

    private static final String SUFFIX = "-quadratic";

    private static final String RANGES =
            " What its squares reach is measured, not proved: on an image far from any it has"
                    + " seen, numbers can leave the ring and the answer means nothing.";

    private SquareRecipes() {}

    static Recipe pneumonia() {
        Recipe relu = PneumoniaRecipe.get();
        return of(
                relu,
                TrainingPlan.unbounded(24, 1.5e-3f, 64),
                TrainingPlan.unbounded(6, 1e-4f, 64),
                relu.texts().limits());
    }

    static Recipe brain() {
        Recipe relu = BrainRecipe.get();
        return of(
                relu,
                TrainingPlan.unbounded(10, 1e-3f, 64),
                TrainingPlan.unbounded(6, 2e-4f, 64).averaging(),
                relu.texts().limits());
    }

    /** What the teacher's word weighs against the label's, chosen on validation. */
    static float teacherShare(Recipe squares) {
        return squares.classes().size() == 2 ? 1 : 0.5f;
    }

    /** The recipe of the network of ReLU for the same task. */
    static Recipe relu(Recipe squares) {
        return Recipe.of(squares.id().substring(0, squares.id().length() - SUFFIX.length()));
    }

    private static Recipe of(Recipe relu, TrainingPlan learn, TrainingPlan refine, String limits) {
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
