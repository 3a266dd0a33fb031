package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import io.veilray.share.MalformedMessageException;
import java.nio.ByteBuffer;

/**
 * The client's side of a run of comparisons: from shares of y modulo 2^k, the client's known ahead of time, to shares of
 * max(0, y) modulo 2^out, the client's chosen ahead of time.
 *
 * <p>Ahead of time: {@link #corrections}, then {@link #accept}; after that it can wait, also in a file. Online:
 * {@link #answer} to each of the server's messages, {@link ReluShape#flights} / 2 times. Transfers are taken in the
 * constructor and, on the server's side, in {@link ReluServer#accept}: several runs must have the same order in both.
 *
 * <p><b>Guarantees</b>: given transfers that keep what they promise, everything sent is uniform to a server whatever it
 * sends, masked by pads and shares that are used once. Used once only; wiped after the last answer, by
 * {@link #write}, after a message of wrong length and by {@link #close}. <b>Does not guarantee</b> that a server that
 * deviates gives the right result. One thread at a time.
 */
public final class ReluClient implements GadgetClient {
    private final ClientRun run;

    private ReluClient(ClientRun run) {
        this.run = run;
    }

    /**
     * Takes its transfers at once.
     *
     * @param input shares, in [0, 2^bits)
     * @param output the shares it wants to end with, in [0, 2^outBits): uniform, for this run only
     */
    public ReluClient(ReluShape shape, long[] input, long[] output, PadReceiver receiving, PadSender sending) {
        this(new ClientRun(shape.run(), new ClientMultiplexer(shape), input, output, receiving, sending));
    }

    /** Ahead of time: what turns random transfers into the wanted ones, to the server. Once. */
    @Override
    public byte[] corrections() {
        return run.corrections();
    }

    /** Ahead of time: the server's corrections, which may be empty. */
    @Override
    public void accept(byte[] serverCorrections) throws MalformedMessageException {
        run.accept(serverCorrections);
    }

    /** Online: the answer to the server's next message. After the last answer nothing is left. */
    @Override
    public byte[] answer(byte[] serverMessage) throws MalformedMessageException {
        return run.answer(serverMessage);
    }

    /** Moves everything out, exactly {@link ReluShape#clientStoredBytes}, after the corrections and before the first answer. */
    @Override
    public void write(ByteBuffer out) {
        run.write(out);
    }

    /** What {@link #write} wrote. Whoever reads the same bytes twice breaks what this class is for. */
    public static ReluClient read(ReluShape shape, ByteBuffer in) {
        return new ReluClient(ClientRun.read(shape.run(), new ClientMultiplexer(shape), in));
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
        return "ReluClient";
    }
}
