package io.veilray.protocol;

/** A session's transfers in the hands of one preparation. Closing it gives them back, or destroys them if it broke off. */
public final class TransfersLease implements AutoCloseable {
    private final SessionTransfers owner;
    private final SessionTransfers.Ends transfers;
    private final long age;
    private boolean done;
    private boolean closed;

    TransfersLease(SessionTransfers owner, SessionTransfers.Ends transfers, long age) {
        this.owner = owner;
        this.transfers = transfers;
        this.age = age;
    }

    /** Strict tickets that were made on them before; 0 for new ones. */
    public long age() {
        return age;
    }

    SessionTransfers.Ends transfers() {
        return transfers;
    }

    /** Both sides have taken from them all that they had to. */
    synchronized void done() {
        done = true;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            owner.giveBack(transfers, done);
        }
    }
}
