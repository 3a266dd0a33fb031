package io.veilray.packing;

import io.veilray.packing.StrideOne.Plane;
import io.veilray.ring.SparsePolynomial;
import java.util.List;

/**
 * Convolutions and dense layers as products of polynomials modulo X^N + 1.
 *
 * <p>Within a tile, a plane's window of h x w entries (halo included) is a block of D coefficients, row i from coefficient
 * iP on (P the pitch). An upload holds planes c = 0 .. C-1 at coefficients cD + iP + j. A weight polynomial holds for
 * output m and tap (l, k) the weight at coefficient mCD + O - (cD + lP + k) with O = (C-1)D + (Kh-1)P + Kw-1. Then
 * coefficient mCD + O + yP + x of the sum of products over all uploads is output m at position (y, x) of the tile.
 *
 * <p><b>Why nothing else lands there.</b> A product term sits at i + mCD + O - t with i = cD + j an input coefficient and
 * t = c'D + lP + k a tap. It meets m'CD + O + d, d = yP + x, only if i - t = (m' - m)CD + d.
 *
 * <ul>
 *   <li>D = (rows + Kh - 2)P + columns + Kw - 1 exceeds every lP + k + d. So for m' = m, j = (c' - c)D + lP + k + d
 *       lies in [0, D) only if c' = c: the wanted terms.
 *   <li>m' &gt; m would need i &gt;= CD, which no input has; m' &lt; m would need t + d &gt;= CD + i, but
 *       t + d &lt; (C-1)D + D.
 *   <li>M C D &lt;= N: terms that wrap past X^N land below coefficient O, where no result is.
 * </ul>
 *
 * Zero columns shared between rows are read by both neighbours and are zero for both.
 *
 * <p>Source: coefficient packing of Huang, Lu, Hong, Ding, "Cheetah" (USENIX Security 2022, ePrint 2022/207), section
 * 4.1. Phases for strides, uneven tiles, several tensors in one product and shared padding are ours.
 */
public final class ConvPacking {
    private final int degree;
    private final StrideOne conv;
    private final List<Tile> tiles;

    private ConvPacking(int degree, StrideOne conv, List<Tile> tiles) {
        this.degree = degree;
        this.conv = conv;
        this.tiles = List.copyOf(tiles);
    }

    /**
     * Plans the packing for polynomials of {@code degree} coefficients; both sides get the same plan.
     *
     * @throws IllegalArgumentException if a single output position needs more than one polynomial
     */
    public static ConvPacking plan(ConvShape shape, int degree) {
        StrideOne conv = new StrideOne(shape);
        return new ConvPacking(degree, conv, new TilePlanner(conv, degree).plan());
    }

    /** In the order in which they travel. */
    public List<Tile> tiles() {
        return tiles;
    }

    /** Encrypted polynomials up, all tiles. */
    public int uploads() {
        return tiles.stream().mapToInt(Tile::uploads).sum();
    }

    /** Responses down, all tiles. */
    public int responses() {
        return tiles.stream().mapToInt(Tile::responses).sum();
    }

    /** Most output channels that share a response. */
    public int outputsPerResponse() {
        return tiles.stream()
                .mapToInt(tile -> tile.geometry.outputsPerResponse())
                .max()
                .orElseThrow();
    }

    /** Told of each coefficient of an upload that holds an entry of a tensor. */
    public interface EntryVisitor {
        void visit(int coefficient, int input, int entry);
    }

    /** The polynomial of one upload; {@code tensors[i]} is the content of input i. */
    public long[] packInput(Tile tile, int upload, long[][] tensors) {
        long[] out = new long[degree];
        forEachEntry(tile, upload, (coefficient, input, entry) -> out[coefficient] = tensors[input][entry]);
        return out;
    }

    /** Visits the entries of one upload in ascending order of their coefficients. */
    public void forEachEntry(Tile tile, int upload, EntryVisitor visitor) {
        TileGeometry geometry = tile.geometry;
        int first = upload * geometry.planesPerUpload();
        int last = Math.min(first + geometry.planesPerUpload(), conv.planes.size());
        for (int p = first; p < last; p++) {
            visitPlane(tile, conv.planes.get(p), (p - first) * geometry.block(), visitor);
        }
    }

    private void visitPlane(Tile tile, Plane plane, int start, EntryVisitor visitor) {
        TileGeometry geometry = tile.geometry;
        for (int i = 0; i < geometry.rows() + conv.kernelHeight - 1; i++) {
            for (int j = 0; j < geometry.columns() + conv.kernelWidth - 1; j++) {
                int index = conv.tensorIndex(plane, tile.top - conv.padTop + i, tile.left - conv.padLeft + j);
                if (index >= 0) {
                    visitor.visit(start + i * geometry.pitch() + j, plane.input(), index);
                }
            }
        }
    }

    /**
     * The weight polynomial that multiplies one upload into one response.
     *
     * @param weights {@code weights[i]} belongs to input i, {@code [out][channel][kernelRow][kernelColumn]}
     * @param out overwritten; which coefficients it has depends on the shape only, zero weights are among them
     */
    public void packWeights(Tile tile, int upload, int response, long[][] weights, SparsePolynomial out) {
        out.clear();
        TileGeometry geometry = tile.geometry;
        int firstPlane = upload * geometry.planesPerUpload();
        int lastPlane = Math.min(firstPlane + geometry.planesPerUpload(), conv.planes.size());
        int firstOut = response * geometry.outputsPerResponse();
        int lastOut = Math.min(firstOut + geometry.outputsPerResponse(), conv.shape.outChannels());
        for (int m = firstOut; m < lastOut; m++) {
            int origin = origin(geometry, m - firstOut);
            for (int p = firstPlane; p < lastPlane; p++) {
                packKernel(
                        conv.planes.get(p),
                        m,
                        geometry.pitch(),
                        origin - (p - firstPlane) * geometry.block(),
                        weights,
                        out);
            }
        }
    }

    private void packKernel(Plane plane, int output, int pitch, int origin, long[][] weights, SparsePolynomial out) {
        for (int l = 0; l < conv.kernelHeight; l++) {
            for (int k = 0; k < conv.kernelWidth; k++) {
                int index = conv.weightIndex(plane, output, l, k);
                if (index >= 0) {
                    out.add(origin - l * pitch - k, weights[plane.input()][index]);
                }
            }
        }
    }

    /** mCD + O of the class comment. */
    private int origin(TileGeometry geometry, int m) {
        int upload = geometry.planesPerUpload() * geometry.block();
        return m * upload
                + upload
                - geometry.block()
                + (conv.kernelHeight - 1) * geometry.pitch()
                + conv.kernelWidth
                - 1;
    }

    /** Coefficients of a response that carry results, in ascending order. */
    public int[] positions(Tile tile, int response) {
        return results(tile, response, true);
    }

    /** For each entry of {@link #positions}, the index of its output in {@code [outChannel][row][column]}. */
    public int[] outputs(Tile tile, int response) {
        return results(tile, response, false);
    }

    private int resultCount(Tile tile, int response) {
        int firstOut = response * tile.geometry.outputsPerResponse();
        int channels = Math.min(tile.geometry.outputsPerResponse(), conv.shape.outChannels() - firstOut);
        return channels * tile.geometry.rows() * tile.geometry.columns();
    }

    /** Either numbers of a response's results: one run of consecutive ones for each row of each output channel. */
    private int[] results(Tile tile, int response, boolean asCoefficients) {
        TileGeometry geometry = tile.geometry;
        int[] out = new int[resultCount(tile, response)];
        int firstOut = response * geometry.outputsPerResponse();
        int index = 0;
        for (int m = firstOut; index < out.length; m++) {
            for (int y = 0; y < geometry.rows(); y++) {
                int first = asCoefficients
                        ? origin(geometry, m - firstOut) + y * geometry.pitch()
                        : (m * conv.shape.outHeight() + tile.top + y) * conv.shape.outWidth() + tile.left;
                for (int x = 0; x < geometry.columns(); x++) {
                    out[index++] = first + x;
                }
            }
        }
        return out;
    }
}
