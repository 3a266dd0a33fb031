package io.veilray.trainer;

import ai.djl.ndarray.NDManager;
import io.veilray.cloud.model.CheckedModel;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Trains a network of squares by what networks of ReLU say of each image: from the shipped one by parabolas and refined without
 * batch norm, or from fresh weights.
 */
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

    /** @param shipped the network of ReLU for the same task, which teaches where the recipe names no other */
    FrozenNetwork run(CheckedModel shipped) {
        List<Recipe> teachers = SquareRecipes.teachers(recipe);
        FrozenNetwork best = teachers.isEmpty() ? fromShipped(shipped) : fromFresh(teachers);
        double[][] largest = training.largestSums(TrainableNetwork.of(best, manager));
        return best.squaresWithin(largest, SquareRecipes.LARGEST_SUM);
    }

    private FrozenNetwork fromShipped(CheckedModel shipped) {
        FrozenNetwork relu = Teacher.read(shipped, SquareRecipes.relu(recipe).architecture());
        Teacher teacher = new Teacher(List.of(TrainableNetwork.of(relu, manager)));
        return refined(recipe.tame().orElseThrow(), byParabolas(relu, teacher), teacher);
    }

    private FrozenNetwork fromFresh(List<Recipe> teachers) {
        Teacher teacher = new Teacher(teachers.stream().map(this::learnt).toList());
        return learnt(recipe.learn(), fresh(), teacher);
    }

    private FrozenNetwork byParabolas(FrozenNetwork relu, Teacher teacher) {
        FrozenNetwork start = SquareStart.of(relu, training, manager);
        System.out.println("start: " + score(start));
        return learnt(recipe.learn(), TrainableNetwork.normalising(start, training.some(SquareStart.IMAGES)), teacher);
    }

    private FrozenNetwork refined(TrainingPlan plan, FrozenNetwork learnt, Teacher teacher) {
        FrozenNetwork refined = learnt(plan, TrainableNetwork.of(learnt, manager), teacher);
        return Stream.of(learnt, refined)
                .min(Comparator.comparingDouble(network -> score(network).balancedLoss()))
                .orElseThrow();
    }

    private HermiteNetwork fresh() {
        return new HermiteNetwork(recipe.architecture(), training.some(HermiteNetwork.SURVEYED), random.split());
    }

    private FrozenNetwork learnt(TrainingPlan plan, Learner network, Teacher teacher) {
        return new Phase(plan, network, training, recipe.augmentation(), random.split(), teacher).run(validation);
    }

    private Scores score(FrozenNetwork network) {
        return validation.score(TrainableNetwork.of(network, manager));
    }

    /** From fresh weights, by the labels; as the last epoch leaves it. */
    private TrainableNetwork learnt(Recipe relu) {
        SplittableRandom own = new SplittableRandom(relu.seed());
        TrainableNetwork network = TrainableNetwork.fresh(relu.architecture(), manager, own.split());
        new Phase(relu.learn(), network, training, relu.augmentation(), own.split()).run(validation);
        return network;
    }
}
