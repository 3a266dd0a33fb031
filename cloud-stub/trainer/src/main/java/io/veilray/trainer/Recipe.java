package io.veilray.trainer;

import io.veilray.protocol.NonlinearMode;
import java.util.List;
import java.util.Optional;

/**
 * Everything that decides a shipped model: what it learns from, its shape, its training, its texts.
 *
 * @param modalities DICOM codes of the images it is for
 * @param folder of the data set, with {@code train}, {@code val} and {@code test}
 * @param candidates shapes that were compared on the validation split, the chosen one among them
 * @param learn the first phase, with batch norm
 * @param tame the second, folded, which brings the proved bound down; refines networks of squares that began by parabolas,
 *     empty for those that learn from fresh weights
 * @param ringBits the sharing ring that sums are to fit; not for networks of squares, which take what their sums need
 * @param strict the arithmetic of strict mode; empty where the card does not allow that mode
 * @param seed of weights, shuffling and augmentation
 */
record Recipe(
        String id,
        String version,
        List<String> classes,
        List<String> modalities,
        String folder,
        Architecture architecture,
        List<Architecture> candidates,
        Augmentation.Strength augmentation,
        TrainingPlan learn,
        Optional<TrainingPlan> tame,
        int ringBits,
        Optional<SharedArithmetic> strict,
        long seed,
        Texts texts) {
    /** What the card says of a mode that has no multipliers: l, f and g. */
    record SharedArithmetic(int ringBits, int activationBits, int weightBits) {}

    /** What the card says in words. */
    record Texts(String title, String intendedUse, String limits, String data, String licence, String citation) {}

    /** The recipe of a shipped model. */
    static Recipe of(String id) {
        List<Recipe> all = List.of(
                PneumoniaRecipe.get(),
                BrainRecipe.get(),
                ChestRecipe.get(),
                SquareRecipes.pneumonia(),
                SquareRecipes.brain(),
                SquareRecipes.chest());
        return all.stream()
                .filter(recipe -> recipe.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no recipe for model \"" + id + "\": must be one of "
                        + all.stream().map(Recipe::id).toList()));
    }

    /** The nonlinear mode it is for, the first of its card. */
    NonlinearMode mode() {
        return architecture.squares() ? NonlinearMode.QUADRATIC : NonlinearMode.MASKED;
    }

    /** All modes that its card allows, the preferred one first. */
    List<NonlinearMode> modes() {
        return strict.isPresent() ? List.of(mode(), NonlinearMode.STRICT) : List.of(mode());
    }

    /** The same with another shape. */
    Recipe with(Architecture other) {
        return varied(other, 1, seed);
    }

    /** The same with another shape and seed and images changed by that many times as much. */
    Recipe varied(Architecture shape, double strength, long otherSeed) {
        return new Recipe(
                id,
                version,
                classes,
                modalities,
                folder,
                shape,
                candidates,
                augmentation.times(strength),
                learn,
                tame,
                ringBits,
                strict,
                otherSeed,
                texts);
    }
}
