package io.veilray.ot;

import io.veilray.share.Conversation;
import io.veilray.share.MalformedMessageException;
import java.util.List;

/** A conversation whose messages are known beforehand, each with its length and with what this side does at it. */
final class Refill implements Conversation {
    /** Fills a message of this side, or reads one of the other. */
    interface Action {
        void run(byte[] message) throws MalformedMessageException;
    }

    /** One message. */
    record Message(boolean own, String name, int bytes, Action action) {}

    /** What becomes of the transfers. */
    interface Outcome {
        void requireOpen();

        void finished();

        void broken();
    }

    private final List<Message> messages;
    private final Outcome outcome;
    private int next;

    Refill(List<Message> messages, Outcome outcome) {
        this.messages = messages;
        this.outcome = outcome;
        if (messages.isEmpty()) {
            outcome.finished();
        }
    }

    @Override
    public boolean finished() {
        return next == messages.size();
    }

    @Override
    public boolean speaks() {
        return !finished() && messages.get(next).own();
    }

    @Override
    public byte[] next() {
        byte[] message = new byte[turn(true).bytes()];
        try {
            run(message);
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("a message of one's own was refused", e);
        }
        return message;
    }

    @Override
    public int due() {
        return turn(false).bytes();
    }

    @Override
    public void accept(byte[] message) throws MalformedMessageException {
        Message due = turn(false);
        try {
            MalformedMessageException.requireLength(due.name(), message, due.bytes());
        } catch (MalformedMessageException e) {
            outcome.broken();
            throw e;
        }
        run(message);
    }

    private Message turn(boolean own) {
        outcome.requireOpen();
        if (finished() || messages.get(next).own() != own) {
            throw new IllegalStateException(
                    finished()
                            ? "the conversation is finished"
                            : own ? "the other side is to speak" : "this side is to speak");
        }
        return messages.get(next);
    }

    /** Whatever goes wrong in between leaves the two sides apart. */
    private void run(byte[] message) throws MalformedMessageException {
        boolean done = false;
        try {
            messages.get(next).action().run(message);
            done = true;
        } finally {
            if (!done) {
                outcome.broken();
            }
        }
        next++;
        if (finished()) {
            outcome.finished();
        }
    }
}
