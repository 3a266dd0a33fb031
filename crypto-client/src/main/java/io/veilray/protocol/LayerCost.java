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
 * @param ticketBytes both ways
 * @param onlineBytesUp the tensor that becomes ready for this layer, l bits an entry
 * @param onlineBytesDown the layer's sums, l bits an entry
 */
public record LayerCost(int uploads, int responses, long ticketBytes, long onlineBytesUp, long onlineBytesDown) {
    public static LayerCost of(NetworkPacking packing, int layer) {
        ConvPacking conv = packing.layer(layer);
        List<Prime> primes = packing.parameters().ring().primes();
        long whole = bits(primes) * packing.parameters().degree() / 8;
        long responseBits = bits(primes.subList(0, packing.responsePrimes()));
        long upload = Seed.BYTES + whole;
        long down = responseBits * packing.parameters().degree() / 8 * conv.responses();
        for (Tile tile : conv.tiles()) {
            for (int r = 0; r < tile.responses(); r++) {
                down += (responseBits * conv.positions(tile, r).length + 7) / 8;
            }
        }
        return new LayerCost(
                conv.uploads(),
                conv.responses(),
                upload * conv.uploads() + down,
                elements(packing.shape(), packing.shape().tensor(layer)),
                elements(packing.shape(), packing.shape().layers().get(layer).linearOutput()));
    }

    private static long bits(List<Prime> primes) {
        return primes.stream().mapToLong(Prime::bits).sum();
    }

    private static long elements(NetworkShape shape, TensorShape tensor) {
        return ((long) tensor.size() * shape.ringBits() + 7) / 8;
    }
}
