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

    private final Supplier<Ends> fresh;
    private @Nullable Ends kept;
    private long age;
    private boolean lent;
    private boolean closed;

    SessionTransfers(Supplier<Ends> fresh) {
        this.fresh = fresh;
    }

    /** The client's way: waits until they are free, and takes them at whatever age they are. */
    synchronized TransfersLease await() throws CloudException {
        try {
            while (lent && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(Reason.CANCELLED, "the preparation was interrupted while another one ran", e);
        }
        requireOpen();
        return lend();
    }

    /** The server's way: of that age or, at age 0, new ones; empty if they have another age. */
    synchronized Optional<TransfersLease> ofAge(long wanted) throws CloudException {
        requireOpen();
        if (lent) {
            throw new CloudException(Reason.BUSY, "the session prepares another strict ticket");
        }
        if (wanted == 0) {
            destroy();
        }
        return wanted == age ? Optional.of(lend()) : Optional.empty();
    }

    private void requireOpen() throws CloudException {
        if (closed) {
            throw new CloudException(Reason.LOST, "the session was closed");
        }
    }

    private TransfersLease lend() {
        lent = true;
        Ends transfers = kept == null ? fresh.get() : kept;
        kept = null;
        return new TransfersLease(this, transfers, age);
    }

    /** @param unbroken whether both sides are at the same point of them */
    synchronized void giveBack(Ends transfers, boolean unbroken) {
        lent = false;
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
