package io.veilray.cloud.model;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The errors of truncations on shares carried forward through a network on one patch, layer by layer. Activations are
 * in units of 2^-f.
 */
final class TruncationErrors {
    /** More than a million roundings of doubles can add to a bound. */
    private static final double DOUBLE_ROUNDING = 1 + 1e-9;
    /** What is farther away than so many standard deviations is not met. */
    private static final double DEVIATIONS = 8;

    private final FixedPointModel model;
    private final NetworkShape shape;

    TruncationErrors(FixedPointModel model, NetworkShape shape) {
        this.model = model;
        this.shape = shape;
    }

    /**
     * The farthest that a logit can be in any run, in units of its fixed-point number.
     *
     * @param sums of the patch in the fixed-point model, of every layer
     * @param tensors its tensors, the input first
     */
    double largest(List<long[]> sums, List<long[]> tensors) {
        List<double[]> errors = new ArrayList<>();
        errors.add(new double[tensors.getFirst().length]);
        for (int i = 0; i < shape.rounds() - 1; i++) {
            errors.add(activationErrors(i, sums.get(i), tensors.get(i + 1), weighed(i, errors, 1)));
        }
        int last = shape.rounds() - 1;
        double[] ofSums = weighed(last, errors, 1);
        // a mean of the map is as far off as its positions, and rounded by the fixed-point model
        double rounding = shape.layers().get(last).nonlinear().isEmpty() ? 0 : 0.5;
        return Arrays.stream(ofSums).max().orElseThrow() * DOUBLE_ROUNDING + rounding;
    }

    /** By the least and the largest that each truncation may give, through the same operations, monotone but for squares. */
    private double[] activationErrors(int layer, long[] sums, long[] made, double[] ofSums) {
        long[] least = new long[sums.length];
        long[] most = new long[sums.length];
        for (int i = 0; i < sums.length; i++) {
            long reach = (long) Math.ceil(ofSums[i] * DOUBLE_ROUNDING);
            least[i] = sums[i] - reach >> shape.weightBits();
            most[i] = -(-sums[i] - reach >> shape.weightBits());
        }
        least = shape.layers().get(layer).apply(least);
        most = shape.layers().get(layer).apply(most);
        double[] errors = new double[made.length];
        for (int i = 0; i < made.length; i++) {
            errors[i] = shape.layers().get(layer).squares()
                    ? squareError(least[i], most[i], made[i])
                    : Math.max(most[i] - made[i], made[i] - least[i]);
        }
        return errors;
    }

    private double squareError(double least, double most, long made) {
        double far = Math.max(Math.abs(least), Math.abs(most));
        double near = least <= 0 && most >= 0 ? 0 : Math.min(Math.abs(least), Math.abs(most));
        double low = Math.floor(Math.scalb(near * near, -shape.activationBits()));
        double high = Math.ceil(Math.scalb(far * far, -shape.activationBits()));
        return Math.max(high - made, made - low);
    }

    /** Of each hidden layer, how much larger each activation is in the mean than the one that was largest would make it. */
    List<double[]> excesses(List<long[]> sums) {
        List<double[]> variances = new ArrayList<>();
        variances.add(new double[shape.input().size()]);
        List<double[]> excesses = new ArrayList<>();
        for (int i = 0; i < shape.rounds() - 1; i++) {
            Meeting meeting = new Meeting(sums.get(i), weighed(i, variances, 2), shape.weightBits());
            TensorShape map = shape.layers().get(i).linearOutput();
            for (Nonlinear operation : shape.layers().get(i).nonlinear()) {
                meeting.apply(operation, map, shape.activationBits());
                map = operation.output(map);
            }
            variances.add(meeting.variances);
            excesses.add(meeting.excesses);
        }
        return excesses;
    }

    /** What a layer's sums get of what its tensors have, by magnitudes of weights to that power. */
    private double[] weighed(int layer, List<double[]> tensors, int power) {
        LayerShape layerShape = shape.layers().get(layer);
        double[] out = new double[layerShape.linearOutput().size()];
        for (int t = 0; t < layerShape.terms().size(); t++) {
            LinearTerm term = layerShape.terms().get(t);
            long[] weights = model.weights(layer, t);
            double[] tensor = tensors.get(term.tensor());
            Taps.forEach(
                    term, shape.tensor(term.tensor()), layerShape.linearOutput(), (weight, in, first, count, step) -> {
                        double factor = Math.pow(Math.abs(weights[weight]), power);
                        for (int x = 0; x < count; x++) {
                            out[first + x] += factor * tensor[in + x * step];
                        }
                    });
        }
        return out;
    }

    /** One layer's values on their way through its operations, with the variances of their errors, taken as uncorrelated. */
    private static final class Meeting {
        private double[] values;
        private double[] variances;
        private double[] excesses;

        Meeting(long[] sums, double[] ofSums, int weightBits) {
            double unit = Math.scalb(1.0, -weightBits);
            values = new double[sums.length];
            variances = new double[sums.length];
            excesses = new double[sums.length];
            for (int i = 0; i < sums.length; i++) {
                values[i] = sums[i] * unit;
                double fraction = values[i] - Math.floor(values[i]);
                // the fraction of an exact sum is known, of another it may be any
                double own = ofSums[i] == 0 ? fraction * (1 - fraction) : 0.25;
                variances[i] = ofSums[i] * unit * unit + own;
            }
        }

        void apply(Nonlinear operation, TensorShape map, int activationBits) {
            if (operation instanceof Nonlinear.MaxPool pool) {
                pool(pool, map);
            } else if (operation instanceof Nonlinear.Square) {
                square(Math.scalb(1.0, -activationBits));
            } else {
                for (int i = 0; i < values.length; i++) {
                    excesses[i] += excess(Math.abs(values[i]), variances[i]);
                    variances[i] = values[i] > 0 || meets(-values[i], variances[i]) ? variances[i] : 0;
                    values[i] = Math.max(0, values[i]);
                }
            }
        }

        /** (y + d)^2 is y^2 + 2 y d + d^2, and then rounded. */
        private void square(double unit) {
            for (int i = 0; i < values.length; i++) {
                double deviation = 2 * (Math.abs(values[i]) * Math.sqrt(variances[i]) + variances[i]) * unit;
                excesses[i] = variances[i] * unit;
                variances[i] = deviation * deviation + 0.25;
                values[i] *= values[i] * unit;
            }
        }

        private void pool(Nonlinear.MaxPool pool, TensorShape map) {
            int[] largest = new int[pool.output(map).size()];
            Arrays.fill(largest, -1);
            pool.window().forEach(map, (output, entry) -> {
                if (largest[output] < 0 || values[entry] > values[largest[output]]) {
                    largest[output] = entry;
                }
            });
            double[] made = new double[largest.length];
            double[] madeVariances = new double[largest.length];
            double[] madeExcesses = new double[largest.length];
            pool.window().forEach(map, (output, entry) -> {
                int top = largest[output];
                double gap = values[top] - values[entry];
                double variance = variances[top] + variances[entry];
                made[output] = values[top];
                if (entry == top || meets(gap, variance)) {
                    madeVariances[output] = Math.max(madeVariances[output], variances[entry]);
                    madeExcesses[output] += excesses[entry] + (entry == top ? 0 : excess(gap, variance));
                }
            });
            values = made;
            variances = madeVariances;
            excesses = madeExcesses;
        }

        private static boolean meets(double gap, double variance) {
            return gap * gap <= DEVIATIONS * DEVIATIONS * variance;
        }

        /** Scarf's bound. */
        private static double excess(double gap, double variance) {
            return meets(gap, variance) ? (Math.sqrt(variance + gap * gap) - gap) / 2 : 0;
        }
    }
}
