package io.veilray.protocol;

import io.veilray.he.Ciphertext;
import io.veilray.he.Response;
import io.veilray.packing.Tile;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.NetworkPacking.Place;
import io.veilray.share.Conversation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The server's half of the offline phase of one ticket. Holds the ciphertexts of a tile until its products are computed. In strict mode a {@link #conversation} follows.
 * One thread at a time. */
public final class ServerPreparation implements AutoCloseable {
    private final NetworkPacking packing;
    private final LinearServer server;
    private final List<Place> masks;
    private final List<Ciphertext> tile = new ArrayList<>();
    private final FreeCoefficients free;
    private int @Nullable [] nextFree;
    private int received;
    private final @Nullable TransfersLease lease;
    private @Nullable ServerOffline offline;

    /** That of masked mode. */
    public ServerPreparation(NetworkPacking packing, LinearServer server) {
        this(packing, server, null);
    }

    /** That of strict or quadratic mode, which owns the lease from here on, and needs one. */
    public ServerPreparation(NetworkPacking packing, LinearServer server, @Nullable TransfersLease lease) {
        if ((lease == null) == packing.shape().mode().shared()) {
            throw new IllegalArgumentException("mode " + packing.shape().mode() + (lease == null ? " without" : " with")
                    + " transfers: strict and quadratic mode need them, masked mode does not");
        }
        this.lease = lease;
        this.packing = packing;
        this.server = server;
        this.masks = packing.places(Tile::uploads);
        this.free = new FreeCoefficients(packing);
    }

    /** The free coefficients of the next mask, which decide its length; none after the last one. */
    public int[] nextFree() {
        if (nextFree == null) {
            nextFree = complete() ? new int[0] : free.next(masks.get(received));
        }
        return nextFree;
    }

    /** Takes the next mask; gives the tile's products once its last mask is there, and nothing before. */
    public List<MaskedProduct> accept(EncryptedMask mask) throws CloudException {
        return take(mask).stream().map(Supplier::get).toList();
    }

    /** The same, but each product is computed when it is asked for, once, on any thread, at the same time as others. */
    public List<Supplier<MaskedProduct>> take(EncryptedMask mask) throws CloudException {
        Place place = new Place(mask.layer(), mask.tile(), mask.upload());
        if (complete() || !masks.get(received).equals(place)) {
            String expected = complete() ? "nothing more" : masks.get(received).toString();
            throw new CloudException(
                    Reason.PROTOCOL, "the client sent the mask of " + place + " where " + expected + " was due");
        }
        nextFree(); // walks on even if nobody asked
        nextFree = null;
        tile.add(server.expand(mask.ciphertext()));
        received++;
        int uploads = packing.layer(mask.layer()).tiles().get(mask.tile()).uploads();
        return tile.size() < uploads ? List.of() : products(mask.layer(), mask.tile());
    }

    private List<Supplier<MaskedProduct>> products(int layer, int tileIndex) {
        List<Supplier<MaskedProduct>> products = new ArrayList<>();
        for (Supplier<Response> response : server.multiply(layer, tileIndex, List.copyOf(tile))) {
            int index = products.size();
            products.add(() -> new MaskedProduct(layer, tileIndex, index, response.get()));
        }
        tile.clear();
        return products;
    }

    /** Whether every mask has come. */
    public boolean complete() {
        return received == masks.size();
    }

    /**
     * What is to be said after the last product: finished at once in masked mode. The client begins. Once it is finished,
     * the session's transfers are free for the next ticket.
     */
    public Conversation conversation() {
        if (!complete()) {
            throw new IllegalStateException(
                    "the conversation begins after the last mask, " + received + " of " + masks.size() + " have come");
        }
        if (lease == null) {
            return NothingToSay.INSTANCE;
        }
        if (offline == null) {
            offline = new ServerOffline(StrictPlan.of(packing.shape()), lease);
        }
        return offline;
    }

    /** What the server keeps besides the seed, once the conversation is finished; the caller owns it. */
    public ServerShares shares() {
        conversation();
        return offline == null ? ServerShares.none() : offline.shares();
    }

    /** Destroys what was made for a ticket that does not come to be, and transfers that broke off. */
    @Override
    public void close() {
        if (offline != null) {
            offline.close();
        }
        if (lease != null) {
            lease.close();
        }
    }
}
