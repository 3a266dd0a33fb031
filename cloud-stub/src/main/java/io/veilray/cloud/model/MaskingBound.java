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
 */
public final class MaskingBound {
    private final FixedPointModel fixedPoint;
    private final NetworkShape shape;

    public MaskingBound(CheckedModel model) {
        this.fixedPoint = new FixedPointModel(model);
        this.shape = model.shape();
    }

    /** The bound for every logit of this patch, the largest of them, in logits. */
    public double of(Patch patch) {
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
        return Math.scalb(largest, -shape.activationBits() - shape.weightBits());
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
                errors = pooled(errors, map, operation.output(map), pool.window(), 0);
            } else if (operation instanceof Nonlinear.AveragePool pool) {
                errors = pooled(errors, map, operation.output(map), pool.window(), 1);
            }
            map = operation.output(map);
        }
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.scalb(errors[i], -shape.weightBits()) + 1;
        }
        return errors;
    }

    /** The largest error under each window, which bounds a mean as well as a maximum, plus roundings. */
    private static double[] pooled(
            double[] errors, TensorShape map, TensorShape output, PoolWindow window, double more) {
        double[] out = new double[output.size()];
        for (int i = 0; i < out.length; i++) {
            int channel = i / (output.height() * output.width());
            int top = i / output.width() % output.height() * window.strideHeight() - window.padTop();
            int left = i % output.width() * window.strideWidth() - window.padLeft();
            for (int y = Math.max(0, top); y < Math.min(map.height(), top + window.height()); y++) {
                for (int x = Math.max(0, left); x < Math.min(map.width(), left + window.width()); x++) {
                    out[i] = Math.max(out[i], errors[(channel * map.height() + y) * map.width() + x]);
                }
            }
            out[i] += more;
        }
        return out;
    }
}
