package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import io.veilray.share.MalformedMessageException;

/** The server's side of a run of carries; see {@link CarryClient}. Used like {@link ReluServer}, with the same guarantees. */
public final class CarryServer implements AutoCloseable {
    private final ServerRun run;

    public CarryServer(CarryShape shape, PadReceiver receiving, PadSender sending) {
        run = new ServerRun(shape.run(), new ServerBitShare(shape.run()), receiving, sending);
    }

    /** Ahead of time: takes its transfers; returns its own corrections, which may be empty. */
    public byte[] accept(byte[] clientCorrections) throws MalformedMessageException {
        return run.accept(clientCorrections);
    }

    /**
     * Online: the first message.
     *
     * @param input its numbers, in [0, 2^bits)
     */
    public byte[] begin(long[] input) {
        return run.begin(input);
    }

    /** Online: the answer to a message of the client that is not the last. */
    public byte[] answer(byte[] clientMessage) throws MalformedMessageException {
        return run.answer(clientMessage);
    }

    /** Online: the result's shares, in [0, 2^outBits). Nothing is left after that. */
    public long[] finish(byte[] lastMessage) throws MalformedMessageException {
        return run.finish(lastMessage);
    }

    long heldBytes() {
        return run.heldBytes();
    }

    boolean wiped() {
        return run.wiped();
    }

    @Override
    public void close() {
        run.close();
    }

    @Override
    public String toString() {
        return "CarryServer";
    }
}
