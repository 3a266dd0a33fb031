package io.veilray.protocol;

import io.veilray.share.BitPacking;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The client's numbers of one ticket: r for every tensor, c = W r - s for every layer. Secret; wiped by close. */
final class TicketShares implements TicketContent {
    final NetworkShape shape;
    /** {@code [tensor][entry]}; tensor i is what layer i is the first to be able to read. */
    final long[][] masks;
    /** {@code [layer][entry]}. */
    final long[][] products;

    TicketShares(NetworkShape shape) {
        this(shape, Arrays.stream(lengths(shape)).mapToObj(long[]::new).toArray(long[][]::new));
    }

    /** @param arrays every mask, then every product */
    private TicketShares(NetworkShape shape, long[][] arrays) {
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

    @Override
    public NetworkShape shape() {
        return shape;
    }

    static long storedBytes(NetworkShape shape) {
        return Arrays.stream(lengths(shape))
                .mapToLong(entries -> BitPacking.packedBytes(entries, shape.ringBits()))
                .sum();
    }

    @Override
    public void write(ByteBuffer out) {
        for (long[][] arrays : new long[][][] {masks, products}) {
            for (long[] array : arrays) {
                TicketContent.put(array, shape.ringBits(), out);
            }
        }
    }

    static TicketShares read(NetworkShape shape, ByteBuffer in) {
        long[][] arrays = Arrays.stream(lengths(shape))
                .mapToObj(entries -> TicketContent.get(entries, shape.ringBits(), in))
                .toArray(long[][]::new);
        return new TicketShares(shape, arrays);
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
