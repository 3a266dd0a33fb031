package io.veilray.cloud.model;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.TensorShape;
import io.veilray.region.Patch;
import io.veilray.share.FixedPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The model in fixed point and in the clear, to the bit: weights round(2^g W), bias round(2^(f+g) b), sums exact, rescaled
 * by 2^g with ties up, squares of rescaled sums rescaled by 2^f. What strict and quadratic mode must equal but for one unit
 * a truncation ({@link StrictBound}) and masked mode must stay near ({@link MaskingBound}).
 */
public final class FixedPointModel {
    private final NetworkShape shape;
    /** {@code [layer][term][weight]}. */
    private final long[][][] weights;

    private final long[][] biases;

    public FixedPointModel(CheckedModel model) {
        this.shape = model.shape();
        FixedPoint weightFormat = new FixedPoint(shape.weightBits());
        FixedPoint sumFormat = new FixedPoint(shape.activationBits() + shape.weightBits());
        this.weights = new long[shape.rounds()][][];
        this.biases = new long[shape.rounds()][];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = new long[shape.layers().get(i).terms().size()][];
            for (int t = 0; t < weights[i].length; t++) {
                weights[i][t] = weightFormat.encode(model.weights(i, t));
            }
            biases[i] = sumFormat.encode(model.bias(i));
        }
    }

    /**
     * The logits of a patch.
     *
     * @throws ArithmeticException naming the layer if a sum leaves the ring, which only a calibrated model can do: the
     *     same image gives a wrong class when classified in private
     */
    public double[] logits(Patch patch) {
        List<long[]> sums = sums(new FixedPoint(shape.activationBits()).encode(patch.values()));
        FixedPoint format = new FixedPoint(shape.activationBits() + shape.weightBits());
        long[] logits = shape.layers().getLast().apply(sums.getLast());
        return Arrays.stream(logits).mapToDouble(format::decode).toArray();
    }

    /**
     * The largest magnitude of every layer's sums on a patch, as real numbers, and of a last map whose positions are added
     * up in the ring the logits' own: what the calibration of a card is made of.
     */
    public double[] largestSums(Patch patch) {
        List<long[]> sums = sums(new FixedPoint(shape.activationBits()).encode(patch.values()));
        FixedPoint format = new FixedPoint(shape.activationBits() + shape.weightBits());
        double[] largest = new double[sums.size()];
        for (int i = 0; i < largest.length; i++) {
            boolean opened = shape.mode().shared() && i == largest.length - 1;
            long[] values = opened ? shape.layers().getLast().apply(sums.get(i)) : sums.get(i);
            largest[i] =
                    format.decode(Arrays.stream(values).map(Math::abs).max().orElseThrow());
        }
        return largest;
    }

    /**
     * The sums of every layer, with f + g fractional bits, for an input with f.
     *
     * @throws ArithmeticException naming the layer if a sum leaves the ring
     */
    public List<long[]> sums(long[] input) {
        List<long[]> tensors = new ArrayList<>(List.of(input));
        List<long[]> sums = new ArrayList<>();
        for (int i = 0; i < shape.rounds(); i++) {
            LayerShape layer = shape.layers().get(i);
            long[] sum = convolve(i, tensors);
            requireInRing(layer, sum, limit(layer));
            sums.add(sum);
            tensors.add(layer.activation(sum, shape.activationBits(), shape.weightBits()));
        }
        return sums;
    }

    /** Logits that are compared have half the ring. A square wants its activation y, and y^2 / 2^f, to fit however they are
     * rounded: see {@link SumRange}. */
    private long limit(LayerShape layer) {
        double ring = Math.scalb(1.0, shape.ringBits() - 1);
        double largestSquared = Math.sqrt(Math.scalb(ring - 1, shape.activationBits()));
        long sum = (long) Math.floor(largestSquared) << shape.weightBits();
        if (shape.rules().classOnly() && layer == shape.layers().getLast()) {
            return (long) ring / 2;
        }
        return layer.squares() ? Math.min((long) ring / 2, sum) : (long) ring;
    }

    private void requireInRing(LayerShape layer, long[] sums, long limit) {
        for (long sum : sums) {
            if (sum >= limit || sum < -limit) {
                throw new ArithmeticException("layer " + layer.name() + " reaches "
                        + new FixedPoint(shape.activationBits() + shape.weightBits()).decode(sum)
                        + (layer.squares() ? ", which, or whose square, a ring of " : ", which a ring of ")
                        + shape.ringBits()
                        + " bits does not hold: this image lies outside the range the model was calibrated for");
            }
        }
    }

    /** The tensors that the sums become, the input first; what each layer reads. */
    public List<long[]> tensors(long[] input, List<long[]> sums) {
        List<long[]> tensors = new ArrayList<>(List.of(input));
        for (int i = 0; i < sums.size() - 1; i++) {
            tensors.add(shape.layers().get(i).activation(sums.get(i), shape.activationBits(), shape.weightBits()));
        }
        return tensors;
    }

    private long[] convolve(int layer, List<long[]> tensors) {
        LayerShape layerShape = shape.layers().get(layer);
        TensorShape output = layerShape.linearOutput();
        long[] sums = new long[output.size()];
        int area = output.height() * output.width();
        for (int i = 0; i < sums.length; i++) {
            sums[i] = biases[layer][i / area];
        }
        for (int t = 0; t < layerShape.terms().size(); t++) {
            LinearTerm term = layerShape.terms().get(t);
            long[] kernel = weights[layer][t];
            long[] tensor = tensors.get(term.tensor());
            Taps.forEach(term, shape.tensor(term.tensor()), output, (weight, in, out, count, step) -> {
                long w = kernel[weight];
                for (int x = 0; x < count; x++) {
                    sums[out + x] += w * tensor[in + x * step];
                }
            });
        }
        return sums;
    }

    /** Integer weights of one term. */
    long[] weights(int layer, int term) {
        return weights[layer][term];
    }
}
