package io.veilray.protocol;

import io.veilray.protocol.CloudException.Reason;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The client's half of a ticket: good for one inference. Masks used twice would show the difference of two images, so
 * {@link #begin} works once, and closing the inference or the ticket destroys the content.
 */
public final class ClientTicket implements AutoCloseable {
    private final TicketShares shares;
    private final AtomicBoolean used = new AtomicBoolean();

    ClientTicket(TicketShares shares) {
        this.shares = shares;
    }

    /**
     * Begins the online phase. The ticket is spent from here on, whatever happens.
     *
     * @param input the patch in fixed point, {@code [channel][row][column]}
     */
    public ClientInference begin(long[] input) throws CloudException {
        if (input.length != shares.shape.input().size()) {
            throw new IllegalArgumentException("input of " + input.length + " entries: this ticket's network takes "
                    + shares.shape.input().size());
        }
        if (!used.compareAndSet(false, true)) {
            throw new CloudException(Reason.TICKET_SPENT, "this ticket has been used");
        }
        return new ClientInference(shares, input);
    }

    /** Destroys an unused ticket. */
    @Override
    public void close() {
        if (used.compareAndSet(false, true)) {
            shares.close();
        }
    }
}
