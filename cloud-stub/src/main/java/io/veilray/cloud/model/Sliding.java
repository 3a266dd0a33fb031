package io.veilray.cloud.model;

import io.veilray.protocol.TensorShape;
import java.util.Set;

/** How the window of a Conv or pooling node moves, from its attributes, and the size of what it makes. */
record Sliding(
        int height, int width, int strideY, int strideX, int top, int left, int bottom, int right, int outY, int outX) {
    private static final Set<String> ATTRIBUTES = Set.of(
            "kernel_shape",
            "strides",
            "pads",
            "dilations",
            "auto_pad",
            "group",
            "ceil_mode",
            "storage_order",
            "count_include_pad");

    static Sliding of(OnnxNode node, TensorShape map, int kernelHeight, int kernelWidth, int[] extra)
            throws ModelException {
        node.requireOnly(ATTRIBUTES);
        int[] kernel = node.integers("kernel_shape", kernelHeight, kernelWidth);
        int[] strides = node.integers("strides", 1, 1);
        for (int dilation : node.integers("dilations", 1, 1)) {
            if (dilation != 1) {
                throw node.refusal("dilation " + dilation, "only 1 is supported; use a plain kernel");
            }
        }
        if (kernel[0] < 1 || kernel[1] < 1 || strides[0] < 1 || strides[1] < 1) {
            throw node.refusal("kernel or stride of 0", "each must be at least 1");
        }
        int[] pads = pads(node, map.height() + extra[0] + extra[2], map.width() + extra[1] + extra[3], kernel, strides);
        for (int i = 0; i < 4; i++) {
            pads[i] += extra[i];
        }
        boolean ceil = node.integer("ceil_mode", 0) != 0;
        return new Sliding(
                kernel[0],
                kernel[1],
                strides[0],
                strides[1],
                pads[0],
                pads[1],
                pads[2],
                pads[3],
                outputs(node, map.height(), kernel[0], strides[0], pads[0], pads[2], ceil),
                outputs(node, map.width(), kernel[1], strides[1], pads[1], pads[3], ceil));
    }

    /** top, left, bottom, right. */
    private static int[] pads(OnnxNode node, int height, int width, int[] kernel, int[] strides) throws ModelException {
        String automatic = node.text("auto_pad", "NOTSET");
        int[] down = same(height, kernel[0], strides[0]);
        int[] across = same(width, kernel[1], strides[1]);
        return switch (automatic) {
            case "NOTSET" -> node.integers("pads", 0, 0, 0, 0).clone();
            case "VALID" -> new int[4];
            case "SAME_UPPER" -> new int[] {down[0], across[0], down[1], across[1]};
            case "SAME_LOWER" -> new int[] {down[1], across[1], down[0], across[0]};
            default -> throw node.refusal("auto_pad " + automatic, "must be NOTSET, VALID, SAME_UPPER or SAME_LOWER");
        };
    }

    /** Padding that makes ceil(size / stride) outputs, the smaller half first. */
    private static int[] same(int size, int kernel, int stride) {
        int outputs = Math.ceilDiv(size, stride);
        int total = Math.max(0, (outputs - 1) * stride + kernel - size);
        return new int[] {total / 2, total - total / 2};
    }

    private static int outputs(OnnxNode node, int size, int kernel, int stride, int before, int after, boolean ceil)
            throws ModelException {
        int room = size + before + after - kernel;
        if (room < 0 || before >= kernel || after >= kernel) {
            throw node.refusal(
                    "a window of " + kernel + " on " + size + " entries padded by " + before + " and " + after,
                    "it must fit, and padding must be smaller than it");
        }
        int floor = room / stride + 1;
        // a further window in ceil mode must begin inside the map or its leading padding
        boolean further = ceil && room % stride != 0 && floor * stride < size + before;
        return further ? floor + 1 : floor;
    }

    /** Whether no window leaves the map. */
    boolean inside(TensorShape map) {
        return top == 0
                && left == 0
                && (outY - 1) * strideY + height <= map.height()
                && (outX - 1) * strideX + width <= map.width();
    }

    /** Top, left, bottom and right of the zero padding that a Pad node announces to the Conv after it. */
    static int[] announced(OnnxNode node, NodeConstants constants) throws ModelException {
        long[] pads = constants.of(node, 1).integers();
        float fill = node.input(2).isEmpty() ? 0 : constants.floats(node, 2, 1)[0];
        boolean plain = pads != null
                && pads.length == 8
                && node.text("mode", "constant").equals("constant")
                && fill == 0
                && pads[0] == 0
                && pads[1] == 0
                && pads[4] == 0
                && pads[5] == 0;
        for (int i = 0; plain && i < 8; i++) {
            plain = pads[i] >= 0 && pads[i] <= 4096;
        }
        if (!plain) {
            throw node.refusal("is not zero padding of rows and columns", "only that can be given to the next Conv");
        }
        return new int[] {(int) pads[2], (int) pads[3], (int) pads[6], (int) pads[7]};
    }
}
