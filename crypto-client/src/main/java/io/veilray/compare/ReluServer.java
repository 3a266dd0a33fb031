package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import io.veilray.share.MalformedMessageException;

/** The server's side of a run of comparisons. */
public final class ReluServer implements AutoCloseable {
    public ReluServer(ReluShape shape, PadReceiver receiving, PadSender sending) {
        throw new UnsupportedOperationException();
    }

    /** Takes its pads; returns this side's corrections. */
    public byte[] accept(byte[] clientCorrections) throws MalformedMessageException {
        throw new UnsupportedOperationException();
    }

    public byte[] begin(long[] input) {
        throw new UnsupportedOperationException();
    }

    public byte[] answer(byte[] clientMessage) throws MalformedMessageException {
        throw new UnsupportedOperationException();
    }

    public long[] finish(byte[] lastMessage) throws MalformedMessageException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
