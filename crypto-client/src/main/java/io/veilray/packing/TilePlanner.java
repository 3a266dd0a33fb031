package io.veilray.packing;

import java.util.ArrayList;
import java.util.List;

/** Chooses tiles and how many planes and outputs share a polynomial, for the least traffic. */
final class TilePlanner {
    /**
     * Cost of an upload and of a product, with a response as the unit: some 90 bits a coefficient against some 45, and 2 KB's
     * worth of time. What free coefficients and results take is the same for every plan.
     */
    private static final double UPLOAD_COST = 2;

    private static final double PRODUCT_COST = 0.08;

    private final StrideOne conv;
    private final int degree;
    private final int height;
    private final int width;

    TilePlanner(StrideOne conv, int degree) {
        this.conv = conv;
        this.degree = degree;
        this.height = conv.shape.outHeight();
        this.width = conv.shape.outWidth();
    }

    /** Splits rows as cost says; columns only if not even one row of the whole width fits. */
    List<Tile> plan() {
        for (int parts = 1; parts <= width; parts++) {
            int columns = Math.ceilDiv(width, parts);
            int rows = cheapestRows(columns);
            if (rows > 0) {
                return tiles(rows, columns);
            }
        }
        throw new IllegalArgumentException("convolution with a kernel of " + conv.kernelHeight + "x" + conv.kernelWidth
                + " (after its stride): one output position needs more than the " + degree
                + " coefficients of a polynomial; use a smaller kernel");
    }

    /** Rows for each tile but the last, or 0 if one row does not fit. */
    private int cheapestRows(int columns) {
        int best = 0;
        double bestCost = Double.POSITIVE_INFINITY;
        for (int rows = 1; rows <= height && fits(rows, columns); rows++) {
            double cost = height / rows * cost(geometry(rows, columns, 0))
                    + (height % rows == 0 ? 0 : cost(geometry(height % rows, columns, 0)));
            if (cost <= bestCost) {
                best = rows;
                bestCost = cost;
            }
        }
        return best;
    }

    private boolean fits(int rows, int columns) {
        return block(rows, columns, columns + conv.kernelWidth - 1) <= degree
                || block(rows, columns, pitch(columns, 0)) <= degree && columns == width;
    }

    private List<Tile> tiles(int rows, int columns) {
        List<Tile> tiles = new ArrayList<>();
        for (int top = 0; top < height; top += rows) {
            for (int left = 0; left < width; left += columns) {
                TileGeometry geometry = geometry(Math.min(rows, height - top), Math.min(columns, width - left), left);
                tiles.add(new Tile(top, left, geometry, conv.planes.size(), conv.shape.outChannels()));
            }
        }
        return tiles;
    }

    /**
     * Zero columns at a row's end and at the next row's start are stored once: the pitch is the width of the tile's
     * window less what both sides have.
     */
    int pitch(int columns, int left) {
        int window = columns + conv.kernelWidth - 1;
        int leading = Math.max(0, conv.padLeft - left);
        int trailing = Math.max(0, left - conv.padLeft + window - conv.mapWidth);
        return window - Math.min(leading, trailing);
    }

    /** From the first entry of a plane's window to the last one any output reads. */
    int block(int rows, int columns, int pitch) {
        return (rows + conv.kernelHeight - 2) * pitch + columns + conv.kernelWidth - 1;
    }

    private TileGeometry geometry(int rows, int columns, int left) {
        int pitch = pitch(columns, left);
        int block = block(rows, columns, pitch);
        int blocks = degree / block;
        TileGeometry best = null;
        for (int planes = 1; planes <= Math.min(blocks, conv.planes.size()); planes++) {
            int outputs = Math.min(blocks / planes, conv.shape.outChannels());
            TileGeometry candidate = new TileGeometry(rows, columns, pitch, block, planes, outputs);
            if (best == null || cost(candidate) < cost(best)) {
                best = candidate;
            }
        }
        return best;
    }

    private double cost(TileGeometry geometry) {
        double uploads = Math.ceilDiv(conv.planes.size(), geometry.planesPerUpload());
        double responses = Math.ceilDiv(conv.shape.outChannels(), geometry.outputsPerResponse());
        return UPLOAD_COST * uploads + responses + PRODUCT_COST * uploads * responses;
    }
}
