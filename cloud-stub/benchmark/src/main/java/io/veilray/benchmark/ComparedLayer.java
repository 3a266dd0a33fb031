package io.veilray.benchmark;

import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.ModelException;
import io.veilray.packing.ConvInput;
import io.veilray.packing.ConvShape;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A layer whose packings are compared. */
record ComparedLayer(String network, String name, ConvShape shape, int ringBits) {
    /** Those of the 64x64 network, of the shipped models, and single ones with many channels. */
    static List<ComparedLayer> all() throws ModelException, IOException {
        List<ComparedLayer> out = new ArrayList<>();
        out.add(convolution(Networks.SIXTY_FOUR, 1, 64, 16));
        out.add(convolution(Networks.SIXTY_FOUR, 16, 32, 16));
        out.add(convolution(Networks.SIXTY_FOUR, 16, 16, 32));
        out.add(convolution(Networks.SIXTY_FOUR, 32, 8, 32));
        out.add(new ComparedLayer(Networks.SIXTY_FOUR, "2048 to 2", ConvShape.dense(2048, 2), 32));
        for (CheckedModel model : Networks.shipped()) {
            for (LayerShape layer : model.shape().layers()) {
                out.add(layer(model.info().id(), model.shape(), layer));
            }
        }
        out.add(convolution("single layers", 128, 28, 128));
        out.add(convolution("single layers", 256, 14, 256));
        out.add(convolution("single layers", 512, 7, 512));
        return out;
    }

    private static ComparedLayer convolution(String network, int channels, int side, int outputs) {
        ConvInput input = new ConvInput(channels, side, side, 3, 3, 1, 1, 1);
        String name = channels + "x" + side + "x" + side + " to " + outputs + "x" + side + "x" + side;
        return new ComparedLayer(network, name, new ConvShape(List.of(input), outputs, side, side), 32);
    }

    private static ComparedLayer layer(String network, NetworkShape shape, LayerShape layer) {
        List<ConvInput> inputs = new ArrayList<>();
        for (LinearTerm term : layer.terms()) {
            TensorShape in = shape.tensor(term.tensor());
            inputs.add(new ConvInput(
                    in.channels(),
                    in.height(),
                    in.width(),
                    term.kernelHeight(),
                    term.kernelWidth(),
                    term.stride(),
                    term.padTop(),
                    term.padLeft()));
        }
        TensorShape out = layer.linearOutput();
        String name = shape.tensor(layer.terms().getFirst().tensor()) + " to " + out;
        return new ComparedLayer(
                network, name, new ConvShape(inputs, out.channels(), out.height(), out.width()), shape.ringBits());
    }

    /** Sums that the layer makes. */
    int results() {
        return shape.outChannels() * shape.outHeight() * shape.outWidth();
    }

    /** The convolution by definition, modulo 2^64. */
    long[] products(long[][] tensors, long[][] weights) {
        long[] sums = new long[results()];
        for (int i = 0; i < tensors.length; i++) {
            int next = 0;
            for (int o = 0; o < shape.outChannels(); o++) {
                for (int y = 0; y < shape.outHeight(); y++) {
                    for (int x = 0; x < shape.outWidth(); x++) {
                        sums[next++] += productAt(shape.inputs().get(i), tensors[i], weights[i], o, y, x);
                    }
                }
            }
        }
        return sums;
    }

    private static long productAt(ConvInput in, long[] tensor, long[] weights, int o, int y, int x) {
        long sum = 0;
        for (int c = 0; c < in.channels(); c++) {
            for (int l = 0; l < in.kernelHeight(); l++) {
                int row = y * in.stride() - in.padTop() + l;
                for (int k = 0; row >= 0 && row < in.height() && k < in.kernelWidth(); k++) {
                    int column = x * in.stride() - in.padLeft() + k;
                    if (column >= 0 && column < in.width()) {
                        sum += tensor[(c * in.height() + row) * in.width() + column]
                                * weights[((o * in.channels() + c) * in.kernelHeight() + l) * in.kernelWidth() + k];
                    }
                }
            }
        }
        return sum;
    }
}
