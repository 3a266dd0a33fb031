package io.veilray.cloud.compute;

import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.TensorShape;

/**
 * Convolution of integers modulo 2^64, and so modulo every smaller power of two, for any weights at all. Operations depend
 * on shapes only: zero weights are not skipped. HotSpot has no vector form for products of longs that it would use here:
 * {@link RingConvolution} turns to this only where it must.
 */
final class LongConvolution {
    private LongConvolution() {}

    /** sums += convolution of the tensor {@code map} by the term's kernel {@code [out][channel][row][column]}. */
    static void add(long[] sums, TensorShape output, long[] tensor, TensorShape map, LinearTerm term, long[] kernel) {
        int taps = term.kernelHeight() * term.kernelWidth();
        boolean wholeMap = output.height() == 1
                && output.width() == 1
                && term.kernelHeight() == map.height()
                && term.kernelWidth() == map.width()
                && term.padTop() == 0
                && term.padLeft() == 0;
        for (int o = 0; o < output.channels(); o++) {
            if (wholeMap) {
                sums[o] += dot(tensor, kernel, o * tensor.length);
                continue;
            }
            for (int c = 0; c < map.channels(); c++) {
                addChannel(sums, o, output, tensor, c, map, term, kernel, (o * map.channels() + c) * taps);
            }
        }
    }

    private static long dot(long[] tensor, long[] kernel, int from) {
        long sum = 0;
        for (int i = 0; i < tensor.length; i++) {
            sum += tensor[i] * kernel[from + i];
        }
        return sum;
    }

    private static void addChannel(
            long[] sums,
            int o,
            TensorShape output,
            long[] tensor,
            int c,
            TensorShape map,
            LinearTerm term,
            long[] kernel,
            int firstTap) {
        for (int ky = 0; ky < term.kernelHeight(); ky++) {
            for (int y = 0; y < output.height(); y++) {
                int row = y * term.stride() - term.padTop() + ky;
                if (row < 0 || row >= map.height()) {
                    continue;
                }
                int outStart = (o * output.height() + y) * output.width();
                int inStart = (c * map.height() + row) * map.width();
                for (int kx = 0; kx < term.kernelWidth(); kx++) {
                    int shift = kx - term.padLeft();
                    int first = Math.ceilDiv(Math.max(0, -shift), term.stride());
                    int last = Math.min(output.width() - 1, Math.floorDiv(map.width() - 1 - shift, term.stride()));
                    long weight = kernel[firstTap + ky * term.kernelWidth() + kx];
                    addRow(sums, outStart, first, last, tensor, inStart + shift, term.stride(), weight);
                }
            }
        }
    }

    private static void addRow(
            long[] sums, int outStart, int first, int last, long[] tensor, int inStart, int stride, long weight) {
        if (stride == 1) {
            for (int x = first; x <= last; x++) {
                sums[outStart + x] += weight * tensor[inStart + x];
            }
        } else {
            for (int x = first; x <= last; x++) {
                sums[outStart + x] += weight * tensor[inStart + x * stride];
            }
        }
    }
}
