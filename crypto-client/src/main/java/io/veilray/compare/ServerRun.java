package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import io.veilray.share.MalformedMessageException;
import java.util.Arrays;
import java.util.List;

/**
 * The server's side of a run of comparisons or carries, whatever comes after the tree; see {@link ClientRun}. Ahead of time
 * {@link #accept}; online {@link #begin}, {@link #answer} as often as there are messages of the client that are not the
 * last, {@link #finish}.
 *
 * <p><b>Guarantees</b>: everything sent is uniform to the client, whatever the client sends, masked by pads and masks that
 * are used once, so the client learns nothing. No message makes it fail but by its length. Used once only; wiped by
 * {@link #finish}, after a message of wrong length and by {@link #close}. <b>Does not guarantee</b> the right result
 * against a client that deviates. One thread at a time.
 */
final class ServerRun implements GadgetServer {
    private final RunShape shape;
    private final ServerLeaves leaves;
    private final CarryTree tree;
    private final ServerEnding ending;

    private enum Step {
        NEW,
        READY,
        ANSWERING,
        LAST,
        SPENT
    }

    private Step step = Step.NEW;
    private final PadReceiver receiving;
    private final PadSender sending;
    /** The client's message that is due. */
    private int flight = 1;

    private long[] input = {};

    ServerRun(RunShape shape, ServerEnding ending, PadReceiver receiving, PadSender sending) {
        this.shape = shape;
        leaves = new ServerLeaves(shape.plan(), shape.count());
        tree = new CarryTree(shape.plan(), shape.count(), true);
        this.ending = ending;
        this.receiving = receiving;
        this.sending = sending;
    }

    /** Ahead of time: takes its transfers; returns its own corrections, which may be empty. */
    @Override
    public byte[] accept(byte[] clientCorrections) throws MalformedMessageException {
        require(Step.NEW, "accept corrections");
        Message in = received("the client's corrections", clientCorrections, shape.clientCorrectionBytes());
        draw(in);
        Message out = Message.ofBytes(shape.serverCorrectionBytes());
        tree.writeCorrections(out);
        step = Step.READY;
        return out.complete();
    }

    private void draw(Message in) {
        long[][] choices = in.vectors(shape.plan().lowBits(), shape.count());
        long[][] nodes = in.vectors(shape.plan().nodeCorrections(), shape.count());
        long[] strings = in.take(Bits.words(shape.count(), shape.outBits()));
        try (Pads pads = new Pads(receiving, sending)) {
            for (int from = 0; from < shape.count(); from += Pads.BLOCK) {
                int block = Math.min(Pads.BLOCK, shape.count() - from);
                leaves.draw(pads, from, block, choices);
                tree.draw(pads, from >>> 6, block);
                ending.draw(pads, from, block, strings);
            }
        }
        tree.correct(nodes);
    }

    /**
     * Online: the first message.
     *
     * @param input shares, or of carries its numbers, in [0, 2^bits)
     */
    @Override
    public byte[] begin(long[] input) {
        require(Step.READY, "begin");
        RingCheck.require("input", input, shape.count(), shape.inputBits());
        this.input = input.clone();
        Message out = Message.ofBytes(shape.flightBytes(0));
        tree.finishMasks(ending.lastMask(input));
        leaves.write(out, input, tree);
        ending.write(out, input);
        next(0);
        return out.complete();
    }

    /** Online: the answer to a message of the client that is not the last. */
    @Override
    public byte[] answer(byte[] clientMessage) throws MalformedMessageException {
        require(Step.ANSWERING, "answer");
        Message in = due(clientMessage);
        Message out = Message.ofBytes(shape.flightBytes(flight + 1));
        hearLeaves(in);
        tree.step(in, out);
        next(2);
        return out.complete();
    }

    /** Online: the result's shares, in [0, 2^outBits). Nothing is left after that. */
    @Override
    public long[] finish(byte[] lastMessage) throws MalformedMessageException {
        require(Step.LAST, "finish");
        Message in = due(lastMessage);
        hearLeaves(in);
        long[] shares = ending.finish(in, tree.result(in), input);
        close();
        return shares;
    }

    private void hearLeaves(Message in) {
        if (flight > 1) {
            return;
        }
        int words = Bits.words(shape.count());
        Wires[] wires = new Wires[shape.plan().digits()];
        for (int digit = 0; digit < wires.length; digit++) {
            wires[digit] = new Wires(in.take(words), digit > 0 ? in.take(words) : null);
        }
        tree.begin(wires);
    }

    private void next(int flights) {
        flight += flights;
        step = flight == shape.flights() - 1 ? Step.LAST : Step.ANSWERING;
    }

    private Message due(byte[] message) throws MalformedMessageException {
        return received("the client's message " + flight, message, shape.flightBytes(flight));
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

    private List<Held> content() {
        return List.of(leaves, tree, ending);
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
    }

    @Override
    public String toString() {
        return "ServerRun";
    }
}
