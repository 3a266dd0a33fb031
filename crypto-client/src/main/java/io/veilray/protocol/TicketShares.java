package io.veilray.protocol;

import java.util.Arrays;
import java.util.stream.Stream;

/** The client's numbers of one ticket: r for every tensor, c = W r - s for every layer. Secret; wiped by close. */
final class TicketShares implements AutoCloseable {
    final NetworkShape shape;
    /** {@code [tensor][entry]}; tensor i is what layer i is the first to be able to read. */
    final long[][] masks;
    /** {@code [layer][entry]}. */
    final long[][] products;

    TicketShares(NetworkShape shape) {
        this(shape, Arrays.stream(lengths(shape)).mapToObj(long[]::new).toArray(long[][]::new));
    }

    /** @param arrays as {@link #arrays} gives them */
    TicketShares(NetworkShape shape, long[][] arrays) {
        int[] given = Arrays.stream(arrays).mapToInt(each -> each.length).toArray();
        if (!Arrays.equals(given, lengths(shape))) {
            throw new IllegalArgumentException("a ticket of " + Arrays.toString(given) + " entries: this network takes "
                    + Arrays.toString(lengths(shape)));
        }
        this.shape = shape;
        this.masks = Arrays.copyOfRange(arrays, 0, shape.rounds());
        this.products = Arrays.copyOfRange(arrays, shape.rounds(), arrays.length);
    }

    /** Entries of every mask, then of every product. */
    static int[] lengths(NetworkShape shape) {
        int rounds = shape.rounds();
        int[] out = new int[2 * rounds];
        for (int i = 0; i < rounds; i++) {
            out[i] = shape.tensor(i).size();
            out[rounds + i] = shape.layers().get(i).linearOutput().size();
        }
        return out;
    }

    /** Every mask, then every product: the arrays themselves. */
    long[][] arrays() {
        return Stream.concat(Arrays.stream(masks), Arrays.stream(products)).toArray(long[][]::new);
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
