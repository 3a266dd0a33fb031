package io.veilray.protocol;

import io.veilray.compare.GadgetServer;
import io.veilray.share.Conversation;
import io.veilray.share.MalformedMessageException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** The server's half of what {@link ClientOffline} does. Gives the transfers back as soon as it is finished. */
final class ServerOffline implements Conversation, AutoCloseable {
    private final StrictPlan plan;
    private final TransfersLease lease;
    private final Conversation refill;
    private final List<GadgetServer> gadgets = new ArrayList<>();
    private final Queue<byte[]> corrections = new ArrayDeque<>();
    private boolean given;
    private boolean closed;

    ServerOffline(StrictPlan plan, TransfersLease lease) {
        this.plan = plan;
        this.lease = lease;
        this.refill = lease.transfers().refill(plan.clientReceives(), plan.serverReceives());
        giveBackIfFinished();
    }

    private boolean gathered() {
        return gadgets.size() == plan.gadgets().size();
    }

    @Override
    public synchronized boolean finished() {
        return refill.finished() && gathered() && corrections.isEmpty();
    }

    @Override
    public synchronized boolean speaks() {
        return refill.finished() ? gathered() && !corrections.isEmpty() : refill.speaks();
    }

    @Override
    public synchronized byte[] next() {
        requireOpen();
        if (!speaks()) {
            throw new IllegalStateException("nothing to send: the client's message is due");
        }
        byte[] message = refill.finished() ? corrections.remove() : refill.next();
        giveBackIfFinished();
        return message;
    }

    @Override
    public synchronized int due() {
        if (speaks() || finished()) {
            throw new IllegalStateException("no message is due from the client");
        }
        return refill.finished() ? plan.gadgets().get(gadgets.size()).clientCorrectionBytes() : refill.due();
    }

    @Override
    public synchronized void accept(byte[] message) throws MalformedMessageException {
        requireOpen();
        try {
            MalformedMessageException.requireLength(
                    "the client's message", message, speaks() || finished() ? 0 : due());
            if (!refill.finished()) {
                refill.accept(message);
            } else {
                correct(message);
            }
        } catch (MalformedMessageException | RuntimeException e) {
            close();
            throw e;
        }
        giveBackIfFinished();
    }

    private void correct(byte[] message) throws MalformedMessageException {
        SessionTransfers.Ends transfers = lease.transfers();
        GadgetServer gadget = plan.gadgets().get(gadgets.size()).server(transfers.receiving(), transfers.sending());
        gadgets.add(gadget);
        corrections.add(gadget.accept(message));
    }

    private void giveBackIfFinished() {
        if (finished()) {
            lease.done();
            lease.close();
        }
    }

    /** The server's half of the ticket, once finished; whoever takes it owns it. */
    synchronized ServerShares shares() {
        requireOpen();
        if (!finished() || given) {
            throw new IllegalStateException("the comparisons of the ticket are not ready, or were taken");
        }
        given = true;
        return new ServerShares(plan, List.copyOf(gadgets));
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the preparation was closed");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (!given) {
            gadgets.forEach(GadgetServer::close);
        }
        lease.close();
    }
}
