package io.veilray.cloud.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.SplittableRandom;

/** Draws a network of every supported operator in random order, sizes and branches; the same for the same seed. */
final class RandomNetwork {
    static final int CLASSES = 3;
    private static final String[] AUTO_PADS = {"VALID", "SAME_UPPER", "SAME_LOWER"};

    private final SplittableRandom random;
    private final OnnxBuilder onnx;
    private String last = "x";
    private int channels = 1;
    private int height;
    private int width;

    private RandomNetwork(long seed, int height, int width) {
        this.random = new SplittableRandom(seed);
        this.onnx = new OnnxBuilder(seed, 1, height, width);
        this.height = height;
        this.width = width;
    }

    static byte[] of(long seed, int height, int width) {
        RandomNetwork network = new RandomNetwork(seed, height, width);
        int steps = network.random.nextInt(2, 8);
        for (int i = 0; i < steps; i++) {
            network.step();
        }
        return network.onnx.build(network.head());
    }

    private void step() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> conv();
            case 3, 4 -> add("Relu", new String[] {last});
            case 5 -> pool("MaxPool");
            case 6 -> pool("AveragePool");
            case 7 -> residual();
            case 8 -> branches();
            default -> add(random.nextBoolean() ? "Identity" : "Dropout", new String[] {last});
        }
    }

    private void add(String operator, String[] inputs, AttributeProto... attributes) {
        last = onnx.node(operator, inputs, attributes);
    }

    /** Convolution with random window and padding of every kind, often followed by batch norm or a bias of its own. */
    private void conv() {
        int out = random.nextInt(1, 6);
        int stride = random.nextInt(1, 3);
        int kernelHeight = random.nextInt(1, Math.min(4, height) + 1);
        int kernelWidth = random.nextInt(1, Math.min(4, width) + 1);
        String weights = onnx.floats(
                1.5 / Math.sqrt(channels * kernelHeight * kernelWidth), out, channels, kernelHeight, kernelWidth);
        String[] inputs = random.nextBoolean()
                ? new String[] {last, weights}
                : new String[] {last, weights, onnx.floats(0.2, out)};
        if (random.nextInt(3) == 0) {
            automaticConv(inputs, kernelHeight, kernelWidth, stride);
        } else {
            paddedConv(inputs, kernelHeight, kernelWidth, stride);
        }
        channels = out;
        if (random.nextInt(3) == 0) {
            last = onnx.batchNorm(last, out);
        }
        if (random.nextInt(4) == 0) {
            add("Add", new String[] {onnx.floats(0.2, out, 1, 1), last});
        }
    }

    private void automaticConv(String[] inputs, int kernelHeight, int kernelWidth, int stride) {
        String kind = AUTO_PADS[random.nextInt(3)];
        add("Conv", inputs, OnnxBuilder.text("auto_pad", kind), OnnxBuilder.ints("strides", stride, stride));
        boolean valid = kind.equals("VALID");
        height = valid ? (height - kernelHeight) / stride + 1 : Math.ceilDiv(height, stride);
        width = valid ? (width - kernelWidth) / stride + 1 : Math.ceilDiv(width, stride);
    }

    private void paddedConv(String[] inputs, int kernelHeight, int kernelWidth, int stride) {
        int top = random.nextInt(kernelHeight);
        int bottom = random.nextInt(kernelHeight);
        int left = random.nextInt(kernelWidth);
        int right = random.nextInt(kernelWidth);
        AttributeProto strides = OnnxBuilder.ints("strides", stride, stride);
        if (random.nextInt(3) == 0) {
            inputs[0] = onnx.node("Pad", new String[] {last, onnx.integers(0, 0, top, left, 0, 0, bottom, right)});
            add("Conv", inputs, strides);
        } else {
            add("Conv", inputs, OnnxBuilder.ints("pads", top, left, bottom, right), strides);
        }
        height = (height + top + bottom - kernelHeight) / stride + 1;
        width = (width + left + right - kernelWidth) / stride + 1;
    }

    private void pool(String operator) {
        int kernel = random.nextInt(1, Math.min(3, Math.min(height, width)) + 1);
        int stride = random.nextInt(1, 4);
        int pad = random.nextInt((kernel + 1) / 2);
        boolean ceil = random.nextBoolean()
                && lastBegins(height, kernel, stride, pad)
                && lastBegins(width, kernel, stride, pad);
        boolean count = !ceil && random.nextBoolean();
        last = onnx.pool(operator, last, kernel, stride, pad, ceil ? 1 : 0, count ? 1 : 0);
        height = pooled(height, kernel, stride, pad, ceil);
        width = pooled(width, kernel, stride, pad, ceil);
    }

    /** Whether the last window in ceil mode begins on the map; if not, ONNX Runtime and PyTorch disagree on it. */
    private static boolean lastBegins(int size, int kernel, int stride, int pad) {
        return Math.ceilDiv(size + 2 * pad - kernel, stride) * stride < size + pad;
    }

    private static int pooled(int size, int kernel, int stride, int pad, boolean ceil) {
        int room = size + 2 * pad - kernel;
        return (ceil ? Math.ceilDiv(room, stride) : room / stride) + 1;
    }

    /** Two branches of the last value: itself or a convolution, and a convolution, at times with an earlier reader. */
    private void residual() {
        String from = last;
        String branch = onnx.conv(from, channels, channels, 3, 1, 1, 1, 1, 1);
        String other = random.nextBoolean() ? from : onnx.conv(from, channels, channels, 1, 1, 0, 0, 0, 0);
        if (random.nextInt(3) == 0) {
            branch = onnx.relu(branch);
        }
        add("Add", new String[] {branch, other});
        if (random.nextInt(3) == 0) {
            add("Add", new String[] {last, branch});
        }
    }

    /** Two convolutions of the last value side by side, at times with different operations after them or a third reader. */
    private void branches() {
        int stride = random.nextInt(1, 3);
        String one = onnx.conv(last, 2, channels, 1, stride, 0, 0, 0, 0);
        String three = onnx.conv(last, 3, channels, 3, stride, 1, 1, 1, 1);
        int kind = random.nextInt(4);
        one = kind == 0 ? one : onnx.relu(one);
        three = kind == 1 ? three : onnx.relu(three);
        add("Concat", new String[] {one, three}, OnnxBuilder.integer("axis", 1));
        if (kind == 2) {
            add("Concat", new String[] {last, one}, OnnxBuilder.integer("axis", 1));
        }
        channels = kind == 2 ? 7 : 5;
        height = Math.ceilDiv(height, stride);
        width = Math.ceilDiv(width, stride);
    }

    private String head() {
        if (random.nextInt(3) == 0) {
            add("GlobalAveragePool", new String[] {last});
            height = 1;
            width = 1;
        }
        int inputs = channels * height * width;
        if (random.nextBoolean()) {
            return onnx.dense(last, inputs, CLASSES);
        }
        String flat = onnx.node("Reshape", new String[] {last, onnx.integers(0, -1)});
        String product = onnx.node("MatMul", new String[] {flat, onnx.floats(1 / Math.sqrt(inputs), inputs, CLASSES)});
        return onnx.add(product, onnx.floats(0.1, CLASSES));
    }
}
