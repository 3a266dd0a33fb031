package io.veilray.packing;

import io.veilray.packing.StrideOne.Plane;
import io.veilray.ring.SparsePolynomial;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution as products of polynomials whose planes are interleaved, so that results stand at every 2^t-th
 * coefficient of a pre-response and 2^t pre-responses fit into one response. Strips have the whole width.
 *
 * <p>An upload is the sum of X^c a_c(Y), a pre-response's weights the sum of X^(-c) w_c(Y), for c below 2^t. At the powers
 * of Y their product is the sum of a_c w_c, for X^(c - c') is no power of Y unless c = c'. Within the ring of Y the proof
 * of {@link ConvPacking} holds. Pre-response j of a response is moved to the coefficients that are j modulo 2^t.
 */
public final class InterleavedPacking {
    /** Output rows from {@code top} on. */
    public record Strip(int top, Interleaving layout) {}

    /** Where a response carries results and which; in no particular order. */
    public record Results(int[] positions, int[] outputs) {}

    private final int degree;
    private final StrideOne conv;
    private final List<Strip> strips = new ArrayList<>();

    InterleavedPacking(StrideOne conv, int degree, List<Interleaving> topDown) {
        this.conv = conv;
        this.degree = degree;
        int top = 0;
        for (Interleaving layout : topDown) {
            strips.add(new Strip(top, layout));
            top += layout.rows();
        }
    }

    public List<Strip> strips() {
        return strips;
    }

    /** Encrypted polynomials up for one strip. */
    public int uploads(Interleaving layout) {
        return Math.ceilDiv(conv.planes.size(), layout.planes());
    }

    /** Sums of products for one strip. */
    public int preResponses(Interleaving layout) {
        return Math.ceilDiv(conv.shape.outChannels(), layout.outputs());
    }

    /** Responses down for one strip. */
    public int responses(Interleaving layout) {
        return Math.ceilDiv(preResponses(layout), 1 << layout.levels());
    }

    /** Tensor entries that some upload carries, each counted once. */
    public int entriesRead() {
        int count = 0;
        int columns = conv.shape.outWidth() + conv.kernelWidth - 1;
        for (Plane plane : conv.planes) {
            for (int i = 0; i < conv.shape.outHeight() + conv.kernelHeight - 1; i++) {
                for (int j = 0; j < columns; j++) {
                    count += conv.tensorIndex(plane, i - conv.padTop, j - conv.padLeft) < 0 ? 0 : 1;
                }
            }
        }
        return count;
    }

    /** The polynomial of one upload, as {@link ConvPacking#packInput}. */
    public long[] packInput(Strip strip, int upload, long[][] tensors) {
        Interleaving layout = strip.layout();
        long[] out = new long[degree];
        int first = upload * layout.planes();
        int last = Math.min(first + layout.planes(), conv.planes.size());
        for (int p = first; p < last; p++) {
            Plane plane = conv.planes.get(p);
            int block = (p - first >> layout.levels()) * layout.block();
            int offset = p - first & (1 << layout.levels()) - 1;
            for (int i = 0; i < layout.rows() + conv.kernelHeight - 1; i++) {
                for (int j = 0; j < conv.shape.outWidth() + conv.kernelWidth - 1; j++) {
                    int index = conv.tensorIndex(plane, strip.top() - conv.padTop + i, j - conv.padLeft);
                    if (index >= 0) {
                        out[(block + i * layout.pitch() + j << layout.levels()) + offset] =
                                tensors[plane.input()][index];
                    }
                }
            }
        }
        return out;
    }

    /** The polynomial that multiplies one upload into one pre-response, as {@link ConvPacking#packWeights}. */
    public void packWeights(Interleaving layout, int upload, int preResponse, long[][] weights, SparsePolynomial out) {
        out.clear();
        int first = upload * layout.planes();
        int last = Math.min(first + layout.planes(), conv.planes.size());
        int firstOut = preResponse * layout.outputs();
        int lastOut = Math.min(firstOut + layout.outputs(), conv.shape.outChannels());
        for (int m = firstOut; m < lastOut; m++) {
            for (int p = first; p < last; p++) {
                int block = (p - first >> layout.levels()) * layout.block();
                int offset = p - first & (1 << layout.levels()) - 1;
                packKernel(conv.planes.get(p), m, origin(layout, m - firstOut) - block, offset, layout, weights, out);
            }
        }
    }

    private void packKernel(
            Plane plane,
            int output,
            int origin,
            int offset,
            Interleaving layout,
            long[][] weights,
            SparsePolynomial out) {
        for (int l = 0; l < conv.kernelHeight; l++) {
            for (int k = 0; k < conv.kernelWidth; k++) {
                int index = conv.weightIndex(plane, output, l, k);
                int at = (origin - l * layout.pitch() - k << layout.levels()) - offset;
                if (index >= 0) {
                    // X^-c = -X^(N - c)
                    long weight = weights[plane.input()][index];
                    out.add(at < 0 ? at + degree : at, at < 0 ? -weight : weight);
                }
            }
        }
    }

    private int origin(Interleaving layout, int m) {
        return (m * layout.blocks() + layout.blocks() - 1) * layout.block()
                + (conv.kernelHeight - 1) * layout.pitch()
                + conv.kernelWidth
                - 1;
    }

    /** What one response carries. */
    public Results results(Strip strip, int response) {
        Interleaving layout = strip.layout();
        int firstOut = response * layout.outputs() << layout.levels();
        int lastOut = Math.min(firstOut + (layout.outputs() << layout.levels()), conv.shape.outChannels());
        int width = conv.shape.outWidth();
        int[] positions = new int[(lastOut - firstOut) * layout.rows() * width];
        int[] outputs = new int[positions.length];
        int next = 0;
        for (int m = firstOut; m < lastOut; m++) {
            int leaf = (m - firstOut) / layout.outputs();
            int origin = origin(layout, (m - firstOut) % layout.outputs());
            for (int y = 0; y < layout.rows(); y++) {
                for (int x = 0; x < width; x++) {
                    positions[next] = (origin + y * layout.pitch() + x << layout.levels()) + leaf;
                    outputs[next++] = (m * conv.shape.outHeight() + strip.top() + y) * width + x;
                }
            }
        }
        return new Results(positions, outputs);
    }
}
