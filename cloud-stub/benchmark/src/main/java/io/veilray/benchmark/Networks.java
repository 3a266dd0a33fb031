package io.veilray.benchmark;

import io.veilray.benchmark.NetworkBuilder.Numbers;
import io.veilray.benchmark.NetworkBuilder.Tensor;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.ModelException;
import io.veilray.cloud.model.ModelFolder;
import io.veilray.protocol.NonlinearMode;
import java.io.IOException;
import java.util.List;

/** The generated networks of the report. */
final class Networks {
    /** Of the speed targets, with 64x64 pixels in. */
    static final String SIXTY_FOUR = "bench-64";

    private static final int IMAGENET_CLASSES = 1000;
    private static final int IMAGENET_SIDE = 224;

    private Networks() {}

    /** The shipped models in masked mode, the first of every network of ReLU. */
    static List<CheckedModel> shipped() throws ModelException, IOException {
        return ModelFolder.shipped().stream()
                .filter(model -> model.shape().mode() == NonlinearMode.MASKED)
                .toList();
    }

    /**
     * The network of the speed targets at another region size: four convolutions of 3x3 with 16, 16, 32 and 32 channels,
     * maximum pooling 2x2 after the first three, a dense layer to two classes.
     */
    static CheckedModel four(int side) throws ModelException {
        return four(side, Numbers.MASKED_32);
    }

    /**
     * The same with other arithmetic, or in another mode; in quadratic mode with average pooling and then a square where the
     * others have ReLU and then maximum pooling.
     */
    static CheckedModel four(int side, Numbers numbers) throws ModelException {
        int[] channels = {16, 16, 32, 32};
        NetworkBuilder network = new NetworkBuilder("bench-" + side, side, numbers);
        Tensor last = network.input();
        for (int i = 0; i < channels.length; i++) {
            last = network.conv(last, channels[i], 3, 1, 0.75);
            if (numbers.mode() == NonlinearMode.QUADRATIC) {
                last = network.square(i < 3 ? network.averagePool(last, 2, 2, 0) : last);
            } else {
                last = network.relu(last);
                last = i < 3 ? network.maxPool(last, 2, 2, 0) : last;
            }
        }
        return network.build(network.dense(last, 2));
    }

    /** So many convolutions of 3x3 of so many channels on 64x64 pixels, pooled to 32x32 after the first, two classes. */
    static CheckedModel chain(int depth, int width) throws ModelException {
        NetworkBuilder network = new NetworkBuilder("chain-" + depth + "x" + width, 64, Numbers.MASKED_32);
        Tensor last = network.maxPool(network.relu(network.conv(network.input(), width, 3, 1, 0.75)), 2, 2, 0);
        for (int i = 1; i < depth; i++) {
            last = network.relu(network.conv(last, width, 3, 1, 0.75));
        }
        return network.build(network.dense(network.globalAverage(last), 2));
    }

    /**
     * SqueezeNet 1.1 (Iandola et al., 2016, ePrint arXiv 1602.07360, and its authors' later revision), with one grey channel
     * in.
     */
    static CheckedModel squeezeNet() throws ModelException {
        NetworkBuilder network = new NetworkBuilder("squeezenet-like", IMAGENET_SIDE, Numbers.MASKED_32);
        Tensor last = network.relu(network.conv(network.input(), 64, 3, 2, 0.75));
        int[][] stages = {{16, 64}, {32, 128}};
        for (int[] stage : stages) {
            last = network.maxPool(last, 3, 2, 0);
            last = fire(network, fire(network, last, stage[0], stage[1]), stage[0], stage[1]);
        }
        last = network.maxPool(last, 3, 2, 0);
        for (int squeezed : new int[] {48, 48, 64, 64}) {
            last = fire(network, last, squeezed, 4 * squeezed);
        }
        return network.build(network.globalAverage(network.relu(network.conv(last, IMAGENET_CLASSES, 1, 1, 0.75))));
    }

    private static Tensor fire(NetworkBuilder network, Tensor from, int squeezed, int expanded) {
        Tensor small = network.relu(network.conv(from, squeezed, 1, 1, 0.75));
        return network.concat(
                network.relu(network.conv(small, expanded, 1, 1, 0.75)),
                network.relu(network.conv(small, expanded, 3, 1, 0.75)));
    }

    /** ResNet-18 (He et al., CVPR 2016, table 1), batch norms folded, with one grey channel in. */
    static CheckedModel resNet18() throws ModelException {
        NetworkBuilder network = new NetworkBuilder("resnet18-like", IMAGENET_SIDE, Numbers.MASKED_32);
        Tensor last = network.relu(network.conv(network.input(), 64, 7, 2, 0.75));
        last = network.maxPool(last, 3, 2, 1);
        for (int channels = 64; channels <= 512; channels *= 2) {
            last = block(network, last, channels, channels == 64 ? 1 : 2);
            last = block(network, last, channels, 1);
        }
        return network.build(network.dense(network.globalAverage(last), IMAGENET_CLASSES));
    }

    private static Tensor block(NetworkBuilder network, Tensor from, int channels, int stride) {
        Tensor inner = network.relu(network.conv(from, channels, 3, stride, 0.5));
        Tensor outer = network.conv(inner, channels, 3, 1, 0.25);
        Tensor shortcut = stride == 1 ? from : network.conv(from, channels, 1, stride, 0.5);
        return network.relu(network.add(outer, shortcut));
    }
}
