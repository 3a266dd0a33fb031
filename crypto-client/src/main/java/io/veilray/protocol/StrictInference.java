package io.veilray.protocol;

import io.veilray.compare.GadgetClient;
import io.veilray.share.BitPacking;
import io.veilray.share.Conversation;
import io.veilray.share.MalformedMessageException;
import io.veilray.share.Shares;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The client's half of the online phase in strict and quadratic mode: hides the image, answers the server's comparisons or
 * squares one after the other, and learns the logits alone, or the class alone where the network's rules say so. It begins; each message of the server's is due after one of
 * its own. A message that does not fit ends it. Closing it from another thread is safe.
 */
public final class StrictInference implements Conversation, AutoCloseable {
    private final StrictShares shares;
    private final StrictPlan plan;
    private final int rounds;
    /** What is to be sent, made already. */
    private byte @Nullable [] message;

    private double[] logits = {};
    private int winner = -1;
    private int round;
    private int gadget;
    /** Flights of the current comparison that have passed. */
    private int flight;

    private boolean closed;

    StrictInference(StrictShares shares, long[] input) {
        this.shares = shares;
        this.plan = shares.plan;
        this.rounds = plan.rounds();
        int bits = plan.shape().ringBits();
        long[] hidden = new Shares(bits).hide(input, shares.inputMask);
        Arrays.fill(shares.inputMask, 0);
        this.message = BitPacking.pack(hidden, bits);
    }

    /** Pairs of messages done. */
    public synchronized int round() {
        return round;
    }

    /** Pairs of messages in all. */
    public int rounds() {
        return rounds;
    }

    @Override
    public synchronized boolean finished() {
        return round == rounds;
    }

    @Override
    public synchronized boolean speaks() {
        return message != null;
    }

    @Override
    public synchronized byte[] next() {
        requireOpen();
        if (message == null) {
            throw new IllegalStateException("nothing to send in round " + round + ": the server's message is due");
        }
        byte[] out = message;
        message = null;
        return out;
    }

    @Override
    public synchronized int due() {
        if (message != null || finished()) {
            throw new IllegalStateException("no message is due from the server");
        }
        return last() ? plan.answerBytes() : plan.gadgets().get(gadget).flightBytes(flight);
    }

    private boolean last() {
        return gadget == plan.gadgets().size();
    }

    @Override
    public synchronized void accept(byte[] answer) throws MalformedMessageException {
        requireOpen();
        try {
            if (message != null || finished()) {
                throw new MalformedMessageException("the server sent " + answer.length + " bytes in round " + round
                        + " of " + rounds + " where nothing was due");
            }
            MalformedMessageException.requireLength("the server's message of round " + round, answer, due());
            take(answer);
        } catch (MalformedMessageException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void take(byte[] answer) throws MalformedMessageException {
        if (last()) {
            open(answer);
            round++;
            return;
        }
        GadgetClient current = shares.gadgets.get(gadget);
        message = current.answer(answer);
        round++;
        flight += 2;
        if (flight == plan.gadgets().get(gadget).flights()) {
            current.close();
            gadget++;
            flight = 0;
        }
    }

    private void open(byte[] answer) throws MalformedMessageException {
        int bits = plan.openedBits();
        long[] theirs = Messages.unpack("the answer's shares", answer, plan.opened(), bits);
        if (plan.shape().rules().classOnly()) {
            winner = plan.winner(shares.answer[0], theirs[0]);
        } else {
            logits = numbers(new Shares(bits).combine(shares.answer, theirs));
        }
        Arrays.fill(shares.answer, 0);
    }

    private double[] numbers(long[] sums) {
        NetworkShape shape = plan.shape();
        int exponent = shape.droppedLogitBits() - shape.activationBits() - shape.weightBits();
        TensorShape map = shape.layers().getLast().linearOutput();
        double positions = (double) map.height() * map.width();
        return Arrays.stream(sums)
                .mapToDouble(sum -> Math.scalb((double) sum, exponent) / positions)
                .toArray();
    }

    /**
     * The last layer's sums, or their mean if they are a map, as numbers, to as many bits as the network's rules give; none
     * if these give the class alone.
     */
    public synchronized double[] logits() {
        requireAnswer();
        return logits.clone();
    }

    /** The index of the largest logit, where the network's rules give the class alone. */
    public synchronized int winner() {
        requireAnswer();
        if (winner < 0) {
            throw new IllegalStateException("this network tells its logits, from which the largest follows");
        }
        return winner;
    }

    private void requireAnswer() {
        requireOpen();
        if (!finished()) {
            throw new IllegalStateException("no answer after " + round + " of " + rounds + " rounds");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the inference was closed");
        }
    }

    /** Destroys what is left of the ticket, and the logits. */
    @Override
    public synchronized void close() {
        closed = true;
        message = null;
        Arrays.fill(logits, 0);
        winner = -1;
        shares.close();
    }
}
