package io.veilray.share;

/** The other side sent what the protocol does not allow. The message says what was due and what came, never content. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedMessageException(String message) {
        super(message);
    }

    /** Fails unless a message has the length that is due. */
    public static void requireLength(String what, byte[] message, int due) throws MalformedMessageException {
        if (message.length != due) {
            throw new MalformedMessageException(what + " has " + message.length + " bytes where " + due + " were due");
        }
    }
}
