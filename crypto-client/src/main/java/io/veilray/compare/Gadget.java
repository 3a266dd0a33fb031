package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import java.nio.ByteBuffer;

/**
 * A nonlinear function on shared numbers, what it takes and sends, and its two ends. Offline the client sends its
 * corrections and the server its own; online {@link #flights} messages alternate, the server's first. A run of it takes
 * shares of {@code count} numbers and leaves shares of as many, of which the client chooses its own beforehand.
 */
public sealed interface Gadget permits TreeGadget, SquareShape {
    /** Numbers done together. */
    int count();

    /** What one number costs. */
    ComparisonCost cost();

    /** Random transfers needed with the client as receiver. */
    long clientReceives();

    /** Random transfers needed with the server as receiver. */
    long serverReceives();

    int clientCorrectionBytes();

    int serverCorrectionBytes();

    /** Online messages, alternating, the server's first; an even number. */
    int flights();

    /** Bytes of an online message; flight 0 is the server's. */
    int flightBytes(int flight);

    /** Bytes that {@link GadgetClient#write} writes. */
    long clientStoredBytes();

    /** Bytes that the server's end holds between offline and online phase. */
    long serverStoredBytes();

    /**
     * The client's end, which takes its transfers at once.
     *
     * @param input its shares
     * @param output the shares it wants to end with: uniform, for this run only
     */
    GadgetClient client(long[] input, long[] output, PadReceiver receiving, PadSender sending);

    /** What {@link GadgetClient#write} wrote. */
    GadgetClient readClient(ByteBuffer in);

    /** The server's end. */
    GadgetServer server(PadReceiver receiving, PadSender sending);
}
