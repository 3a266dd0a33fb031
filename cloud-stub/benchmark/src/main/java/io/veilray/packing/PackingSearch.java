package io.veilray.packing;

import java.util.ArrayList;
import java.util.List;

/** Finds the cheapest layout of a convolution over strip heights, blocks, outputs and levels of interleaving. */
public final class PackingSearch {
    /**
     * Cost in any unit.
     *
     * @param upload of an encrypted polynomial up
     * @param response of a response down
     * @param weights of making one weight polynomial, for each geometry
     * @param product of one product of a ciphertext and weights
     * @param merge of one key switch
     */
    public record Prices(double upload, double response, double weights, double product, double merge) {}

    private final StrideOne conv;
    private final TilePlanner planner;
    private final int degree;
    private final Prices prices;
    private final int mostLevels;

    public PackingSearch(ConvShape shape, int degree, Prices prices, int mostLevels) {
        this.conv = new StrideOne(shape);
        this.planner = new TilePlanner(conv, degree);
        this.degree = degree;
        this.prices = prices;
        this.mostLevels = mostLevels;
    }

    /** What {@link TilePlanner} takes, which must have the whole width. */
    public static InterleavedPacking planned(ConvShape shape, int degree) {
        StrideOne conv = new StrideOne(shape);
        List<Interleaving> strips = new ArrayList<>();
        for (Tile tile : new TilePlanner(conv, degree).plan()) {
            TileGeometry g = tile.geometry;
            strips.add(
                    new Interleaving(g.rows(), g.pitch(), g.block(), 0, g.planesPerUpload(), g.outputsPerResponse()));
        }
        return new InterleavedPacking(conv, degree, strips);
    }

    /** The cheapest with all strips but the last of one height. */
    public InterleavedPacking cheapest() {
        List<Interleaving> best = List.of();
        double bestCost = Double.POSITIVE_INFINITY;
        int height = conv.shape.outHeight();
        for (int rows = 1; rows <= height; rows++) {
            Interleaving usual = layout(rows, height / rows);
            Interleaving last = height % rows == 0 ? usual : layout(height % rows, 1);
            if (usual != null && last != null) {
                double cost = cost(usual, height / rows) + (height % rows == 0 ? 0 : cost(last, 1));
                best = cost <= bestCost ? strips(usual, last) : best;
                bestCost = Math.min(bestCost, cost);
            }
        }
        return new InterleavedPacking(conv, degree, best);
    }

    private List<Interleaving> strips(Interleaving usual, Interleaving last) {
        List<Interleaving> out = new ArrayList<>();
        int height = conv.shape.outHeight();
        for (int top = 0; top < height; top += usual.rows()) {
            out.add(height - top < usual.rows() ? last : usual);
        }
        return out;
    }

    /** The cheapest layout of so many strips of one height, or null if it does not fit. */
    private Interleaving layout(int rows, int strips) {
        int width = conv.shape.outWidth();
        int pitch = planner.pitch(width, 0);
        int block = planner.block(rows, width, pitch);
        Interleaving best = null;
        for (int levels = 0; levels <= mostLevels && block <= degree >> levels; levels++) {
            int room = (degree >> levels) / block;
            for (int blocks = 1; blocks <= room && (blocks - 1) << levels < conv.planes.size(); blocks++) {
                int outputs = Math.min(room / blocks, conv.shape.outChannels());
                Interleaving candidate = new Interleaving(rows, pitch, block, levels, blocks, outputs);
                if (best == null || cost(candidate, strips) < cost(best, strips)) {
                    best = candidate;
                }
            }
        }
        return best;
    }

    /** Weight polynomials are made once for all strips of one layout. */
    private double cost(Interleaving layout, int strips) {
        int uploads = Math.ceilDiv(conv.planes.size(), layout.planes());
        int leaves = Math.ceilDiv(conv.shape.outChannels(), layout.outputs());
        int responses = Math.ceilDiv(leaves, 1 << layout.levels());
        double each = prices.upload() * uploads
                + prices.response() * responses
                + prices.merge() * (leaves - responses)
                + prices.product() * uploads * leaves;
        return strips * each + prices.weights() * uploads * leaves;
    }
}
