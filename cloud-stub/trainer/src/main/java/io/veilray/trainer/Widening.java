package io.veilray.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The same function as a network with more channels and larger kernels (Chen, Goodfellow, Shlens, "Net2Net", 2016): new
 * channels read all others with random weights and are read by no old one yet, larger kernels are zero around the old ones.
 */
final class Widening {
    private Widening() {}

    /** @param wide of as many stages, with a global average, no stage or kernel smaller than the network's */
    static FrozenNetwork of(FrozenNetwork network, Architecture wide, SplittableRandom random) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < wide.stages().size(); i++) {
            int kernel = wide.stages().get(i).kernel();
            layers.add(widened(
                    network.layers().get(i), wide.stages().get(i).channels(), wide.inputChannels(i), kernel, random));
        }
        layers.add(widened(network.layers().getLast(), wide.classes(), wide.denseChannels(), 1, random));
        return new FrozenNetwork(wide, layers);
    }

    private static Layer widened(Layer layer, int outputs, int inputs, int kernel, SplittableRandom random) {
        int area = kernel * kernel;
        float[][] weights = new float[outputs][inputs * area];
        float[] bias = new float[outputs];
        System.arraycopy(layer.bias(), 0, bias, 0, layer.outputs());
        for (int o = 0; o < layer.outputs(); o++) {
            place(layer, o, kernel, weights[o]);
        }
        double deviation = Math.sqrt(2.0 / (inputs * area));
        for (int o = layer.outputs(); o < outputs; o++) {
            for (int i = 0; i < weights[o].length; i++) {
                weights[o][i] = (float) (random.nextGaussian() * deviation);
            }
        }
        return new Layer(weights, bias, area);
    }

    /** An output's old kernels in the middle of the larger ones. */
    private static void place(Layer layer, int output, int kernel, float[] wide) {
        int old = (int) Math.sqrt(layer.area());
        int rim = (kernel - old) / 2;
        for (int i = 0; i < layer.weights()[output].length; i++) {
            int position = i % layer.area();
            int at = (position / old + rim) * kernel + position % old + rim;
            wide[i / layer.area() * kernel * kernel + at] = layer.weights()[output][i];
        }
    }
}
