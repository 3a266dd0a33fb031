package io.veilray.share;

/**
 * One side of an exchange whose order and lengths both sides know beforehand; a side may speak several times in a row. One
 * thread at a time.
 */
public interface Conversation {
    /** Whether nothing more is to be said by either side. */
    boolean finished();

    /** Whether this side's message is next. */
    boolean speaks();

    /** This side's message. */
    byte[] next();

    /** Bytes of the message that is due from the other side. */
    int due();

    void accept(byte[] message) throws MalformedMessageException;
}
