package io.veilray.protocol;

import java.util.Arrays;

/** The client's numbers of one ticket: r for every tensor, c = W r - s for every layer. Secret; wiped by close. */
final class TicketShares implements AutoCloseable {
    final NetworkShape shape;
    /** {@code [tensor][entry]}; tensor i is what layer i is the first to be able to read. */
    final long[][] masks;
    /** {@code [layer][entry]}. */
    final long[][] products;

    TicketShares(NetworkShape shape) {
        this.shape = shape;
        this.masks = new long[shape.rounds()][];
        this.products = new long[shape.rounds()][];
        for (int i = 0; i < masks.length; i++) {
            masks[i] = new long[shape.tensor(i).size()];
            products[i] = new long[shape.layers().get(i).linearOutput().size()];
        }
    }

    /** The masks of the tensors that a layer reads, in the order of its terms. */
    long[][] masksReadBy(int layer) {
        return shape.layers().get(layer).terms().stream()
                .map(term -> masks[term.tensor()])
                .toArray(long[][]::new);
    }

    @Override
    public void close() {
        for (int i = 0; i < masks.length; i++) {
            Arrays.fill(masks[i], 0);
            Arrays.fill(products[i], 0);
        }
    }
}
