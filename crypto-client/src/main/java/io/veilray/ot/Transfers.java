package io.veilray.ot;

import io.veilray.share.Conversation;

/** One party's end of the random oblivious transfers of a session, in both directions. One thread at a time. */
public final class Transfers implements AutoCloseable {
    private Transfers() {}

    public static Transfers ofClient() {
        return new Transfers();
    }

    public static Transfers ofServer() {
        return new Transfers();
    }

    /** The pads of the transfers that the other side receives. */
    public PadSender sending() {
        throw new UnsupportedOperationException("transfers are being built");
    }

    /** The choices and pads of the transfers that this side receives. */
    public PadReceiver receiving() {
        throw new UnsupportedOperationException("transfers are being built");
    }

    /**
     * Afterwards that many can be taken. Both sides call it with the same numbers, at the same point.
     *
     * @param clientReceives transfers with the client as receiver
     * @param serverReceives transfers with the server as receiver
     */
    public Conversation refill(long clientReceives, long serverReceives) {
        throw new UnsupportedOperationException("transfers are being built");
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "Transfers";
    }
}
