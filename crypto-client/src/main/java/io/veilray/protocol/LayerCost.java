package io.veilray.protocol;

import io.veilray.packing.ConvPacking;
import io.veilray.packing.Tile;
import io.veilray.ring.Prime;
import io.veilray.ring.Seed;
import java.util.List;

/**
 * What one layer costs in private, payload bytes without the few of framing: known from its shape alone.
 *
 * @param uploads encrypted polynomials of a ticket, up
 * @param responses responses of a ticket, down
 * @param uploadBytes of a ticket, up
 * @param responseBytes of a ticket, down
 * @param results sums of the layer: coefficients of the responses that carry something
 * @param onlineBytesUp the tensor that becomes ready for this layer, l bits an entry
 * @param onlineBytesDown the layer's sums, l bits an entry
 */
public record LayerCost(
        int uploads,
        int responses,
        long uploadBytes,
        long responseBytes,
        int results,
        long onlineBytesUp,
        long onlineBytesDown) {
    public static LayerCost of(NetworkPacking packing, int layer) {
        ConvPacking conv = packing.layer(layer);
        TensorShape sums = packing.shape().layers().get(layer).linearOutput();
        return new LayerCost(
                conv.uploads(),
                conv.responses(),
                uploadBytes(packing, layer),
                responseBytes(packing, conv),
                sums.size(),
                elements(packing.shape(), packing.shape().tensor(layer)),
                elements(packing.shape(), sums));
    }

    /** The seed, the lower digits of all coefficients, the highest of those that are not free and of those that are. */
    private static long uploadBytes(NetworkPacking packing, int layer) {
        int degree = packing.parameters().degree();
        List<Prime> primes = packing.parameters().ring().primes();
        int highest = primes.getLast().bits();
        int lower = (primes.size() - 1) * highest - packing.budget().droppedBits();
        long bytes = 0;
        for (int free : packing.freeCounts(layer)) {
            bytes += Seed.BYTES
                    + bytes(degree, lower)
                    + bytes(degree - free, highest)
                    + bytes(free, highest - packing.shape().ringBits());
        }
        return bytes;
    }

    private static long responseBytes(NetworkPacking packing, ConvPacking conv) {
        int degree = packing.parameters().degree();
        long bytes = bytes(degree, packing.budget().c1Bits()) * conv.responses();
        for (Tile tile : conv.tiles()) {
            for (int r = 0; r < tile.responses(); r++) {
                bytes += bytes(conv.positions(tile, r).length, packing.budget().c0Bits());
            }
        }
        return bytes;
    }

    private static long elements(NetworkShape shape, TensorShape tensor) {
        return bytes(tensor.size(), shape.ringBits());
    }

    private static long bytes(int count, int bits) {
        return ((long) count * bits + 7) / 8;
    }

    /** Of a ticket, both ways. */
    public long ticketBytes() {
        return uploadBytes + responseBytes;
    }

    /** Bits down for each sum; the sums themselves have l bits. */
    public double responseBitsPerResult() {
        return 8.0 * responseBytes / results;
    }
}
