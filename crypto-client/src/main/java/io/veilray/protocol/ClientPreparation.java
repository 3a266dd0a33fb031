package io.veilray.protocol;

import io.veilray.he.Decryptor;
import io.veilray.he.Encryptor;
import io.veilray.he.SecretKey;
import io.veilray.packing.ConvPacking;
import io.veilray.packing.Tile;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.NetworkPacking.Place;
import io.veilray.ring.Purpose;
import io.veilray.ring.Sampler;
import io.veilray.ring.Seed;
import io.veilray.share.Conversation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client's half of the offline phase: draws a uniform mask r for every tensor, most of it while it encrypts it for
 * the first layer that reads it, encrypts it for every layer that reads it, and decrypts c = W r - s as it comes back.
 *
 * <p>In strict mode a {@link #conversation} follows. {@link #nextMask} may run on one thread while {@link #accept} runs on
 * another. Closing it before {@link #finish} wipes the masks; after that the ticket owns them.
 */
public final class ClientPreparation implements AutoCloseable {
    private final NetworkPacking packing;
    private final Encryptor encryptor;
    private final Decryptor decryptor;
    private final List<Place> masks;
    private final List<Place> products;
    private final TicketShares shares;
    private final FreeCoefficients free;
    private int sent;
    private int received;
    private boolean finished;
    private volatile boolean closed;
    /** Strict mode only. */
    private final @Nullable TransfersLease lease;

    private @Nullable ClientOffline offline;

    ClientPreparation(SecretKey key, NetworkPacking packing, @Nullable TransfersLease lease) {
        this.packing = packing;
        this.lease = lease;
        int bits = packing.shape().ringBits();
        this.encryptor = new Encryptor(key, packing.budget());
        this.decryptor = new Decryptor(key, packing.budget());
        this.masks = packing.places(Tile::uploads);
        this.products = packing.places(Tile::responses);
        this.shares = new TicketShares(packing.shape());
        this.free = new FreeCoefficients(packing);
        try (Seed seed = Seed.random();
                Sampler sampler = new Sampler()) {
            for (int i = 0; i < shares.masks.length; i++) {
                sampler.reseed(seed, Purpose.MASK, i).uniformBits(shares.masks[i], bits);
            }
        }
    }

    /** Messages that {@link #nextMask} gives in all. */
    public int masks() {
        return masks.size();
    }

    /** Messages that {@link #accept} wants in all. */
    public int products() {
        return products.size();
    }

    /** The next encrypted mask, in the fixed order. */
    public EncryptedMask nextMask() {
        if (closed) {
            throw new IllegalStateException("the preparation was closed");
        }
        Place place = masks.get(sent++);
        int[] freeCoefficients = free.next(place);
        long[] drawn = encryptor.begin(freeCoefficients);
        keep(place, freeCoefficients, drawn);
        Arrays.fill(drawn, 0);
        ConvPacking layer = packing.layer(place.layer());
        long[] polynomial =
                layer.packInput(layer.tiles().get(place.tile()), place.index(), shares.masksReadBy(place.layer()));
        EncryptedMask mask =
                new EncryptedMask(place.layer(), place.tile(), place.index(), encryptor.finish(polynomial));
        Arrays.fill(polynomial, 0);
        return mask;
    }

    /** What encryption drew is the mask from here on. */
    private void keep(Place place, int[] coefficients, long[] drawn) {
        ConvPacking layer = packing.layer(place.layer());
        long[][] masks = shares.masksReadBy(place.layer());
        int[] next = {0};
        layer.forEachEntry(layer.tiles().get(place.tile()), place.index(), (coefficient, input, entry) -> {
            if (next[0] < coefficients.length && coefficients[next[0]] == coefficient) {
                masks[input][entry] = drawn[next[0]++];
            }
        });
    }

    /** Which result coefficients the next product carries, or an empty array after the last one. */
    public int[] nextPositions() {
        if (received == products.size()) {
            return new int[0];
        }
        Place place = products.get(received);
        ConvPacking layer = packing.layer(place.layer());
        return layer.positions(layer.tiles().get(place.tile()), place.index());
    }

    /** Takes the next product, which must be the one the order says. */
    public void accept(MaskedProduct product) throws CloudException {
        Place place = new Place(product.layer(), product.tile(), product.index());
        if (received == products.size() || !products.get(received).equals(place)) {
            String expected = received == products.size()
                    ? "the ticket"
                    : products.get(received).toString();
            throw new CloudException(
                    Reason.PROTOCOL, "the server sent the product of " + place + " where " + expected + " was due");
        }
        ConvPacking layer = packing.layer(place.layer());
        Tile tile = layer.tiles().get(place.tile());
        long[] values = decryptor.decrypt(product.response(), layer.positions(tile, place.index()));
        int[] outputs = layer.outputs(tile, place.index());
        for (int i = 0; i < outputs.length; i++) {
            shares.products[place.layer()][outputs[i]] = values[i];
        }
        Arrays.fill(values, 0);
        received++;
    }

    /**
     * How many strict tickets were made on the transfers that this one uses, to tell the server before the first mask; 0,
     * "begin anew", for new ones and in masked mode.
     */
    public long transfersAge() {
        return lease == null ? 0 : lease.age();
    }

    /**
     * What is to be said after the last product: finished at once in masked mode. In strict mode the server's last message
     * ends it, and the session's transfers stay good only if it comes to its end. It may be held on any one thread.
     *
     * @throws CloudException if not every product has come
     */
    public synchronized Conversation conversation() throws CloudException {
        requireProducts();
        if (lease == null) {
            return NothingToSay.INSTANCE;
        }
        if (closed) {
            throw new IllegalStateException("the preparation was closed");
        }
        if (offline == null) {
            offline = new ClientOffline(StrictPlan.of(packing.shape()), shares, lease, Seed.random());
        }
        return offline;
    }

    private void requireProducts() throws CloudException {
        if (sent != masks.size() || received != products.size()) {
            throw new CloudException(
                    Reason.PROTOCOL,
                    "the server ended the preparation after " + received + " of " + products.size() + " products");
        }
    }

    /** The client's half of the ticket, once every product has come and the conversation is finished. */
    public synchronized ClientTicket finish() throws CloudException {
        if (!conversation().finished()) {
            throw new CloudException(
                    Reason.PROTOCOL, "the server ended the preparation before its comparisons were ready");
        }
        finished = true;
        return new ClientTicket(offline == null ? shares : offline.shares());
    }

    @Override
    public synchronized void close() {
        closed = true;
        encryptor.close();
        decryptor.close();
        if (!finished) {
            shares.close();
        }
        if (offline != null) {
            offline.close();
        }
        if (lease != null) {
            lease.close();
        }
    }
}
