package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import io.veilray.share.MalformedMessageException;

/**
 * The server's side of a run of comparisons; see {@link ReluClient}. Ahead of time {@link #accept}; online {@link #begin},
 * {@link #answer} as often as there are messages of the client that are not the last, {@link #finish}.
 *
 * <p><b>Guarantees</b>: everything sent is uniform to the client, whatever the client sends, masked by pads and masks that
 * are used once, so the client learns nothing. No message makes it fail but by its length. Used once only; wiped by
 * {@link #finish}, after a message of wrong length and by {@link #close}. <b>Does not guarantee</b> the right result
 * against a client that deviates. One thread at a time.
 */
public final class ReluServer implements GadgetServer {
    private final ServerRun run;

    public ReluServer(ReluShape shape, PadReceiver receiving, PadSender sending) {
        run = new ServerRun(shape.run(), new ServerMultiplexer(shape), receiving, sending);
    }

    /** Ahead of time: takes its transfers; returns its own corrections, which may be empty. */
    @Override
    public byte[] accept(byte[] clientCorrections) throws MalformedMessageException {
        return run.accept(clientCorrections);
    }

    /**
     * Online: the first message.
     *
     * @param input shares, in [0, 2^bits)
     */
    @Override
    public byte[] begin(long[] input) {
        return run.begin(input);
    }

    /** Online: the answer to a message of the client that is not the last. */
    @Override
    public byte[] answer(byte[] clientMessage) throws MalformedMessageException {
        return run.answer(clientMessage);
    }

    /** Online: the result's shares, in [0, 2^outBits). Nothing is left after that. */
    @Override
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
        return "ReluServer";
    }
}
