package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import io.veilray.share.MalformedMessageException;
import java.nio.ByteBuffer;

/**
 * The client's side of a run of carries: of its numbers c, known ahead of time, and the server's d, both below 2^bits, shares
 * of the bit c + d >= 2^bits. Used like {@link ReluClient}, with the same guarantees.
 */
public final class CarryClient implements AutoCloseable {
    private final ClientRun run;

    private CarryClient(ClientRun run) {
        this.run = run;
    }

    /**
     * Takes its transfers at once.
     *
     * @param input its numbers, in [0, 2^bits)
     * @param output the shares it wants to end with, in [0, 2^outBits): uniform, for this run only
     */
    public CarryClient(CarryShape shape, long[] input, long[] output, PadReceiver receiving, PadSender sending) {
        this(new ClientRun(shape.run(), new ClientBitShare(shape.run()), input, output, receiving, sending));
    }

    /** Ahead of time: what turns random transfers into the wanted ones, to the server. Once. */
    public byte[] corrections() {
        return run.corrections();
    }

    /** Ahead of time: the server's corrections, which may be empty. */
    public void accept(byte[] serverCorrections) throws MalformedMessageException {
        run.accept(serverCorrections);
    }

    /** Online: the answer to the server's next message. After the last answer nothing is left. */
    public byte[] answer(byte[] serverMessage) throws MalformedMessageException {
        return run.answer(serverMessage);
    }

    /** Moves everything out, exactly {@link CarryShape#clientStoredBytes}, after the corrections and before the first answer. */
    public void write(ByteBuffer out) {
        run.write(out);
    }

    /** What {@link #write} wrote. Whoever reads the same bytes twice breaks what this class is for. */
    public static CarryClient read(CarryShape shape, ByteBuffer in) {
        return new CarryClient(ClientRun.read(shape.run(), new ClientBitShare(shape.run()), in));
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
        return "CarryClient";
    }
}
