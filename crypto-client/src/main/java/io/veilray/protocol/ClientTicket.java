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
        requireFirstUse();
        return new ClientInference(shares, input);
    }

    /**
     * Takes the numbers out so that they can wait elsewhere, masks before products, each in the order of the rounds. This
     * ticket is used up by that; the caller owns the arrays and wipes them.
     */
    public long[][] unload() throws CloudException {
        requireFirstUse();
        return shares.arrays();
    }

    /**
     * A ticket of what {@link #unload} gave, which it owns from here on. Whoever loads the same numbers twice breaks what
     * this class is for.
     */
    public static ClientTicket load(NetworkShape shape, long[][] numbers) {
        return new ClientTicket(new TicketShares(shape, numbers));
    }

    /** Entries of each array that {@link #unload} gives. */
    public static int[] lengths(NetworkShape shape) {
        return TicketShares.lengths(shape);
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
            shares.close();
        }
    }
}
