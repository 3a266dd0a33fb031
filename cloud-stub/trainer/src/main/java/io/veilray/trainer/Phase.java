package io.veilray.trainer;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs one training plan over the training split and keeps the epoch that does best on the validation split. */
final class Phase {
    private final TrainingPlan plan;
    private final Learner network;
    private final Batches batches;
    private final Augmentation augmentation;
    private final SplittableRandom random;
    private final Optimizer optimizer;
    private final @Nullable Teacher teacher;
    private final double startBound;
    private final double steps;
    private int step;

    Phase(
            TrainingPlan plan,
            Learner network,
            Batches batches,
            Augmentation.Strength strength,
            SplittableRandom random) {
        this(plan, network, batches, strength, random, null);
    }

    /** One that learns what a teacher says of each image. */
    Phase(
            TrainingPlan plan,
            Learner network,
            Batches batches,
            Augmentation.Strength strength,
            SplittableRandom random,
            @Nullable Teacher teacher) {
        this.teacher = teacher;
        this.plan = plan;
        this.network = network;
        this.batches = batches;
        this.random = random;
        this.augmentation = new Augmentation(strength, batches.images().sizePx(), random.split());
        this.startBound =
                plan.limitsBound() ? network.inUse().cautiousLogitBound().getFloat() : 0;
        this.steps = (double) plan.epochs() * (batches.images().size() / plan.batch());
        this.optimizer = Optimizer.adam()
                .optLearningRateTracker((parameter, count) -> plan.rate(count / steps))
                .build();
    }

    /**
     * Trains to the end of the plan; the result has the lowest balanced validation loss among the epochs that end within
     * the bound target.
     */
    FrozenNetwork run(Batches validation) {
        FrozenNetwork best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int epoch = 0; epoch < plan.epochs(); epoch++) {
            trainEpoch();
            TrainableNetwork used = network.inUse();
            FrozenNetwork now = used.freeze();
            Scores scores = validation.score(used);
            double bound = network.squares() ? 0 : now.logitBound();
            System.out.printf("epoch %d, logits within %.1f: %s%n", epoch + 1, bound, scores);
            if (bound <= plan.boundTarget() && scores.balancedLoss() < least) {
                best = now;
                least = scores.balancedLoss();
            }
        }
        return within(best);
    }

    private FrozenNetwork within(FrozenNetwork best) {
        if (best == null) {
            throw new IllegalStateException("no epoch of " + plan.epochs() + " brought the logits' bound to "
                    + plan.boundTarget() + ": train longer or allow a higher target");
        }
        return best;
    }

    private void trainEpoch() {
        int[] order = shuffled(batches.images().size());
        for (int at = 0; at + plan.batch() <= order.length; at += plan.batch()) {
            backward(Arrays.copyOfRange(order, at, at + plan.batch()));
            update();
            step++;
        }
    }

    private void backward(int[] batch) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray inputs = batches.inputs(batch, augmentation::apply);
            NDArray targets = batches.targets(batch);
            NDArray wanted = teacher == null ? targets : teacher.targets(targets, inputs);
            backward(inputs, wanted, batch.length);
        }
    }

    private void backward(NDArray inputs, NDArray targets, int images) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            List<NDArray> sums = new ArrayList<>();
            NDArray logits = network.learn(inputs, sums);
            NDArray loss = logits.logSoftmax(1).mul(targets).sum().div(-images);
            for (NDArray sum : network.squares() ? sums : List.<NDArray>of()) {
                NDArray excess = sum.abs().sub(TrainingPlan.LARGEST_SUM).maximum(0f);
                loss = loss.add(excess.mul(excess).mean().mul(TrainingPlan.EXCESS_WEIGHT));
            }
            collector.backward(plan.limitsBound() ? loss.add(boundPenalty()) : loss);
        }
    }

    private NDArray boundPenalty() {
        float from = plan.penaltyFrom(step / steps, startBound);
        NDArray excess = network.inUse().cautiousLogitBound().div(from).log();
        return excess.maximum(0f).mul(TrainingPlan.BOUND_WEIGHT);
    }

    private void update() {
        List<NDArray> parameters = network.trainable();
        for (int i = 0; i < parameters.size(); i++) {
            try (NDArray gradient = parameters.get(i).getGradient()) {
                optimizer.update(Integer.toString(i), parameters.get(i), gradient);
            }
        }
    }

    private int[] shuffled(int count) {
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }
}
