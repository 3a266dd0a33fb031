package io.veilray.cloud.model;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.TensorShape;
import io.veilray.region.Patch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The model in 32-bit floats and in the clear: what privacy is compared with, in accuracy and in time. */
public final class FloatModel {
    private final CheckedModel model;
    private final NetworkShape shape;
    /** {@code [layer][term]}. */
    private final FloatConvolution[][] convolutions;

    public FloatModel(CheckedModel model) {
        this.model = model;
        this.shape = model.shape();
        this.convolutions = new FloatConvolution[shape.rounds()][];
        for (int i = 0; i < convolutions.length; i++) {
            LayerShape layer = shape.layers().get(i);
            convolutions[i] = layer.terms().stream()
                    .map(term -> new FloatConvolution(term, shape.tensor(term.tensor()), layer.linearOutput()))
                    .toArray(FloatConvolution[]::new);
        }
    }

    /** The logits of a patch. */
    public double[] logits(Patch patch) {
        List<float[]> tensors = new ArrayList<>(List.of(patch.values()));
        for (int i = 0; i < shape.rounds(); i++) {
            float[] values = convolve(i, tensors);
            TensorShape map = shape.layers().get(i).linearOutput();
            for (Nonlinear operation : shape.layers().get(i).nonlinear()) {
                values = apply(operation, values, map);
                map = operation.output(map);
            }
            tensors.add(values);
        }
        double[] logits = new double[shape.classes()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = tensors.getLast()[i];
        }
        return logits;
    }

    private float[] convolve(int layer, List<float[]> tensors) {
        LayerShape layerShape = shape.layers().get(layer);
        TensorShape output = layerShape.linearOutput();
        float[] sums = new float[output.size()];
        int area = output.height() * output.width();
        for (int o = 0; o < output.channels(); o++) {
            Arrays.fill(sums, o * area, (o + 1) * area, model.bias(layer)[o]);
        }
        for (int t = 0; t < layerShape.terms().size(); t++) {
            LinearTerm term = layerShape.terms().get(t);
            convolutions[layer][t].add(tensors.get(term.tensor()), model.weights(layer, t), sums);
        }
        return sums;
    }

    private static float[] apply(Nonlinear operation, float[] values, TensorShape map) {
        if (operation instanceof Nonlinear.MaxPool pool) {
            return largest(values, map, operation.output(map), pool.window());
        }
        if (operation instanceof Nonlinear.AveragePool pool) {
            return mean(values, map, operation.output(map), pool.window(), pool.countPadding());
        }
        return operation instanceof Nonlinear.Square ? square(values) : relu(values);
    }

    private static float[] square(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= values[i];
        }
        return values;
    }

    private static float[] relu(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i]);
        }
        return values;
    }

    private static float[] largest(float[] values, TensorShape map, TensorShape output, PoolWindow window) {
        float[] out = new float[output.size()];
        Arrays.fill(out, Float.NEGATIVE_INFINITY);
        window.forEach(map, (o, entry) -> out[o] = Math.max(out[o], values[entry]));
        return out;
    }

    private static float[] mean(
            float[] values, TensorShape map, TensorShape output, PoolWindow window, boolean countPadding) {
        float[] out = new float[output.size()];
        int[] counts = new int[out.length];
        window.forEach(map, (o, entry) -> {
            out[o] += values[entry];
            counts[o]++;
        });
        for (int i = 0; i < out.length; i++) {
            out[i] /= countPadding ? window.height() * window.width() : counts[i];
        }
        return out;
    }
}
