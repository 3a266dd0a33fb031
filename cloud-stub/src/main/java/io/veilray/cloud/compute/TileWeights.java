package io.veilray.cloud.compute;

import io.veilray.he.Ciphertext;
import io.veilray.he.Response;
import io.veilray.packing.ConvPacking;
import io.veilray.packing.Tile;
import io.veilray.ring.Polynomial;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The weights and masks of the tiles of one layer that share a geometry, and what is computed with them. If there are
 * several tiles, weights stay in evaluation form until the last of them is done. Safe for use by several threads.
 */
final class TileWeights implements AutoCloseable {
    /** With more than this many polynomials they are made again for each tile, to bound memory: 64 MB at N = 4096. */
    private static final int MOST_KEPT = 1024;

    private final ConvPacking packing;
    private final Tile tile;
    private final long[][] weights;
    private final PolynomialStore store;
    private final AtomicInteger responsesLeft;
    /** Empty if nothing is kept. */
    private final Row[] rows;

    private long[] sumMasks;

    /** The weights of one response, for each upload, once they were made. */
    private static final class Row {
        private Polynomial[] values = {};
    }

    /**
     * @param weights as {@link TicketLayer#weights}
     * @param sumMasks of the layer; wiped in the end
     */
    TileWeights(ConvPacking packing, Tile tile, long[][] weights, long[] sumMasks, PolynomialStore store) {
        this.packing = packing;
        this.tile = tile;
        this.weights = weights;
        this.sumMasks = sumMasks;
        this.store = store;
        int tiles = (int) packing.tiles().stream().filter(this::fit).count();
        this.responsesLeft = new AtomicInteger(tiles * tile.responses());
        boolean keeps = tiles > 1 && (long) tile.uploads() * tile.responses() <= MOST_KEPT;
        this.rows = new Row[keeps ? tile.responses() : 0];
        Arrays.setAll(rows, i -> new Row());
    }

    /** Whether these are the weights of that tile of the same layer. */
    boolean fit(Tile other) {
        return tile.sharesWeightsWith(other);
    }

    /** One response of one tile; each may be asked for once. */
    Response response(Tile of, int index, List<Ciphertext> uploads, Bench bench) {
        bench.evaluator.begin();
        if (rows.length == 0) {
            for (int u = 0; u < uploads.size(); u++) {
                make(u, index, bench, bench.values);
                bench.evaluator.multiplyAdd(uploads.get(u), bench.values);
            }
        } else {
            Polynomial[] row = row(index, bench);
            for (int u = 0; u < uploads.size(); u++) {
                bench.evaluator.multiplyAdd(uploads.get(u), row[u]);
            }
        }
        Response response = finish(of, index, bench);
        if (responsesLeft.decrementAndGet() == 0) {
            close();
        }
        return response;
    }

    /** Another thread that wants the same row waits for it. */
    private Polynomial[] row(int response, Bench bench) {
        Row row = rows[response];
        synchronized (row) {
            if (row.values.length == 0) {
                row.values = new Polynomial[tile.uploads()];
                for (int u = 0; u < row.values.length; u++) {
                    row.values[u] = store.take();
                    make(u, response, bench, row.values[u]);
                }
            }
            return row.values;
        }
    }

    private void make(int upload, int response, Bench bench, Polynomial values) {
        packing.packWeights(tile, upload, response, weights, bench.integers);
        bench.evaluator.weights(bench.integers, values);
    }

    /** Hides the sums under their masks, which go to the coefficients where the sums are. */
    private Response finish(Tile of, int index, Bench bench) {
        int[] positions = packing.positions(of, index);
        int[] outputs = packing.outputs(of, index);
        for (int i = 0; i < positions.length; i++) {
            bench.masks[positions[i]] = sumMasks[outputs[i]];
        }
        try {
            return bench.evaluator.finish(bench.masks);
        } finally {
            Arrays.fill(bench.masks, 0);
        }
    }

    /** Wipes the masks and gives back what is kept. No response may be under way. */
    @Override
    public void close() {
        Arrays.fill(sumMasks, 0);
        sumMasks = new long[0];
        for (Row row : rows) {
            for (Polynomial values : row.values) {
                if (values != null) {
                    store.give(values);
                }
            }
            row.values = new Polynomial[0];
        }
    }
}
