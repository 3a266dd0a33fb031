package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import io.veilray.share.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The client's side of a run of comparisons or carries, whatever comes after the tree: made by {@link ReluShape} and
 * {@link CarryShape}, which say what of.
 *
 * <p>Ahead of time: {@link #corrections}, then {@link #accept}; after that it can wait, also in a file. Online:
 * {@link #answer} to each of the server's messages, {@link RunShape#flights} / 2 times. Transfers are taken in the
 * constructor and, on the server's side, in {@link ServerRun#accept}: several runs must have the same order in both.
 *
 * <p><b>Guarantees</b>: given transfers that keep what they promise, everything sent is uniform to a server whatever it
 * sends, masked by pads and shares that are used once. Used once only; wiped after the last answer, by
 * {@link #write}, after a message of wrong length and by {@link #close}. <b>Does not guarantee</b> that a server that
 * deviates gives the right result. One thread at a time.
 */
final class ClientRun implements GadgetClient {
    private final RunShape shape;
    private final ClientLeaves leaves;
    private final CarryTree tree;
    private final ClientEnding ending;
    private final long[] packedInput;

    private enum Step {
        DRAWN,
        CORRECTING,
        READY,
        ANSWERING,
        SPENT
    }

    private Step step;
    /** For the server, until given out. */
    private byte[] corrections;
    /** The online message that is this side's next. */
    private int flight = 1;
    /** While answering. */
    private long[] input = {};

    private ClientRun(RunShape shape, ClientEnding ending, Step step) {
        this.shape = shape;
        this.step = step;
        leaves = new ClientLeaves(shape.plan(), shape.count());
        tree = new CarryTree(shape.plan(), shape.count(), false);
        this.ending = ending;
        packedInput = new long[Bits.words(shape.count(), shape.inputBits())];
    }

    /**
     * Takes its transfers at once.
     *
     * @param input shares, or of carries its numbers, in [0, 2^bits)
     * @param output the shares it wants to end with, in [0, 2^outBits): uniform, for this run only
     */
    ClientRun(
            RunShape shape,
            ClientEnding ending,
            long[] input,
            long[] output,
            PadReceiver receiving,
            PadSender sending) {
        this(shape, ending, Step.DRAWN);
        RingCheck.require("input", input, shape.count(), shape.inputBits());
        RingCheck.require("output", output, shape.count(), shape.outBits());
        Bits.pack(input, input.length, shape.inputBits(), packedInput, 0);
        long[][] choices = new long[shape.plan().lowBits()][];
        Arrays.setAll(choices, bit -> Bits.plane(input, bit));
        long[] strings = new long[Bits.words(shape.count(), shape.outBits())];
        try (Pads pads = new Pads(receiving, sending)) {
            for (int from = 0; from < shape.count(); from += Pads.BLOCK) {
                int block = Math.min(Pads.BLOCK, shape.count() - from);
                leaves.draw(pads, input, from, block, choices);
                tree.draw(pads, from >>> 6, block);
                ending.draw(pads, input, output, from, block, strings);
            }
        }
        Message out = Message.ofBytes(shape.clientCorrectionBytes());
        for (long[] vector : choices) {
            out.put(vector);
        }
        tree.writeCorrections(out);
        out.put(strings);
        corrections = out.complete();
    }

    /** Ahead of time: what turns random transfers into the wanted ones, to the server. Once. */
    @Override
    public byte[] corrections() {
        require(Step.DRAWN, "give corrections");
        step = Step.CORRECTING;
        byte[] out = corrections;
        corrections = null;
        return out;
    }

    /** Ahead of time: the server's corrections, which may be empty. */
    @Override
    public void accept(byte[] serverCorrections) throws MalformedMessageException {
        require(Step.CORRECTING, "accept corrections");
        Message in = received("the server's corrections", serverCorrections, shape.serverCorrectionBytes());
        tree.correct(in.vectors(shape.plan().nodeCorrections(), shape.count()));
        step = Step.READY;
    }

    /** Online: the answer to the server's next message. After the last answer nothing is left. */
    @Override
    public byte[] answer(byte[] serverMessage) throws MalformedMessageException {
        if (step != Step.ANSWERING) {
            require(Step.READY, "answer");
        }
        Message in = received("the server's message " + (flight - 1), serverMessage, shape.flightBytes(flight - 1));
        Message out = Message.ofBytes(shape.flightBytes(flight));
        if (step == Step.READY) {
            open(in, out);
            step = Step.ANSWERING;
        } else {
            tree.step(in, out);
        }
        flight += 2;
        if (flight > shape.flights()) {
            ending.write(out, tree.result(in), input);
            close();
        }
        return out.complete();
    }

    private void open(Message in, Message out) {
        input = new long[shape.count()];
        Bits.unpack(packedInput, 0, shape.inputBits(), input, input.length);
        tree.finishMasks(ending.lastMask(input));
        Wires[] wires = leaves.open(in, input, tree);
        ending.take(in);
        for (Wires wire : wires) {
            out.put(wire.g());
            if (wire.p() != null) {
                out.put(wire.p());
            }
        }
        tree.begin(wires);
        tree.tell(out);
    }

    private Message received(String what, byte[] message, int due) throws MalformedMessageException {
        try {
            return Message.received(what, message, due);
        } catch (MalformedMessageException e) {
            close();
            throw e;
        }
    }

    private void require(Step wanted, String what) {
        if (step != wanted) {
            throw new IllegalStateException("cannot " + what + " when " + step + ": must be " + wanted);
        }
    }

    /** Moves everything out, exactly {@link RunShape#clientStoredBytes}, after the corrections and before the first answer. */
    @Override
    public void write(ByteBuffer out) {
        require(Step.READY, "write");
        requireRoom(shape, out);
        content().forEach(part -> Held.write(part, out));
        close();
    }

    /** What {@link #write} wrote. Whoever reads the same bytes twice breaks what this class is for. */
    static ClientRun read(RunShape shape, ClientEnding ending, ByteBuffer in) {
        requireRoom(shape, in);
        ClientRun client = new ClientRun(shape, ending, Step.READY);
        client.content().forEach(part -> Held.read(part, in));
        return client;
    }

    private static void requireRoom(RunShape shape, ByteBuffer buffer) {
        if (buffer.remaining() < shape.clientStoredBytes()) {
            throw new IllegalArgumentException(
                    "buffer with " + buffer.remaining() + " bytes left: must be at least " + shape.clientStoredBytes());
        }
    }

    private List<Held> content() {
        List<Held> parts = new ArrayList<>(List.of(leaves, tree, ending));
        parts.add(() -> List.of(packedInput));
        return parts;
    }

    /** Bytes held between the phases. */
    long heldBytes() {
        return content().stream().mapToLong(Held::bytes).sum();
    }

    boolean wiped() {
        return content().stream().allMatch(Held::wiped) && Arrays.stream(input).allMatch(share -> share == 0);
    }

    @Override
    public void close() {
        step = Step.SPENT;
        content().forEach(Held::wipe);
        tree.close();
        Arrays.fill(input, 0);
        corrections = null;
    }

    @Override
    public String toString() {
        return "ClientRun";
    }
}
