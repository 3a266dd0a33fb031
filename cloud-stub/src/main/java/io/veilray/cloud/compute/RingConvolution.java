package io.veilray.cloud.compute;

import io.veilray.cloud.work.Crew;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.TensorShape;
import java.util.Arrays;

/**
 * One term of a layer modulo 2^l in {@code int} arithmetic, which is arithmetic modulo 2^32, over rows that HotSpot turns
 * into vector instructions. Immutable, made once for a model. Operations depend on the shape and on the bound of the
 * model's weights, which is the same for all its tickets, not on the weights: zeros are not skipped.
 *
 * <p><b>Exactness.</b> For l up to 32 a sum modulo 2^32 is a sum modulo 2^l. For l = 32 + k an entry u is split into
 * {@code u = a + 2^k b} with a in [-2^(k-1), 2^(k-1)), and the sum of W u is the sum of W a, plus 2^k times that of W b:
 *
 * <ul>
 *   <li>the second counts modulo 2^(l-k) = 2^32 only, which is what {@code int} gives for any weights;
 *   <li>the first is needed as an integer. All its partial sums are at most 2^(k-1) S in magnitude, S being the largest sum
 *       of the weights' magnitudes for one output: exact if 2^(k-1) S &lt; 2^31, that is S &lt; 2^(64-l). Intermediate sums
 *       may come in any order. At l = 37 that is 2^27, at l = 41 it is 2^23.
 * </ul>
 *
 * Where S is larger, {@link LongConvolution} does the term.
 *
 * <p><b>Layout.</b> As in a product of matrices: the map is copied, with its padding, into planes, one for each channel
 * and each remainder of row and column modulo the stride, so that what one tap of the kernel reads for all outputs is a
 * run of a plane; runs are cut into blocks and every (channel, tap) gets a row of its own, since HotSpot vectorises sums
 * over distinct arrays under one index, and neither runs that begin elsewhere in an array nor loops with more than one
 * sum. Outputs keep the plane's width while they are summed; what falls between rows is thrown away. Maps with few
 * outputs, such as a dense layer's, are scalar products of windows with rows of weights.
 */
final class RingConvolution {
    /** Products in one loop: more than 9 are too many for HotSpot's vectoriser, fewer load and store sums more often. */
    private static final int TOGETHER = 9;
    /** Rows of entries at a time, a multiple of the above: with the block below 144 KiB, which a core's cache holds. */
    private static final int MOST_ROWS = 16 * TOGETHER;

    private static final int MOST_BLOCK = 256;
    /** Up to this many outputs of a channel, vectors run along the window instead of along the map. */
    private static final int FEW_OUTPUTS = 32;
    /** With fewer products, some 0.3 ms on one core, the calling thread is done before others would have begun. */
    private static final long FEWEST_SHARED = 4 << 20;

    private final LinearTerm term;
    private final TensorShape map;
    private final TensorShape output;
    private final boolean inLongs;
    /** k of the class comment; 0 for l up to 32. */
    private final int lowBits;

    private final int planeHeight;
    private final int planeWidth;
    /** Where in the planes each weight of an output begins to read; filled up to a multiple of {@link #TOGETHER}. */
    private final int[] offsets;

    private final int products;
    private final int wide;
    private final int block;

    /** @param weightSum S of the class comment or more */
    RingConvolution(LinearTerm term, TensorShape map, TensorShape output, int ringBits, double weightSum) {
        this.term = term;
        this.map = map;
        this.output = output;
        this.lowBits = Math.max(0, ringBits - 32);
        // one less than the proof asks, for what rounding of the sum itself may hide
        this.inLongs = lowBits > 0 && !(weightSum <= Math.scalb(1.0, 32 - lowBits) - 1);
        int stride = term.stride();
        this.planeHeight = Math.ceilDiv((output.height() - 1) * stride + term.kernelHeight(), stride);
        this.planeWidth = Math.ceilDiv((output.width() - 1) * stride + term.kernelWidth(), stride);
        int taps = term.kernelHeight() * term.kernelWidth();
        this.products = map.channels() * taps;
        this.offsets = new int[Math.ceilDiv(products, TOGETHER) * TOGETHER];
        for (int i = 0; i < products; i++) {
            int tap = i % taps;
            offsets[i] = position(i / taps, tap / term.kernelWidth(), tap % term.kernelWidth());
        }
        this.wide = (output.height() - 1) * planeWidth + output.width();
        this.block = Math.ceilDiv(wide, Math.ceilDiv(wide, MOST_BLOCK));
    }

    /** Where row and column of the padded map stand among the channel's planes. */
    private int position(int channel, int row, int column) {
        int stride = term.stride();
        int plane = (channel * stride + row % stride) * stride + column % stride;
        return (plane * planeHeight + row / stride) * planeWidth + column / stride;
    }

    /** sums += convolution of the tensor by {@code kernel}, {@code [out][channel][row][column]}, modulo 2^l. */
    void add(long[] sums, long[] tensor, long[] kernel, RingScratch scratch) {
        if (inLongs) {
            LongConvolution.add(sums, output, tensor, map, term, kernel);
            return;
        }
        int[] weights = weights(kernel, scratch);
        if (lowBits > 0) {
            addPart(sums, tensor, true, weights, scratch);
        }
        addPart(sums, tensor, false, weights, scratch);
    }

    private int[] weights(long[] kernel, RingScratch scratch) {
        int[] out = scratch.weights(output.channels() * offsets.length);
        for (int o = 0; o < output.channels(); o++) {
            int to = o * offsets.length;
            int from = o * products;
            for (int i = 0; i < products; i++) {
                out[to + i] = (int) kernel[from + i];
            }
            Arrays.fill(out, to + products, to + offsets.length, 0);
        }
        return out;
    }

    private void addPart(long[] sums, long[] tensor, boolean low, int[] weights, RingScratch scratch) {
        int[] planes = planes(tensor, low, scratch);
        int shift = low ? 0 : lowBits;
        if (output.height() * output.width() <= FEW_OUTPUTS) {
            scratch.withBlock(arrays -> addWindows(sums, planes, weights, shift, arrays));
            return;
        }
        crew(scratch).forEach(Math.ceilDiv(wide, block), part -> {
            int first = part * block;
            int count = Math.min(block, wide - first);
            scratch.withBlock(
                    arrays -> addTo(sums, first, count, blockSums(planes, first, count, weights, arrays), shift));
        });
    }

    private Crew crew(RingScratch scratch) {
        return (long) products * output.size() < FEWEST_SHARED ? Crew.CALLER : scratch.crew();
    }

    private int[] planes(long[] tensor, boolean low, RingScratch scratch) {
        int stride = term.stride();
        int[] planes = scratch.planes(map.channels() * stride * stride * planeHeight * planeWidth);
        int rows = Math.min(map.height(), planeHeight * stride - term.padTop());
        int columns = Math.min(map.width(), planeWidth * stride - term.padLeft());
        for (int c = 0; c < map.channels(); c++) {
            for (int y = 0; y < rows; y++) {
                int from = (c * map.height() + y) * map.width();
                for (int phase = 0; phase < Math.min(stride, columns); phase++) {
                    int to = position(c, y + term.padTop(), phase + term.padLeft());
                    copyRow(tensor, from + phase, stride, planes, to, Math.ceilDiv(columns - phase, stride), low);
                }
            }
        }
        return planes;
    }

    private void copyRow(long[] tensor, int from, int stride, int[] planes, int to, int count, boolean low) {
        if (low) {
            long half = 1L << lowBits - 1;
            long mask = (1L << lowBits) - 1;
            for (int x = 0; x < count; x++) {
                planes[to + x] = (int) ((tensor[from + x * stride] + half & mask) - half);
            }
        } else {
            long half = lowBits == 0 ? 0 : 1L << lowBits - 1;
            for (int x = 0; x < count; x++) {
                planes[to + x] = (int) (tensor[from + x * stride] + half >> lowBits);
            }
        }
    }

    /** Sums of all output channels at {@code count} places of the wide output. */
    private int[][] blockSums(int[] planes, int first, int count, int[] weights, RingScratch.Block scratch) {
        int[][] sums = scratch.sums(output.channels(), block);
        int[][] entries = scratch.entries(Math.min(MOST_ROWS, offsets.length), block);
        for (int o = 0; o < output.channels(); o++) {
            Arrays.fill(sums[o], 0, count, 0);
        }
        for (int k = 0; k < offsets.length; k += MOST_ROWS) {
            int rows = Math.min(MOST_ROWS, offsets.length - k);
            for (int i = 0; i < rows; i++) {
                System.arraycopy(planes, offsets[k + i] + first, entries[i], 0, count);
            }
            for (int o = 0; o < output.channels(); o++) {
                for (int i = 0; i < rows; i += TOGETHER) {
                    addNine(sums[o], entries, i, weights, o * offsets.length + k + i, count);
                }
            }
        }
        return sums;
    }

    private static void addNine(int[] sum, int[][] entries, int row, int[] weights, int weight, int count) {
        int[] a = entries[row];
        int[] b = entries[row + 1];
        int[] c = entries[row + 2];
        int[] d = entries[row + 3];
        int[] e = entries[row + 4];
        int[] f = entries[row + 5];
        int[] g = entries[row + 6];
        int[] h = entries[row + 7];
        int[] i = entries[row + 8];
        int wa = weights[weight];
        int wb = weights[weight + 1];
        int wc = weights[weight + 2];
        int wd = weights[weight + 3];
        int we = weights[weight + 4];
        int wf = weights[weight + 5];
        int wg = weights[weight + 6];
        int wh = weights[weight + 7];
        int wi = weights[weight + 8];
        for (int x = 0; x < count; x++) {
            sum[x] += wa * a[x] + wb * b[x] + wc * c[x] + wd * d[x] + we * e[x] + wf * f[x] + wg * g[x] + wh * h[x]
                    + wi * i[x];
        }
    }

    /** Adds what stands inside the output's rows. */
    private void addTo(long[] sums, int first, int count, int[][] part, int shift) {
        int lastRow = (first + count - 1) / planeWidth;
        for (int o = 0; o < output.channels(); o++) {
            for (int y = first / planeWidth; y <= lastRow; y++) {
                int from = Math.max(first, y * planeWidth);
                int to = Math.min(first + count, y * planeWidth + output.width());
                addRow(
                        sums,
                        (o * output.height() + y) * output.width() + from - y * planeWidth,
                        part[o],
                        from - first,
                        to - from,
                        shift);
            }
        }
    }

    private static void addRow(long[] sums, int to, int[] part, int from, int count, int shift) {
        for (int x = 0; x < count; x++) {
            sums[to + x] += (long) part[from + x] << shift;
        }
    }

    private void addWindows(long[] sums, int[] planes, int[] weights, int shift, RingScratch.Block scratch) {
        int[] window = scratch.entries(1, offsets.length)[0];
        int area = output.height() * output.width();
        for (int place = 0; place < area; place++) {
            int base = place / output.width() * planeWidth + place % output.width();
            for (int i = 0; i < products; i++) {
                window[i] = planes[base + offsets[i]];
            }
            for (int o = 0; o < output.channels(); o++) {
                sums[o * area + place] += (long) dot(weights, o * offsets.length, window, products) << shift;
            }
        }
    }

    private static int dot(int[] weights, int from, int[] window, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weights[from + i] * window[i];
        }
        return sum;
    }
}
