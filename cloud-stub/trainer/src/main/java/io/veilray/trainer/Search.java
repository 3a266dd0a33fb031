package io.veilray.trainer;

import ai.djl.ndarray.NDManager;
import io.veilray.cloud.model.ModelException;
import java.util.SplittableRandom;

/** Compares a recipe's candidates: what each costs under the protocol, and what it reaches on the validation split. */
final class Search {
    /** Share of the recipe's first phase that each candidate gets. */
    private static final double EFFORT = 0.5;

    private final Recipe recipe;
    private final Batches training;
    private final Batches validation;

    Search(Recipe recipe, Batches training, Batches validation) {
        this.recipe = recipe;
        this.training = training;
        this.validation = validation;
    }

    /** Prints a line of a table for each; takes minutes. */
    void run(NDManager manager) throws ModelException {
        StringBuilder table = new StringBuilder(
                "| shape | activations | ticket | online | rounds | accuracy | AUC | loss |%n".formatted());
        for (Architecture candidate : recipe.candidates()) {
            PrivateCost cost = PrivateCost.of(recipe.with(candidate));
            Scores scores = scoresOf(candidate, manager);
            table.append("| %s | %,d | %.1f MB | %.2f MB | %d | %.3f | %.3f | %.3f |%n"
                    .formatted(
                            candidate.stages(),
                            cost.activations(),
                            cost.ticketBytes() / 1e6,
                            cost.onlineBytes() / 1e6,
                            cost.rounds(),
                            scores.accuracy().share(),
                            scores.auc(),
                            scores.balancedLoss()));
        }
        System.out.print(table);
    }

    private Scores scoresOf(Architecture candidate, NDManager manager) {
        SplittableRandom random = new SplittableRandom(recipe.seed());
        TrainingPlan plan = recipe.learn().shortened(EFFORT);
        TrainableNetwork fresh = TrainableNetwork.fresh(candidate, manager, random.split());
        FrozenNetwork learnt = new Phase(plan, fresh, training, recipe.augmentation(), random.split()).run(validation);
        return validation.score(TrainableNetwork.of(learnt, manager));
    }
}
