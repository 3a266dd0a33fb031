package io.veilray.protocol;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import io.veilray.ot.Transfers;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.share.Conversation;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One side's random transfers of a session, lent to one preparation at a time. Both sides must draw the same amounts from
 * them at the same points, so a preparation that breaks destroys them, and the next one begins anew.
 */
final class SessionTransfers implements AutoCloseable {
    /** What is used of {@link Transfers}. */
    interface Ends extends AutoCloseable {
        PadSender sending();

        PadReceiver receiving();

        Conversation refill(long clientReceives, long serverReceives);

        @Override
        void close();

        static Ends of(Transfers transfers) {
            return new Ends() {
                @Override
                public PadSender sending() {
                    return transfers.sending();
                }

                @Override
                public PadReceiver receiving() {
                    return transfers.receiving();
                }

                @Override
                public Conversation refill(long clientReceives, long serverReceives) {
                    return transfers.refill(clientReceives, serverReceives);
                }

                @Override
                public void close() {
                    transfers.close();
                }
            };
        }
    }

    /**
     * Most that one session's transfers take on one side: in each direction 3 MB for the next extension and 1 MB of noise and
     * trees' ends.
     */
    static final long BYTES = 8 << 20;

    private final Supplier<Ends> fresh;
    private @Nullable Ends kept;
    private long age;
    /** What a preparation holds now, unless it was given up. */
    private @Nullable Ends lent;

    /** Preparations that hold some, those that were given up among them. */
    private int outstanding;

    private boolean closed;

    SessionTransfers(Supplier<Ends> fresh) {
        this.fresh = fresh;
    }

    /** The client's way: waits until they are free, and takes them at whatever age they are. */
    synchronized TransfersLease await() throws CloudException {
        try {
            while (lent != null && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(Reason.CANCELLED, "the preparation was interrupted while another one ran", e);
        }
        requireOpen();
        return lend();
    }

    /**
     * The server's way: of that age or, at age 0, new ones; empty if they have another age or a preparation holds them. At age
     * 0 what a preparation holds is given up: its client has ended it, but this side has not seen that yet or computes still.
     */
    synchronized Optional<TransfersLease> ofAge(long wanted) throws CloudException {
        requireOpen();
        if (wanted == 0) {
            lent = null;
            destroy();
        }
        return wanted == age && lent == null ? Optional.of(lend()) : Optional.empty();
    }

    /** What the transfers take, kept or lent; those that were given up too, until they come back. */
    synchronized long heldBytes() {
        return BYTES * (outstanding + (kept == null ? 0 : 1));
    }

    /** What lending them at that age would add to it. */
    synchronized long newBytes(long wanted) {
        return wanted == 0 && kept == null ? BYTES : 0;
    }

    /** What {@link #giveUpKept} would free. */
    synchronized long keptBytes() {
        return kept == null ? 0 : BYTES;
    }

    /** Destroys those that no preparation holds; the next one begins anew. */
    synchronized void giveUpKept() {
        if (lent == null) {
            destroy();
        }
    }

    private void requireOpen() throws CloudException {
        if (closed) {
            throw new CloudException(Reason.LOST, "the session was closed");
        }
    }

    private TransfersLease lend() {
        lent = kept == null ? fresh.get() : kept;
        kept = null;
        outstanding++;
        return new TransfersLease(this, lent, age);
    }

    /** @param unbroken whether both sides are at the same point of them */
    synchronized void giveBack(Ends transfers, boolean unbroken) {
        outstanding--;
        if (lent != transfers) {
            transfers.close(); // they were given up: others are kept or lent
            return;
        }
        lent = null;
        notifyAll();
        if (unbroken && !closed) {
            kept = transfers;
            age++;
        } else {
            transfers.close();
            age = 0;
        }
    }

    private void destroy() {
        age = 0;
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }

    /** Those that are lent are destroyed when they come back. */
    @Override
    public synchronized void close() {
        closed = true;
        destroy();
        notifyAll();
    }
}
