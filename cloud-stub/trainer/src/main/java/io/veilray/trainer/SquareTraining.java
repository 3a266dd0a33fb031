package io.veilray.trainer;

import ai.djl.ndarray.NDManager;
import io.veilray.cloud.model.CheckedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Trains a network of squares by what networks of ReLU say of each image. */
final class SquareTraining {
    private final Recipe recipe;
    private final Batches training;
    private final Batches validation;
    private final NDManager manager;

    SquareTraining(Recipe recipe, Batches training, Batches validation, NDManager manager) {
        this.recipe = recipe;
        this.training = training;
        this.validation = validation;
        this.manager = manager;
    }

    /** @param shipped the network of ReLU for the same task, the first teacher */
    FrozenNetwork run(CheckedModel shipped) {
        FrozenNetwork relu = Teacher.read(shipped, SquareRecipes.relu(recipe).architecture());
        List<TrainableNetwork> teachers = new ArrayList<>(List.of(TrainableNetwork.of(relu, manager)));
        SquareRecipes.teachers(recipe).forEach(teacher -> teachers.add(TrainableNetwork.of(learnt(teacher), manager)));
        SplittableRandom random = new SplittableRandom(recipe.seed());
        HermiteNetwork fresh =
                new HermiteNetwork(recipe.architecture(), training.some(HermiteNetwork.SURVEYED), random.split());
        FrozenNetwork best = new Phase(
                        recipe.learn(), fresh, training, recipe.augmentation(), random.split(), new Teacher(teachers))
                .run(validation);
        double[][] largest = training.largestSums(TrainableNetwork.of(best, manager));
        return best.squaresWithin(largest, SquareRecipes.LARGEST_SUM);
    }

    /** From fresh weights, by the labels. */
    private FrozenNetwork learnt(Recipe relu) {
        SplittableRandom own = new SplittableRandom(relu.seed());
        TrainableNetwork fresh = TrainableNetwork.fresh(relu.architecture(), manager, own.split());
        return new Phase(relu.learn(), fresh, training, relu.augmentation(), own.split()).run(validation);
    }
}
