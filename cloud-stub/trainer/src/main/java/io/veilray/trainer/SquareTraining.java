package io.veilray.trainer;

import ai.djl.ndarray.NDManager;
import io.veilray.cloud.model.CheckedModel;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Trains a network of squares from the shipped network of ReLU: by parabolas, then by what that says of each image. */
final class SquareTraining {
    private final Recipe recipe;
    private final Batches training;
    private final Batches validation;
    private final NDManager manager;
    private final SplittableRandom random;

    SquareTraining(Recipe recipe, Batches training, Batches validation, NDManager manager) {
        this.recipe = recipe;
        this.training = training;
        this.validation = validation;
        this.manager = manager;
        this.random = new SplittableRandom(recipe.seed());
    }

    FrozenNetwork run(CheckedModel shipped) {
        Architecture relu = SquareRecipes.relu(recipe).architecture();
        Teacher teacher = Teacher.of(shipped, relu, SquareRecipes.teacherShare(recipe), manager);
        FrozenNetwork start = SquareStart.of(teacher.frozen(), training, manager);
        System.out.println("start: " + score(start));
        TrainableNetwork normed = TrainableNetwork.normalising(start, training.some(SquareStart.IMAGES));
        FrozenNetwork learnt = phase(recipe.learn(), normed, teacher);
        FrozenNetwork refined = phase(recipe.tame(), TrainableNetwork.of(learnt, manager), teacher);
        FrozenNetwork best = Stream.of(learnt, refined)
                .min(Comparator.comparingDouble(network -> score(network).balancedLoss()))
                .orElseThrow();
        double[][] largest = training.largestSums(TrainableNetwork.of(best, manager));
        return best.squaresWithin(largest, SquareRecipes.LARGEST_SUM);
    }

    private FrozenNetwork phase(TrainingPlan plan, TrainableNetwork network, Teacher teacher) {
        return new Phase(plan, network, training, recipe.augmentation(), random.split(), teacher).run(validation);
    }

    private Scores score(FrozenNetwork network) {
        return validation.score(TrainableNetwork.of(network, manager));
    }
}
