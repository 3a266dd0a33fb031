package io.veilray.cloud.model;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.TensorShape;
import io.veilray.region.Patch;
import io.veilray.share.FixedPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far fixed point may be from real arithmetic on one patch.
 *
 * <p>With aq the integer activation, a the real one and E &gt;= |aq - 2^f a| (1/2 at the input), an integer weight being
 * within 1/2 of 2^g w: |Wq aq - 2^(f+g) w a| &lt;= |2^g w| E + |aq| / 2, summed, plus 1/2 for the bias. ReLU and maximum
 * keep it, a mean adds 1/2, rescaling divides by 2^g and adds 1/2. Squares of yq and y differ by (2 yq + (y - yq)) (yq - y),
 * so by at most (2 |yq| + E) E; rescaling divides that by 2^f and adds 1/2.
 */
final class RoundingBound {
    private RoundingBound() {}

    static double of(CheckedModel model, Patch patch) {
        NetworkShape shape = model.shape();
        FixedPointModel fixed = new FixedPointModel(model);
        long[] input = new FixedPoint(shape.activationBits()).encode(patch.values());
        List<long[]> tensors = fixed.tensors(input, fixed.sums(input));
        List<double[]> errors = new ArrayList<>();
        errors.add(filled(input.length, 0.5));
        double[] sums = {};
        for (int i = 0; i < shape.rounds(); i++) {
            sums = sums(model, i, tensors, errors);
            double[] after = after(shape.layers().get(i), sums.clone(), shape.weightBits());
            if (shape.layers().get(i).squares()) {
                square(
                        after,
                        shape,
                        shape.layers().get(i).apply(fixed.sums(input).get(i)));
            }
            errors.add(after);
        }
        return Math.scalb(Arrays.stream(sums).max().orElseThrow(), -shape.activationBits() - shape.weightBits());
    }

    private static void square(double[] errors, NetworkShape shape, long[] sums) {
        for (int i = 0; i < errors.length; i++) {
            double activation = Math.abs(FixedPoint.rescale(sums[i], shape.weightBits()));
            errors[i] = Math.scalb((2 * activation + errors[i]) * errors[i], -shape.activationBits()) + 0.5;
        }
    }

    private static double[] filled(int length, double value) {
        double[] out = new double[length];
        Arrays.fill(out, value);
        return out;
    }

    private static double[] sums(CheckedModel model, int index, List<long[]> tensors, List<double[]> errors) {
        NetworkShape shape = model.shape();
        LayerShape layer = shape.layers().get(index);
        double[] sums = filled(layer.linearOutput().size(), 0.5);
        for (int t = 0; t < layer.terms().size(); t++) {
            LinearTerm term = layer.terms().get(t);
            float[] kernel = model.weights(index, t);
            long[] tensor = tensors.get(term.tensor());
            double[] error = errors.get(term.tensor());
            Taps.forEach(term, shape.tensor(term.tensor()), layer.linearOutput(), (weight, in, out, count, step) -> {
                double w = Math.scalb(Math.abs((double) kernel[weight]), shape.weightBits());
                for (int x = 0; x < count; x++) {
                    int entry = in + x * step;
                    sums[out + x] += w * error[entry] + 0.5 * Math.abs(tensor[entry]);
                }
            });
        }
        return sums;
    }

    private static double[] after(LayerShape layer, double[] sums, int weightBits) {
        TensorShape map = layer.linearOutput();
        double[] errors = sums;
        for (Nonlinear operation : layer.nonlinear()) {
            TensorShape next = operation.output(map);
            if (operation instanceof Nonlinear.MaxPool pool) {
                errors = largest(errors, map, next, pool.window(), 0);
            } else if (operation instanceof Nonlinear.AveragePool pool) {
                errors = largest(errors, map, next, pool.window(), 0.5);
            }
            map = next;
        }
        return Arrays.stream(errors)
                .map(error -> Math.scalb(error, -weightBits) + 0.5)
                .toArray();
    }

    /** A mean moves no more than the largest under its window. */
    private static double[] largest(
            double[] errors, TensorShape map, TensorShape next, PoolWindow window, double more) {
        double[] out = new double[next.size()];
        window.forEach(map, (o, entry) -> out[o] = Math.max(out[o], errors[entry] + more));
        return out;
    }
}
