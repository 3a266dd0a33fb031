package io.veilray.protocol;

import io.veilray.compare.Gadget;
import io.veilray.compare.GadgetClient;
import io.veilray.ring.Purpose;
import io.veilray.ring.Sampler;
import io.veilray.ring.Seed;
import io.veilray.share.Conversation;
import io.veilray.share.MalformedMessageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client's half of what follows the last product where sums stay shared: new transfers, then its corrections of every
 * comparison, then the server's. All of the client's inputs are known here: c = W r - s of every layer, truncated, and on
 * from there the shares it draws for every result. Closing it from another thread is safe.
 */
final class ClientOffline implements Conversation, AutoCloseable {
    private final StrictPlan plan;
    private final TicketShares shares;
    private final TransfersLease lease;
    private final Conversation refill;
    private final List<GadgetClient> gadgets = new ArrayList<>();
    private final Seed seed;
    private @Nullable LayerWalk walk;
    private int layer;
    private int accepted;
    private boolean given;
    private boolean closed;

    /**
     * @param shares with every mask and product
     * @param lease of the session's transfers
     * @param seed fresh, for the shares of what lies between; all three are owned from here on
     */
    ClientOffline(StrictPlan plan, TicketShares shares, TransfersLease lease, Seed seed) {
        this.seed = seed;
        this.plan = plan;
        this.shares = shares;
        this.lease = lease;
        this.refill = lease.transfers().refill(plan.clientReceives(), plan.serverReceives());
        leaseIfDone();
    }

    @Override
    public synchronized boolean finished() {
        return refill.finished() && accepted == plan.gadgets().size();
    }

    @Override
    public synchronized boolean speaks() {
        return refill.finished() ? gadgets.size() < plan.gadgets().size() : refill.speaks();
    }

    @Override
    public synchronized byte[] next() {
        requireOpen();
        if (!speaks()) {
            throw new IllegalStateException("nothing to send: the server's message is due");
        }
        if (!refill.finished()) {
            return refill.next();
        }
        GadgetClient gadget = nextGadget(plan.gadgets().get(gadgets.size()));
        gadgets.add(gadget);
        return gadget.corrections();
    }

    private GadgetClient nextGadget(Gadget shape) {
        if (walk == null) {
            walk = plan.clientWalk(layer, shares.products[layer]);
        }
        boolean last = walk.last(); // never after the logits
        long[] input = walk.input();
        long[] output = last ? shares.masks[layer + 1] : uniform(input.length, walk.bits());
        SessionTransfers.Ends transfers = lease.transfers();
        GadgetClient gadget = shape.client(input, output, transfers.receiving(), transfers.sending());
        Arrays.fill(input, 0);
        if (last) {
            walk.close();
            walk = null;
            layer++;
        } else {
            walk.take(output);
            Arrays.fill(output, 0);
        }
        return gadget;
    }

    private long[] uniform(int count, int bits) {
        long[] out = new long[count];
        try (Sampler sampler = new Sampler()) {
            sampler.reseed(seed, Purpose.RESULT_SHARE, gadgets.size()).uniformBits(out, bits);
        }
        return out;
    }

    @Override
    public synchronized int due() {
        if (speaks() || finished()) {
            throw new IllegalStateException("no message is due from the server");
        }
        return refill.finished() ? plan.gadgets().get(accepted).serverCorrectionBytes() : refill.due();
    }

    @Override
    public synchronized void accept(byte[] message) throws MalformedMessageException {
        requireOpen();
        try {
            take(message);
        } catch (MalformedMessageException | RuntimeException e) {
            close();
            throw e;
        }
        leaseIfDone();
    }

    private void take(byte[] message) throws MalformedMessageException {
        MalformedMessageException.requireLength("the server's message", message, speaks() || finished() ? 0 : due());
        if (!refill.finished()) {
            refill.accept(message);
        } else {
            gadgets.get(accepted).accept(message);
            accepted++;
        }
    }

    private void leaseIfDone() {
        if (finished()) {
            lease.done();
        }
    }

    /** The ticket's content, once finished; whoever takes it owns it. */
    synchronized StrictShares shares() {
        requireOpen();
        if (!finished() || given) {
            throw new IllegalStateException("the comparisons of the ticket are not ready, or were taken");
        }
        given = true;
        long[] answer =
                walk == null ? plan.clientLogits(shares.products[shares.products.length - 1]) : plan.place(walk);
        return new StrictShares(plan, shares.masks[0].clone(), answer, List.copyOf(gadgets));
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the preparation was closed");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        shares.close();
        seed.close();
        if (walk != null) {
            walk.close();
        }
        if (!given) {
            gadgets.forEach(GadgetClient::close);
        }
        lease.close();
    }
}
