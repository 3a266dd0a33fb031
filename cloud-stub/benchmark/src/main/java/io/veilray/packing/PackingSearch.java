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
    private final int degree;
    private final Prices prices;
    private final int mostLevels;

    public PackingSearch(ConvShape shape, int degree, Prices prices, int mostLevels) {
        this.conv = new StrideOne(shape);
        this.degree = degree;
        this.prices = prices;
        this.mostLevels = mostLevels;
    }

    /** What {@link TilePlanner} takes. */
    public InterleavedPacking planned() {
        List<Interleaving> strips = new ArrayList<>();
        for (Tile tile : new TilePlanner(conv, degree).plan()) {
            TileGeometry g = tile.geometry;
            if (g.columns() != conv.shape.outWidth()) {
                throw new IllegalArgumentException("columns are split: only whole rows are compared");
            }
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
            List<Interleaving> strips = strips(rows, height);
            double cost = strips.isEmpty() ? Double.POSITIVE_INFINITY : cost(strips);
            if (cost <= bestCost) {
                best = strips;
                bestCost = cost;
            }
        }
        return new InterleavedPacking(conv, degree, best);
    }

    /** Cost of a list of strips. */
    public double cost(List<Interleaving> strips) {
        double sum =
                strips.stream().mapToDouble(strip -> cost(strip, strips.size())).sum();
        double shared = 0;
        for (int i = 1; i < strips.size(); i++) {
            boolean same = strips.get(i).equals(strips.get(i - 1));
            shared += same ? prices.weights() * products(strips.get(i)) : 0;
        }
        return sum - shared;
    }

    /** Cost of what a packing has. */
    public double cost(InterleavedPacking packing) {
        return cost(
                packing.strips().stream().map(InterleavedPacking.Strip::layout).toList());
    }

    private List<Interleaving> strips(int rows, int height) {
        Interleaving usual = layout(rows, Math.ceilDiv(height, rows));
        Interleaving last = height % rows == 0 ? usual : layout(height % rows, 1);
        if (usual == null || last == null) {
            return List.of();
        }
        List<Interleaving> out = new ArrayList<>();
        for (int top = 0; top < height; top += rows) {
            out.add(height - top < rows ? last : usual);
        }
        return out;
    }

    /** The cheapest layout of one strip height, or null if it does not fit. */
    private Interleaving layout(int rows, int strips) {
        TilePlanner planner = new TilePlanner(conv, degree);
        int width = conv.shape.outWidth();
        int pitch = planner.pitch(width, 0);
        int block = planner.block(rows, width, pitch);
        Interleaving best = null;
        for (int levels = 0; levels <= mostLevels && block <= degree >> levels; levels++) {
            int room = (degree >> levels) / block;
            for (int blocks = 1; blocks <= room && (blocks - 1) << levels < conv.planes.size(); blocks++) {
                int most = Math.min(room / blocks, conv.shape.outChannels());
                Interleaving candidate = new Interleaving(rows, pitch, block, levels, blocks, most);
                if (best == null || cost(candidate, strips) < cost(best, strips)) {
                    best = candidate;
                }
            }
        }
        return best;
    }

    /** With one strip's share of the weight polynomials' cost left in full. */
    private double cost(Interleaving strip, int strips) {
        double uploads = Math.ceilDiv(conv.planes.size(), strip.planes());
        double leaves = Math.ceilDiv(conv.shape.outChannels(), strip.outputs());
        double responses = Math.ceilDiv((int) leaves, 1 << strip.levels());
        return prices.upload() * uploads
                + prices.response() * responses
                + prices.merge() * (leaves - responses)
                + (prices.weights() + prices.product()) * uploads * leaves;
    }

    private double products(Interleaving strip) {
        return (double) Math.ceilDiv(conv.planes.size(), strip.planes())
                * Math.ceilDiv(conv.shape.outChannels(), strip.outputs());
    }
}
