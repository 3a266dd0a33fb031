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
import java.util.List;

/**
 * How far masked mode can move a logit of one patch from {@link FixedPointModel}'s, whatever multipliers are drawn.
 *
 * <p>With a the fixed-point activation, a' the client's and E &gt;= |a'/mu - a| entry by entry (0 at the input):
 *
 * <ul>
 *   <li>W' = round(2^g W mu_out/mu_in) and Wq = round(2^g W) are each within half a unit of the real product, so
 *       |W' mu_in/mu_out - Wq| &lt;= d = 1/2 + mu_in/(2 mu_out). At the input mu_in = 1, so d &lt;= 1; elsewhere mu_in &lt;
 *       2^B and mu_out &gt;= 1, so d &lt; 1/2 + 2^(B-1).
 *   <li>The sum moves by at most D = sum ((|Wq| + d) E + d |a|) + 2: bias roundings 1/2 and 1/2, noise below 1. For the
 *       logits mu_out = 1, so the bias is the same and there is no noise: + 0.
 *   <li>ReLU and maximum are 1-Lipschitz; a mean gives the mean of D plus 1 for the two roundings.
 *   <li>Rescaling: E = D / 2^g + 1, again two roundings of one half.
 * </ul>
 *
 * <p>With B = 0 every multiplier is 1, so weights and biases are the same and there is no noise: nothing moves. While the
 * masked sums stay in the ring, as proved or calibrated, that is all that masked mode changes.
 */
public final class MaskingBound {
    /** More than a million roundings of doubles can take from the bound. */
    private static final double DOUBLE_ROUNDING = 1 + 1e-9;

    private final FixedPointModel fixedPoint;
    private final NetworkShape shape;

    public MaskingBound(CheckedModel model) {
        this.fixedPoint = new FixedPointModel(model);
        this.shape = model.shape();
    }

    /** The bound for every logit of this patch, the largest of them, in logits. */
    public double of(Patch patch) {
        if (shape.multiplierBits() == 0) {
            return 0;
        }
        long[] input = new FixedPoint(shape.activationBits()).encode(patch.values());
        List<long[]> tensors = fixedPoint.tensors(input, fixedPoint.sums(input));
        List<double[]> errors = new ArrayList<>(List.of(new double[input.length]));
        double[] moved = new double[0];
        for (int i = 0; i < shape.rounds(); i++) {
            moved = sumErrors(i, tensors, errors);
            errors.add(activationErrors(shape.layers().get(i), moved));
        }
        double largest = 0;
        for (double error : moved) {
            largest = Math.max(largest, error);
        }
        return Math.scalb(largest * DOUBLE_ROUNDING, -shape.activationBits() - shape.weightBits());
    }

    private double[] sumErrors(int layer, List<long[]> tensors, List<double[]> errors) {
        LayerShape layerShape = shape.layers().get(layer);
        boolean logits = layer == shape.rounds() - 1;
        double[] moved = new double[layerShape.linearOutput().size()];
        java.util.Arrays.fill(moved, logits ? 0 : 2);
        for (int t = 0; t < layerShape.terms().size(); t++) {
            LinearTerm term = layerShape.terms().get(t);
            double rounding = term.tensor() == 0 ? 1 : 0.5 + Math.scalb(0.5, shape.multiplierBits());
            long[] kernel = fixedPoint.weights(layer, t);
            long[] tensor = tensors.get(term.tensor());
            double[] error = errors.get(term.tensor());
            Taps.forEach(
                    term, shape.tensor(term.tensor()), layerShape.linearOutput(), (weight, in, out, count, step) -> {
                        double w = Math.abs(kernel[weight]) + rounding;
                        for (int x = 0; x < count; x++) {
                            int entry = in + x * step;
                            moved[out + x] += w * error[entry] + rounding * Math.abs(tensor[entry]);
                        }
                    });
        }
        return moved;
    }

    private double[] activationErrors(LayerShape layer, double[] moved) {
        double[] errors = moved.clone();
        TensorShape map = layer.linearOutput();
        for (Nonlinear operation : layer.nonlinear()) {
            if (operation instanceof Nonlinear.MaxPool pool) {
                errors = largest(errors, map, operation.output(map), pool.window());
            } else if (operation instanceof Nonlinear.AveragePool pool) {
                errors = mean(errors, map, operation.output(map), pool.window());
            }
            map = operation.output(map);
        }
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.scalb(errors[i], -shape.weightBits()) + 1;
        }
        return errors;
    }

    private static double[] largest(double[] errors, TensorShape map, TensorShape output, PoolWindow window) {
        double[] out = new double[output.size()];
        window.forEach(map, (o, entry) -> out[o] = Math.max(out[o], errors[entry]));
        return out;
    }

    /** The mean over the entries inside the map, which is no less than one that counts padding, and the roundings. */
    private static double[] mean(double[] errors, TensorShape map, TensorShape output, PoolWindow window) {
        double[] out = new double[output.size()];
        int[] counts = new int[out.length];
        window.forEach(map, (o, entry) -> {
            out[o] += errors[entry];
            counts[o]++;
        });
        for (int i = 0; i < out.length; i++) {
            out[i] = out[i] / counts[i] + 1;
        }
        return out;
    }
}
