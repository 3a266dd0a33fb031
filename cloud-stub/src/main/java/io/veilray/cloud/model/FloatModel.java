package io.veilray.cloud.model;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.TensorShape;
import io.veilray.region.Patch;
import java.util.ArrayList;
import java.util.List;

/** The model in 32-bit floats and in the clear: what privacy is compared with, in accuracy and in time. */
public final class FloatModel {
    private final CheckedModel model;
    private final NetworkShape shape;

    public FloatModel(CheckedModel model) {
        this.model = model;
        this.shape = model.shape();
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
            java.util.Arrays.fill(sums, o * area, (o + 1) * area, model.bias(layer)[o]);
        }
        for (int t = 0; t < layerShape.terms().size(); t++) {
            LinearTerm term = layerShape.terms().get(t);
            float[] kernel = model.weights(layer, t);
            float[] tensor = tensors.get(term.tensor());
            Taps.forEach(term, shape.tensor(term.tensor()), output, (weight, in, out, count, step) -> {
                float w = kernel[weight];
                if (step == 1) {
                    addRow(sums, out, tensor, in, count, w);
                } else {
                    for (int x = 0; x < count; x++) {
                        sums[out + x] += w * tensor[in + x * step];
                    }
                }
            });
        }
        return sums;
    }

    private static void addRow(float[] sums, int out, float[] tensor, int in, int count, float weight) {
        for (int x = 0; x < count; x++) {
            sums[out + x] += weight * tensor[in + x];
        }
    }

    private static float[] apply(Nonlinear operation, float[] values, TensorShape map) {
        if (operation instanceof Nonlinear.MaxPool pool) {
            return pool(values, map, operation.output(map), pool.window(), true, false);
        }
        if (operation instanceof Nonlinear.AveragePool pool) {
            return pool(values, map, operation.output(map), pool.window(), false, pool.countPadding());
        }
        return relu(values);
    }

    private static float[] relu(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i]);
        }
        return values;
    }

    private static float[] pool(
            float[] values, TensorShape map, TensorShape output, PoolWindow window, boolean max, boolean countPadding) {
        float[] out = new float[output.size()];
        for (int i = 0; i < out.length; i++) {
            int channel = i / (output.height() * output.width());
            int top = i / output.width() % output.height() * window.strideHeight() - window.padTop();
            int left = i % output.width() * window.strideWidth() - window.padLeft();
            float largest = Float.NEGATIVE_INFINITY;
            float sum = 0;
            int count = 0;
            for (int y = Math.max(0, top); y < Math.min(map.height(), top + window.height()); y++) {
                for (int x = Math.max(0, left); x < Math.min(map.width(), left + window.width()); x++) {
                    float value = values[(channel * map.height() + y) * map.width() + x];
                    largest = Math.max(largest, value);
                    sum += value;
                    count++;
                }
            }
            out[i] = max ? largest : sum / (countPadding ? window.height() * window.width() : count);
        }
        return out;
    }
}
