package io.veilray.cloud.model;

import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.TensorShape;
import java.util.Arrays;

/**
 * One convolution on floats, laid out so that the inner loops are long, contiguous and free of branches, which HotSpot
 * vectorises.
 *
 * <p>The map is copied with its zero padding into planes, one for each channel and each remainder of row and column modulo
 * the stride. Every weight then adds one run of a plane to the output, whose rows keep the plane's width while they are
 * summed; what falls between rows is thrown away.
 */
final class FloatConvolution {
    private final LinearTerm term;
    private final TensorShape map;
    private final TensorShape output;
    private final int planeHeight;
    private final int planeWidth;
    /** First entry that each tap reads, relative to its channel. */
    private final int[] offsets;

    FloatConvolution(LinearTerm term, TensorShape map, TensorShape output) {
        this.term = term;
        this.map = map;
        this.output = output;
        int stride = term.stride();
        this.planeHeight = Math.ceilDiv((output.height() - 1) * stride + term.kernelHeight(), stride);
        this.planeWidth = Math.ceilDiv((output.width() - 1) * stride + term.kernelWidth(), stride);
        this.offsets = new int[term.kernelHeight() * term.kernelWidth()];
        for (int k = 0; k < offsets.length; k++) {
            offsets[k] = position(k / term.kernelWidth(), k % term.kernelWidth());
        }
    }

    /** Where row and column of the padded map stand among a channel's planes. */
    private int position(int row, int column) {
        int stride = term.stride();
        int plane = row % stride * stride + column % stride;
        return (plane * planeHeight + row / stride) * planeWidth + column / stride;
    }

    /** Adds the convolution of {@code tensor} to {@code sums}. */
    void add(float[] tensor, float[] kernel, float[] sums) {
        if (output.height() == 1 && output.width() == 1) {
            addSingle(tensor, kernel, sums);
            return;
        }
        float[] planes = planes(tensor);
        int wide = (output.height() - 1) * planeWidth + output.width();
        float[] even = new float[wide];
        float[] odd = new float[wide];
        int channelSize = planes.length / map.channels();
        int kernelSize = map.channels() * offsets.length;
        for (int o = 0; o < output.channels(); o += 2) {
            Arrays.fill(even, 0);
            Arrays.fill(odd, 0);
            // an output without a partner is computed twice
            int partner = Math.min(o + 1, output.channels() - 1);
            for (int c = 0; c < map.channels(); c++) {
                int within = c * offsets.length;
                addChannel(
                        even,
                        odd,
                        planes,
                        c * channelSize,
                        kernel,
                        o * kernelSize + within,
                        partner * kernelSize + within);
            }
            addRows(even, sums, o);
            if (partner != o) {
                addRows(odd, sums, partner);
            }
        }
    }

    private float[] planes(float[] tensor) {
        int stride = term.stride();
        float[] planes = new float[map.channels() * stride * stride * planeHeight * planeWidth];
        int channelSize = planes.length / map.channels();
        int rows = Math.min(map.height(), planeHeight * stride - term.padTop());
        int columns = Math.min(map.width(), planeWidth * stride - term.padLeft());
        for (int c = 0; c < map.channels(); c++) {
            for (int y = 0; y < rows; y++) {
                int from = (c * map.height() + y) * map.width();
                for (int x = 0; x < columns; x++) {
                    planes[c * channelSize + position(y + term.padTop(), x + term.padLeft())] = tensor[from + x];
                }
            }
        }
        return planes;
    }

    /** Three taps of two outputs at a time, so that one load of an entry or a sum serves several products. */
    private void addChannel(
            float[] even, float[] odd, float[] planes, int channel, float[] kernel, int evenFirst, int oddFirst) {
        int k = 0;
        for (; k + 3 <= offsets.length; k += 3) {
            addThree(
                    even,
                    odd,
                    planes,
                    channel + offsets[k],
                    channel + offsets[k + 1],
                    channel + offsets[k + 2],
                    kernel[evenFirst + k],
                    kernel[evenFirst + k + 1],
                    kernel[evenFirst + k + 2],
                    kernel[oddFirst + k],
                    kernel[oddFirst + k + 1],
                    kernel[oddFirst + k + 2]);
        }
        for (; k < offsets.length; k++) {
            addOne(even, odd, planes, channel + offsets[k], kernel[evenFirst + k], kernel[oddFirst + k]);
        }
    }

    private static void addThree(
            float[] even,
            float[] odd,
            float[] planes,
            int a,
            int b,
            int c,
            float evenA,
            float evenB,
            float evenC,
            float oddA,
            float oddB,
            float oddC) {
        for (int i = 0; i < even.length; i++) {
            float entryA = planes[a + i];
            float entryB = planes[b + i];
            float entryC = planes[c + i];
            even[i] += evenA * entryA + evenB * entryB + evenC * entryC;
            odd[i] += oddA * entryA + oddB * entryB + oddC * entryC;
        }
    }

    private static void addOne(float[] even, float[] odd, float[] planes, int from, float evenWeight, float oddWeight) {
        for (int i = 0; i < even.length; i++) {
            float entry = planes[from + i];
            even[i] += evenWeight * entry;
            odd[i] += oddWeight * entry;
        }
    }

    private void addRows(float[] wide, float[] sums, int channel) {
        for (int y = 0; y < output.height(); y++) {
            int to = (channel * output.height() + y) * output.width();
            for (int x = 0; x < output.width(); x++) {
                sums[to + x] += wide[y * planeWidth + x];
            }
        }
    }

    /** A single position, such as a dense layer's: a matrix by the window under the kernel. */
    private void addSingle(float[] tensor, float[] kernel, float[] sums) {
        float[] window = window(tensor);
        for (int o = 0; o < sums.length; o++) {
            sums[o] += dot(kernel, o * window.length, window);
        }
    }

    private float[] window(float[] tensor) {
        int height = term.kernelHeight();
        int width = term.kernelWidth();
        float[] window = new float[map.channels() * height * width];
        int columns = Math.min(map.width(), width - term.padLeft());
        for (int c = 0; c < map.channels(); c++) {
            for (int y = 0; y < Math.min(map.height(), height - term.padTop()); y++) {
                int to = (c * height + y + term.padTop()) * width + term.padLeft();
                System.arraycopy(tensor, (c * map.height() + y) * map.width(), window, to, columns);
            }
        }
        return window;
    }

    private static float dot(float[] kernel, int from, float[] window) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 4 <= window.length; i += 4) {
            a += kernel[from + i] * window[i];
            b += kernel[from + i + 1] * window[i + 1];
            c += kernel[from + i + 2] * window[i + 2];
            d += kernel[from + i + 3] * window[i + 3];
        }
        for (; i < window.length; i++) {
            a += kernel[from + i] * window[i];
        }
        return a + b + (c + d);
    }
}
