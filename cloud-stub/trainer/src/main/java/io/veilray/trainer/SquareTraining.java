package io.veilray.trainer;

import ai.djl.ndarray.NDManager;
import io.veilray.cloud.model.CheckedModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Trains a network of squares from the shipped network of ReLU: by parabolas, then by what that says of each image. Several
 * side by side learn as the one network that they are, each from a network of ReLU of its own; these teach together.
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

    FrozenNetwork run(CheckedModel shipped) {
        List<FrozenNetwork> relus = relus(shipped);
        Teacher teacher = Teacher.of(Ensemble.merged(relus), SquareRecipes.teacherShare(recipe), manager);
        FrozenNetwork start = Ensemble.merged(relus.stream()
                .map(relu -> SquareStart.of(relu, training, manager))
                .toList());
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

    /** The shipped one and, for each further member, the first phase of another seed: squares ask for no bound. */
    private List<FrozenNetwork> relus(CheckedModel shipped) {
        Recipe relu = SquareRecipes.relu(recipe);
        List<FrozenNetwork> relus = new ArrayList<>();
        relus.add(Teacher.read(shipped, relu.architecture()));
        for (int i = 1; i < recipe.architecture().members(); i++) {
            relus.add(Phase.first(relu, training, validation, new SplittableRandom(relu.seed() + i)));
        }
        return relus;
    }

    private FrozenNetwork phase(TrainingPlan plan, TrainableNetwork network, Teacher teacher) {
        return new Phase(plan, network, training, recipe.augmentation(), random.split(), teacher).run(validation);
    }

    private Scores score(FrozenNetwork network) {
        return validation.score(TrainableNetwork.of(network, manager));
    }
}
