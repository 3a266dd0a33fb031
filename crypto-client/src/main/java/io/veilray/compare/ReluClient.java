package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import io.veilray.share.MalformedMessageException;
import java.nio.ByteBuffer;

/** The client's side of a run of comparisons. */
public final class ReluClient implements AutoCloseable {
    /** Takes its pads at once. */
    public ReluClient(ReluShape shape, long[] input, long[] output, PadReceiver receiving, PadSender sending) {
        throw new UnsupportedOperationException();
    }

    public byte[] corrections() {
        throw new UnsupportedOperationException();
    }

    public void accept(byte[] serverCorrections) throws MalformedMessageException {
        throw new UnsupportedOperationException();
    }

    public byte[] answer(byte[] serverMessage) throws MalformedMessageException {
        throw new UnsupportedOperationException();
    }

    /** Spends this object. */
    public void write(ByteBuffer out) {
        throw new UnsupportedOperationException();
    }

    public static ReluClient read(ReluShape shape, ByteBuffer in) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
