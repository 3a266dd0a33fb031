package io.veilray.protocol;

import io.veilray.protocol.CloudException.Reason;
import io.veilray.share.FixedPoint;
import io.veilray.share.Shares;
import java.util.Arrays;

/**
 * The client's half of the online phase, masked mode: sends each tensor hidden by its mask, adds the two shares of the
 * layer's sums, applies the nonlinear operations and rescales. Sums arrive scaled by a positive factor per channel and
 * permuted, which no operation here minds. Closing it from another thread is safe: what was wiped is never sent.
 */
public final class ClientInference implements AutoCloseable {
    private final TicketShares shares;
    private final NetworkShape shape;
    private final Shares ring;
    private long[] activation;
    private int round;
    private boolean sent;
    private boolean closed;

    ClientInference(TicketShares shares, long[] input) {
        this.shares = shares;
        this.shape = shares.shape;
        this.ring = new Shares(shape.ringBits());
        this.activation = input.clone();
    }

    /** Whether the logits are there. */
    public synchronized boolean finished() {
        return round == shape.rounds();
    }

    /** Rounds done. */
    public synchronized int round() {
        return round;
    }

    /** What to send in this round; once per round. */
    public synchronized MaskedActivation next() {
        requireOpen();
        if (sent || finished()) {
            throw new IllegalStateException("round " + round + " was sent already: accept its answer first");
        }
        sent = true;
        long[] mask = shares.masks[round];
        long[] hidden = ring.hide(activation, mask);
        Arrays.fill(mask, 0);
        return new MaskedActivation(round, hidden);
    }

    /** Takes the server's answer to what {@link #next} gave. */
    public synchronized void accept(MaskedOutput output) throws CloudException {
        requireOpen();
        LayerShape layer = shape.layers().get(Math.min(round, shape.rounds() - 1));
        if (!sent
                || output.round() != round
                || output.elements().length != layer.linearOutput().size()) {
            throw new CloudException(
                    Reason.PROTOCOL,
                    "the server answered round " + output.round() + " with " + output.elements().length
                            + " elements where round " + round + " with "
                            + layer.linearOutput().size() + " was due");
        }
        long[] sums = ring.combine(shares.products[round], output.elements());
        Arrays.fill(shares.products[round], 0);
        Arrays.fill(activation, 0);
        round++;
        sent = false;
        activation = finished() ? sums : nextActivation(sums, layer);
    }

    private long[] nextActivation(long[] sums, LayerShape layer) {
        long[] values = layer.activation(sums, shape.activationBits(), shape.weightBits());
        Arrays.fill(sums, 0);
        return values;
    }

    /** The last layer's sums, or their mean if they are a map, as numbers. */
    public synchronized double[] logits() {
        return numbers(shape.layers().getLast().apply(lastSums()));
    }

    /** The last layer's sums as numbers, {@code [class][row][column]}: one position if the network makes no map. */
    public synchronized double[] evidence() {
        return numbers(lastSums());
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the inference was closed");
        }
    }

    private long[] lastSums() {
        requireOpen();
        if (!finished()) {
            throw new IllegalStateException("logits after " + round + " of " + shape.rounds() + " rounds");
        }
        return activation;
    }

    private double[] numbers(long[] sums) {
        FixedPoint format = new FixedPoint(shape.activationBits() + shape.weightBits());
        return Arrays.stream(sums).mapToDouble(format::decode).toArray();
    }

    /** Destroys what is left of the ticket and of the activation. */
    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(activation, 0);
        shares.close();
    }
}
