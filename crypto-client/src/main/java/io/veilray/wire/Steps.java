package io.veilray.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.share.Conversation;
import io.veilray.share.MalformedMessageException;
import io.veilray.wire.v1.Step;

/**
 * One side's conversation as the steps of a stream: numbers what goes out, and checks number and length of what comes in
 * before the conversation sees it. One thread at a time.
 */
public final class Steps {
    private final Conversation conversation;
    /** Messages so far, of both sides. */
    private int number;

    public Steps(Conversation conversation) {
        this.conversation = conversation;
    }

    /** Whether nothing more is to be said by either side. */
    public boolean finished() {
        return conversation.finished();
    }

    /** Whether this side's step is next. */
    public boolean speaks() {
        return !finished() && conversation.speaks();
    }

    /** This side's step. */
    public Step next() {
        ByteString content = UnsafeByteOperations.unsafeWrap(conversation.next());
        return Step.newBuilder().setNumber(number++).setContent(content).build();
    }

    /** Takes the other side's step. */
    public void accept(Step step) throws CloudException {
        if (finished() || conversation.speaks()) {
            throw new CloudException(Reason.PROTOCOL, "the other side sent a step out of turn");
        }
        if (step.getNumber() != number) {
            throw new CloudException(
                    Reason.PROTOCOL,
                    "the other side sent step " + Integer.toUnsignedString(step.getNumber()) + " where step " + number
                            + " was due");
        }
        CiphertextCodec.requireLength("content of step " + number, step.getContent(), conversation.due());
        try {
            conversation.accept(step.getContent().toByteArray());
        } catch (MalformedMessageException e) {
            throw new CloudException(Reason.PROTOCOL, "step " + number + ": " + e.getMessage(), e);
        }
        number++;
    }
}
