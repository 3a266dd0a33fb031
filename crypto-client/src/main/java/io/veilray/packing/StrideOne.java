package io.veilray.packing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Any {@link ConvShape} as one convolution of stride 1 over <i>planes</i>: a channel read with stride s falls apart into
 * s*s phases, plane (py, px) holding rows sY + py and columns sX + px, so that output (y, x) reads plane entries next to
 * (y, x) only. Several inputs become more planes under one common kernel. Phases no tap reads are left out. If the output
 * is a single position, the stride may be chosen freely and is set to the kernel size: every tap then is a plane of one
 * entry, which is the matrix-vector product.
 */
final class StrideOne {
    /** Most planes of one convolution: 2^20, as a dense layer on a 1024x1024 map has. */
    private static final int MAX_PLANES = 1 << 20;

    /** One phase of one channel of one input; {@code stride} is its input's, after the rule for single positions. */
    record Plane(int input, int channel, int phaseY, int phaseX, int stride) {}

    final ConvShape shape;
    final List<Plane> planes;
    /** The common kernel: tap row l of output row y reads plane row y + l - padTop. */
    final int kernelHeight;

    final int kernelWidth;
    final int padTop;
    final int padLeft;
    /** Columns of the widest plane. */
    final int mapWidth;

    StrideOne(ConvShape shape) {
        this.shape = shape;
        this.planes = new ArrayList<>();
        int top = 0;
        int bottom = 0;
        int left = 0;
        int right = 0;
        int widest = 0;
        for (int i = 0; i < shape.inputs().size(); i++) {
            ConvInput input = shape.inputs().get(i);
            int stride = stride(input);
            addPlanes(i, input, stride);
            top = Math.max(top, -Math.floorDiv(-input.padTop(), stride));
            left = Math.max(left, -Math.floorDiv(-input.padLeft(), stride));
            bottom = Math.max(bottom, Math.floorDiv(input.kernelHeight() - 1 - input.padTop(), stride));
            right = Math.max(right, Math.floorDiv(input.kernelWidth() - 1 - input.padLeft(), stride));
            widest = Math.max(widest, Math.ceilDiv(input.width(), stride));
        }
        this.padTop = top;
        this.padLeft = left;
        this.kernelHeight = top + bottom + 1;
        this.kernelWidth = left + right + 1;
        this.mapWidth = widest;
    }

    private int stride(ConvInput input) {
        boolean single = shape.outHeight() == 1 && shape.outWidth() == 1;
        return single ? Math.max(input.kernelHeight(), input.kernelWidth()) : input.stride();
    }

    private void addPlanes(int index, ConvInput input, int stride) {
        int[] down = phases(stride, input.padTop(), input.kernelHeight());
        int[] across = phases(stride, input.padLeft(), input.kernelWidth());
        if (planes.size() + (long) input.channels() * down.length * across.length > MAX_PLANES) {
            throw new IllegalArgumentException("convolution of " + input.channels() + " channels with a kernel of "
                    + input.kernelHeight() + "x" + input.kernelWidth() + " and stride " + stride + ": reads more than "
                    + MAX_PLANES + " planes; use fewer channels or a smaller kernel");
        }
        for (int channel = 0; channel < input.channels(); channel++) {
            for (int py : down) {
                for (int px : across) {
                    planes.add(new Plane(index, channel, py, px, stride));
                }
            }
        }
    }

    /** The phases that some tap falls on, ascending: tap k of the kernel falls on (k - pad) mod stride. */
    private static int[] phases(int stride, int pad, int kernel) {
        return IntStream.range(0, Math.min(stride, kernel))
                .map(tap -> Math.floorMod(tap - pad, stride))
                .sorted()
                .toArray();
    }

    /** Index in its input tensor of a plane's entry, or -1 where the plane is zero. */
    int tensorIndex(Plane plane, int planeRow, int planeColumn) {
        ConvInput input = shape.inputs().get(plane.input());
        int row = planeRow * plane.stride() + plane.phaseY();
        int column = planeColumn * plane.stride() + plane.phaseX();
        boolean inside = row >= 0 && row < input.height() && column >= 0 && column < input.width();
        return inside ? (plane.channel() * input.height() + row) * input.width() + column : -1;
    }

    /** Index in its input's weights of the tap of a plane for one output channel, or -1 where the kernel has none. */
    int weightIndex(Plane plane, int out, int tapRow, int tapColumn) {
        ConvInput input = shape.inputs().get(plane.input());
        int row = (tapRow - padTop) * plane.stride() + plane.phaseY() + input.padTop();
        int column = (tapColumn - padLeft) * plane.stride() + plane.phaseX() + input.padLeft();
        boolean inside = row >= 0 && row < input.kernelHeight() && column >= 0 && column < input.kernelWidth();
        return inside
                ? ((out * input.channels() + plane.channel()) * input.kernelHeight() + row) * input.kernelWidth()
                        + column
                : -1;
    }
}
