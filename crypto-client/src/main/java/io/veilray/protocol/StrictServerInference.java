package io.veilray.protocol;

import io.veilray.compare.GadgetServer;
import io.veilray.share.BitPacking;
import io.veilray.share.Conversation;
import io.veilray.share.MalformedMessageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server's half of the online phase of one ticket of strict or quadratic mode: linear layers on its own shares, and comparisons or squares. The client
 * begins; every message of its is answered by one. A message that does not fit ends it. Closing it destroys the ticket's
 * content.
 */
public final class StrictServerInference implements Conversation, AutoCloseable {
    private final StrictPlan plan;
    private final LinearServer server;
    private final ServerShares shares;
    /** Shares u of the tensors, from the image on: later layers may read them again. */
    private final List<long[]> tensors = new ArrayList<>();

    private @Nullable LayerWalk walk;
    /** What is to be sent, made already. */
    private byte @Nullable [] message;

    private int gadget;
    /** The next flight of the current comparison. */
    private int flight;

    private boolean answered;
    private boolean closed;

    /** Owns both from here on. */
    public StrictServerInference(LinearServer server, ServerShares shares) {
        this.server = server;
        this.shares = shares;
        this.plan = shares.use();
    }

    @Override
    public synchronized boolean finished() {
        return answered && message == null;
    }

    @Override
    public synchronized boolean speaks() {
        return message != null;
    }

    @Override
    public synchronized byte[] next() {
        requireOpen();
        if (message == null) {
            throw new IllegalStateException("nothing to send: the client's message is due");
        }
        byte[] out = message;
        message = null;
        return out;
    }

    @Override
    public synchronized int due() {
        if (message != null || finished()) {
            throw new IllegalStateException("no message is due from the client");
        }
        return tensors.isEmpty()
                ? plan.inputBytes()
                : plan.gadgets().get(gadget).flightBytes(flight);
    }

    @Override
    public synchronized void accept(byte[] received) throws MalformedMessageException {
        requireOpen();
        try {
            if (message != null || finished()) {
                throw new MalformedMessageException(
                        "the client sent " + received.length + " bytes where nothing was due");
            }
            MalformedMessageException.requireLength("the client's message", received, due());
            message = answer(received);
        } catch (MalformedMessageException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private byte[] answer(byte[] received) throws MalformedMessageException {
        if (tensors.isEmpty()) {
            NetworkShape shape = plan.shape();
            tensors.add(Messages.unpack(
                    "the image's shares", received, shape.input().size(), shape.ringBits()));
            return layer();
        }
        GadgetServer current = shares.gadget(gadget);
        if (flight + 1 < plan.gadgets().get(gadget).flights()) {
            flight += 2;
            return current.answer(received);
        }
        long[] result = current.finish(received);
        current.close();
        gadget++;
        return afterComparison(result);
    }

    /** The sums of the layer that reads the newest tensor, and what begins their comparison, or the logits' shares. */
    private byte[] layer() {
        int layer = tensors.size() - 1;
        long[] sums = server.apply(layer, tensors);
        try {
            if (atLogits() && !plan.shape().rules().classOnly()) {
                answered = true;
                return BitPacking.pack(plan.serverLogits(sums), plan.openedBits());
            }
            walk = plan.serverWalk(layer, sums);
            return comparison();
        } finally {
            Arrays.fill(sums, 0);
        }
    }

    private boolean atLogits() {
        return tensors.size() == plan.shape().rounds();
    }

    private byte[] comparison() {
        long[] input = walk.input();
        flight = 1;
        byte[] first = shares.gadget(gadget).begin(input);
        Arrays.fill(input, 0);
        return first;
    }

    private byte[] afterComparison(long[] result) {
        if (walk.last()) { // never after the logits
            walk.close();
            walk = null;
            tensors.add(result);
            return layer();
        }
        walk.take(result);
        Arrays.fill(result, 0);
        if (atLogits() && walk.last()) {
            answered = true;
            return BitPacking.pack(plan.place(walk), plan.openedBits());
        }
        return comparison();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the inference was closed");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        message = null;
        tensors.forEach(tensor -> Arrays.fill(tensor, 0));
        if (walk != null) {
            walk.close();
        }
        shares.close();
        server.close();
    }
}
