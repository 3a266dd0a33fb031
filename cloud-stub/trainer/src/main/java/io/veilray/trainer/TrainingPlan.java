package io.veilray.trainer;

/**
 * One phase of training.
 *
 * @param epochs passes over the training split
 * @param learningRate the highest; it rises over the first tenth of the phase, then falls as a cosine to zero
 * @param batch images per step
 * @param boundTarget the proved bound on the logits to stay below, or infinity where it does not matter
 */
record TrainingPlan(int epochs, float learningRate, int batch, double boundTarget) {
    static final float LABEL_SMOOTHING = 0.1f;
    /** What a factor of e above the target costs, in units of cross entropy. */
    static final float BOUND_WEIGHT = 1;
    /** Sums that are to be squared cost beyond that, their root mean square being 1 at the start ... */
    static final float LARGEST_SUM = 4;
    /** ... their excess squared, times this, in units of cross entropy. */
    static final float EXCESS_WEIGHT = 1;

    private static final double WARM_UP = 0.1;
    /** The penalty begins a little below the target, so that most epochs end within it. */
    private static final double PENALTY_FROM = 0.95;

    /** Share of the phase in which the penalty's begin falls; faster costs accuracy. */
    private static final double FALL = 0.5;

    static TrainingPlan unbounded(int epochs, float learningRate, int batch) {
        return new TrainingPlan(epochs, learningRate, batch, Double.POSITIVE_INFINITY);
    }

    static TrainingPlan bounded(int epochs, float learningRate, int batch, double boundTarget) {
        return new TrainingPlan(epochs, learningRate, batch, boundTarget);
    }

    /** The same with a share of the epochs. */
    TrainingPlan shortened(double share) {
        return new TrainingPlan((int) Math.ceil(epochs * share), learningRate, batch, boundTarget);
    }

    boolean limitsBound() {
        return Double.isFinite(boundTarget);
    }

    /**
     * The bound above which the penalty counts at a share of the phase: it falls geometrically from the start's bound to
     * a little below the target, and stays there for the rest.
     */
    float penaltyFrom(double progress, double startBound) {
        double end = boundTarget * PENALTY_FROM;
        double fallen = Math.min(1, progress / FALL);
        return (float) (end * StrictMath.pow(Math.max(1, startBound / end), 1 - fallen));
    }

    /** Learning rate at a share of the phase, from 0 to 1. */
    float rate(double progress) {
        double rise = Math.min(1, progress / WARM_UP);
        double fall = Math.clamp((progress - WARM_UP) / (1 - WARM_UP), 0.0, 1.0);
        return (float) (learningRate * rise * (1 + StrictMath.cos(StrictMath.PI * fall)) / 2);
    }
}
