package io.veilray.protocol;

import io.veilray.protocol.CloudException.Reason;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The client's half of a ticket: good for one inference. Masks used twice would show the difference of two images, so
 * {@link #begin}, or {@link #converse}, works once, and closing the inference or the ticket destroys the content.
 */
public final class ClientTicket implements AutoCloseable {
    private final TicketContent content;
    private final AtomicBoolean used = new AtomicBoolean();

    ClientTicket(TicketContent content) {
        this.content = content;
    }

    /**
     * Begins the online phase in masked mode. The ticket is spent from here on, whatever happens.
     *
     * @param input the patch in fixed point, {@code [channel][row][column]}
     */
    public ClientInference begin(long[] input) throws CloudException {
        if (!(content instanceof TicketShares shares)) {
            throw new IllegalStateException("a ticket of strict mode does not begin, it converses");
        }
        requireInput(input);
        requireFirstUse();
        return new ClientInference(shares, input);
    }

    /** The same in strict mode. */
    public StrictInference converse(long[] input) throws CloudException {
        if (!(content instanceof StrictShares shares)) {
            throw new IllegalStateException("a ticket of masked mode does not converse, it begins");
        }
        requireInput(input);
        requireFirstUse();
        return new StrictInference(shares, input);
    }

    private void requireInput(long[] input) {
        if (input.length != content.shape().input().size()) {
            throw new IllegalArgumentException("input of " + input.length + " entries: this ticket's network takes "
                    + content.shape().input().size());
        }
    }

    /** Bytes that {@link #write} gives for a ticket of that network; may be more than one array holds. */
    public static long storedBytes(NetworkShape shape) {
        return shape.mode().shared() ? StrictPlan.of(shape).clientStoredBytes() : TicketShares.storedBytes(shape);
    }

    /**
     * Moves the content into bytes, which are secret, so that it can wait elsewhere; this ticket is used up. No array of
     * this ticket stays unwiped.
     */
    public void write(ByteBuffer out) throws CloudException {
        requireFirstUse();
        try (TicketContent written = content) {
            written.write(out);
        }
    }

    /**
     * A ticket of what {@link #write} gave. Whoever reads the same bytes twice breaks what this class is for.
     *
     * @throws IllegalArgumentException if they are not a ticket of that network
     */
    public static ClientTicket read(NetworkShape shape, ByteBuffer in) {
        if (in.remaining() < storedBytes(shape)) {
            throw new IllegalArgumentException(
                    "a ticket of " + in.remaining() + " bytes: this network's has " + storedBytes(shape));
        }
        return new ClientTicket(shape.mode().shared() ? StrictShares.read(shape, in) : TicketShares.read(shape, in));
    }

    private void requireFirstUse() throws CloudException {
        if (!used.compareAndSet(false, true)) {
            throw new CloudException(Reason.TICKET_SPENT, "this ticket has been used");
        }
    }

    /** Destroys an unused ticket. */
    @Override
    public void close() {
        if (used.compareAndSet(false, true)) {
            content.close();
        }
    }
}
