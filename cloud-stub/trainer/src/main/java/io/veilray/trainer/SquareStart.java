package io.veilray.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network of squares that begins near a trained one of ReLU. Stage by stage and channel by channel, the parabola a = q2 p^2
 * + q1 p + q0 of the (averaged) sums p is fitted by least squares to what the network of ReLU makes of the same images; with
 * s = q1 / (2 q2) it is q2 (p + s)^2 + k. The shift s goes to the stage's bias, q2 and k to the next layer's weights and
 * bias. Exact but for the border, where the convolution's padding is 0 and not k; training goes on from there.
 */
final class SquareStart {
    static final int IMAGES = 192;
    /** A parabola's vertex stays within that many standard deviations of the mean: straighter ones lose precision. */
    private static final double FARTHEST_VERTEX = 4;

    private final FrozenNetwork relu;
    private final Batches training;
    private final NDManager manager;
    private final List<Layer> done = new ArrayList<>();
    private double[] gain;
    private double[] offset;

    private SquareStart(FrozenNetwork relu, Batches training, NDManager manager) {
        this.relu = relu;
        this.training = training;
        this.manager = manager;
        int inputs = relu.architecture().inputChannels();
        this.gain = IntStream.range(0, inputs).mapToDouble(c -> 1).toArray();
        this.offset = new double[inputs];
    }

    /** Takes seconds: some images through both networks, once for each stage. */
    static FrozenNetwork of(FrozenNetwork relu, Batches training, NDManager manager) {
        SquareStart start = new SquareStart(relu, training, manager);
        for (int i = 0; i < relu.architecture().stages().size(); i++) {
            start.stage(i);
        }
        start.done.add(start.adapted(relu.layers().getLast()));
        return new FrozenNetwork(relu.architecture().ofSquares(), start.done);
    }

    private void stage(int index) {
        Layer adapted = adapted(relu.layers().get(index));
        List<Layer> layers = new ArrayList<>(done);
        layers.add(adapted);
        layers.addAll(relu.layers().subList(index + 1, relu.layers().size()));
        FrozenNetwork squares = new FrozenNetwork(relu.architecture().ofSquares(), layers);
        float[] sums = maps(squares, index);
        float[] wanted = maps(relu, index);
        int channels = adapted.outputs();
        double[] factor = new double[channels];
        gain = new double[channels];
        offset = new double[channels];
        for (int c = 0; c < channels; c++) {
            Parabola fit = Parabola.of(sums, wanted, c, channels, IMAGES, FARTHEST_VERTEX);
            adapted.bias()[c] += (float) fit.shift();
            factor[c] = 1 / fit.rootMeanSquare();
            gain[c] = fit.quadratic() / (factor[c] * factor[c]);
            offset[c] = fit.constant();
        }
        double[] ones = IntStream.range(0, adapted.inputs()).mapToDouble(c -> 1).toArray();
        done.add(adapted.scaled(ones, factor));
    }

    /** The layer on squares z where it read a = gain z + offset. */
    private Layer adapted(Layer layer) {
        double[] ones = IntStream.range(0, layer.outputs()).mapToDouble(o -> 1).toArray();
        Layer scaled = layer.scaled(gain, ones);
        for (int o = 0; o < layer.outputs(); o++) {
            double more = 0;
            for (int i = 0; i < layer.weights()[o].length; i++) {
                more += layer.weights()[o][i] * offset[i / layer.area()];
            }
            scaled.bias()[o] += (float) more;
        }
        return scaled;
    }

    /** What a stage makes ({@code [image][channel][row][column]}): before it is squared, or after ReLU and pooling. */
    private float[] maps(FrozenNetwork network, int stage) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            List<NDArray> maps = new ArrayList<>();
            TrainableNetwork.of(network, manager).forward(training.some(IMAGES), false, maps);
            return maps.get(stage).toFloatArray();
        }
    }
}
