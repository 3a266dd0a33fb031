package io.veilray.cloud.model;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Derivatives of one logit with respect to everything that is rounded on the way to it, through one patch's own
 * activations of the fixed-point model. In units of the logit's fixed-point number per unit of what is rounded.
 */
final class BackPropagation {
    /** What is told, layer by layer from the last; each array is only good during the call. */
    interface Visitor {
        /** @param slopes with respect to what an operation of a layer makes, before it is rescaled */
        default void operation(Nonlinear operation, double[] slopes) {}

        /**
         * @param slopes with respect to the tensor that a hidden layer makes
         * @param before what it is rescaled from, before the square if there is one
         */
        void activation(int layer, double[] slopes, long[] before);

        /** @param slopes with respect to the layer's sums */
        void sums(int layer, double[] slopes);

        /** Whether {@link #weights} is wanted. */
        default boolean wantsWeights() {
            return false;
        }

        /** @param slopes with respect to the integer weights of one term */
        default void weights(int layer, int term, double[] slopes) {}
    }

    private final FixedPointModel model;
    private final NetworkShape shape;
    private final List<long[]> sums;
    private final List<long[]> tensors;

    /**
     * @param sums of the patch, of every layer
     * @param tensors of the patch, the input first
     */
    BackPropagation(FixedPointModel model, NetworkShape shape, List<long[]> sums, List<long[]> tensors) {
        this.model = model;
        this.shape = shape;
        this.sums = sums;
        this.tensors = tensors;
    }

    void from(int logit, Visitor visitor) {
        List<double[]> slopes = new ArrayList<>();
        tensors.forEach(tensor -> slopes.add(new double[tensor.length]));
        double[] slope = new double[shape.classes()];
        slope[logit] = 1;
        int last = shape.rounds() - 1;
        for (int layer = last; layer >= 0; layer--) {
            LayerShape layerShape = shape.layers().get(layer);
            List<long[]> steps = steps(layerShape, sums.get(layer));
            double[] made = layer == last ? slope : throughRescaling(layer, slopes, steps.getLast(), visitor);
            double[] ofSums = throughOperations(layerShape, steps, made, visitor);
            for (int t = 0; t < layerShape.terms().size(); t++) {
                throughTerm(layer, t, ofSums, slopes, visitor);
            }
            visitor.sums(layer, ofSums);
        }
    }

    private double[] throughRescaling(int layer, List<double[]> slopes, long[] before, Visitor visitor) {
        double[] slope = slopes.get(layer + 1);
        visitor.activation(layer, slope, before);
        double scale = Math.scalb(1.0, -shape.weightBits());
        double squareScale = Math.scalb(2 * scale, -shape.activationBits());
        boolean squares = shape.layers().get(layer).squares();
        double[] back = new double[slope.length];
        for (int i = 0; i < back.length; i++) {
            back[i] = slope[i] * scale * (squares ? before[i] * squareScale : 1);
        }
        return back;
    }

    private static double[] throughOperations(LayerShape layer, List<long[]> steps, double[] slope, Visitor visitor) {
        List<TensorShape> maps = new ArrayList<>(List.of(layer.linearOutput()));
        layer.onSums().forEach(operation -> maps.add(operation.output(maps.getLast())));
        double[] back = slope;
        for (int i = layer.onSums().size() - 1; i >= 0; i--) {
            visitor.operation(layer.onSums().get(i), back);
            back = through(layer.onSums().get(i), maps.get(i), steps.get(i), steps.get(i + 1), back);
        }
        return back;
    }

    /** Slopes of a layer's sums to slopes of what a term reads and, if they are wanted, of its weights. */
    private void throughTerm(int layer, int termIndex, double[] ofSums, List<double[]> slopes, Visitor visitor) {
        LinearTerm term = shape.layers().get(layer).terms().get(termIndex);
        long[] integers = model.weights(layer, termIndex);
        long[] tensor = tensors.get(term.tensor());
        double[] ofTensor = slopes.get(term.tensor());
        double[] ofWeights = new double[visitor.wantsWeights() ? integers.length : 0];
        Taps.forEach(
                term,
                shape.tensor(term.tensor()),
                shape.layers().get(layer).linearOutput(),
                (weight, in, out, count, step) -> {
                    for (int x = 0; x < count; x++) {
                        ofTensor[in + x * step] += ofSums[out + x] * integers[weight];
                    }
                    for (int x = 0; x < count && ofWeights.length > 0; x++) {
                        ofWeights[weight] += ofSums[out + x] * tensor[in + x * step];
                    }
                });
        if (visitor.wantsWeights()) {
            visitor.weights(layer, termIndex, ofWeights);
        }
    }

    /** The sums, then what each nonlinear operation but a square makes of them. */
    static List<long[]> steps(LayerShape layer, long[] sums) {
        List<long[]> steps = new ArrayList<>(List.of(sums));
        TensorShape map = layer.linearOutput();
        for (Nonlinear operation : layer.onSums()) {
            steps.add(operation.apply(steps.getLast(), map));
            map = operation.output(map);
        }
        return steps;
    }

    private static double[] through(Nonlinear operation, TensorShape map, long[] before, long[] after, double[] slope) {
        double[] back = new double[before.length];
        if (operation instanceof Nonlinear.MaxPool pool) {
            boolean[] done = new boolean[after.length];
            pool.window().forEach(map, (output, entry) -> {
                if (!done[output] && before[entry] == after[output]) {
                    done[output] = true;
                    back[entry] += slope[output];
                }
            });
        } else if (operation instanceof Nonlinear.AveragePool pool) {
            int[] counts = counts(pool, map, after.length);
            pool.window().forEach(map, (output, entry) -> back[entry] += slope[output] / counts[output]);
        } else {
            for (int i = 0; i < back.length; i++) {
                back[i] = before[i] > 0 ? slope[i] : 0;
            }
        }
        return back;
    }

    private static int[] counts(Nonlinear.AveragePool pool, TensorShape map, int outputs) {
        int[] counts = new int[outputs];
        PoolWindow window = pool.window();
        if (pool.countPadding()) {
            java.util.Arrays.fill(counts, window.height() * window.width());
        } else {
            window.forEach(map, (output, entry) -> counts[output]++);
        }
        return counts;
    }
}
