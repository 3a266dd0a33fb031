package io.veilray.ot;

import io.veilray.share.Conversation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One party's end of the random oblivious transfers of a session, in both directions. One thread at a time.
 *
 * <p>Base transfers on P-256 ({@link BaseTransfers}) are extended to some 23,000 correlated transfers a direction
 * ({@link SoftSpoken}), these to 179,000 and those to ten million at a time ({@link CorrelatedStream}) by noisy linear codes
 * of public seeds. None of the ten million is held: blocks are grown, and hashed to pads ({@link Pads}), as they are taken.
 *
 * <p><b>Guarantees</b> against parties that follow the protocol: the sender learns nothing of the choices; the receiver
 * nothing of the pad it did not choose; 128-bit security by the sources named at each type. Nothing is handed out twice;
 * {@link #close} overwrites all that is secret. <b>Does not guarantee</b> anything against a party that departs from the
 * protocol (there are no consistency checks), nor constant time where the machine itself is watched.
 */
public final class Transfers implements AutoCloseable {
    /** Most transfers that may be made ready in one direction: about 3 MB of state for every ten million. */
    public static final long MOST_READY = 1L << 26;

    private enum State {
        NEW("new"),
        NEW_REFILLING("being refilled"),
        READY("ready"),
        REFILLING("being refilled"),
        BROKEN("broken"),
        CLOSED("closed");

        private final String word;

        State(String word) {
            this.word = word;
        }
    }

    private final boolean client;
    private final CorrelatedStream sent;
    private final CorrelatedStream received;
    private final Pads sentPads;
    private final Pads receivedPads;
    private State state = State.NEW;
    /** While the first refill is under way. */
    private @Nullable Setup setup;

    Transfers(boolean client, LpnParameters start, LpnParameters main) {
        this.client = client;
        sent = new CorrelatedStream(start, main);
        received = new CorrelatedStream(start, main);
        sentPads = new Pads(sent);
        receivedPads = new Pads(received);
    }

    public static Transfers ofClient() {
        return new Transfers(true, LpnParameters.FIRST, LpnParameters.MAIN);
    }

    public static Transfers ofServer() {
        return new Transfers(false, LpnParameters.FIRST, LpnParameters.MAIN);
    }

    /** The pads of the transfers that the other side receives. */
    public PadSender sending() {
        return (count, zeros, ones) -> {
            requireUsable();
            sentPads.both(count, zeros, ones);
        };
    }

    /** The choices and pads of the transfers that this side receives. */
    public PadReceiver receiving() {
        return (count, choices, pads) -> {
            requireUsable();
            receivedPads.chosen(count, choices, pads);
        };
    }

    /**
     * Afterwards that many can be taken. Both sides call it with the same numbers, at the same point, and take nothing
     * until it is finished; if it cannot be finished, the transfers are of no more use and are to be closed. The first refill
     * has three or four messages, a later one none to two, of which the client's may be empty.
     *
     * @param clientReceives transfers with the client as receiver, at most {@link #MOST_READY}
     * @param serverReceives transfers with the server as receiver, at most {@link #MOST_READY}
     */
    public Conversation refill(long clientReceives, long serverReceives) {
        requireUsable();
        requireAmount("client", clientReceives);
        requireAmount("server", serverReceives);
        state = state == State.NEW ? State.NEW_REFILLING : State.REFILLING;
        int byServer = (client ? received : sent).extensionsFor(clientReceives);
        int byClient = (client ? sent : received).extensionsFor(serverReceives);
        return new Refill(
                state == State.NEW_REFILLING ? first(byServer, byClient) : later(byServer, byClient), outcome());
    }

    private List<Refill.Message> first(int byServer, int byClient) {
        Setup start = new Setup(sent, received);
        setup = start;
        int seed = sent.seedBlocks();
        List<Refill.Message> messages = new ArrayList<>();
        messages.add(message(
                true, "the base transfers' points", Setup.pointsBytes(), start::writePoints, start::readPoints));
        messages.add(message(
                false, "the client's correlations", Setup.firstBytes(seed), start::writeFirst, start::readFirst));
        int at = Setup.secondBytes(seed);
        messages.add(message(
                true,
                "the server's correlations and the client's trees",
                at + sent.messageBytes(byClient),
                out -> {
                    start.writeSecond(out);
                    sent.extend(byClient, out, at);
                },
                in -> {
                    start.readSecond(in);
                    received.extended(byClient, in, at);
                }));
        if (byServer > 0) {
            messages.add(trees(false, byServer));
        }
        return messages;
    }

    private List<Refill.Message> later(int byServer, int byClient) {
        List<Refill.Message> messages = new ArrayList<>();
        if (byClient + byServer > 0) {
            messages.add(trees(true, byClient));
        }
        if (byServer > 0) {
            messages.add(trees(false, byServer));
        }
        return messages;
    }

    private Refill.Message trees(boolean fromClient, int count) {
        CorrelatedStream stream = fromClient == client ? sent : received;
        return message(
                fromClient,
                fromClient ? "the client's trees" : "the server's trees",
                stream.messageBytes(count),
                out -> sent.extend(count, out, 0),
                in -> received.extended(count, in, 0));
    }

    private Refill.Message message(
            boolean fromClient, String name, int bytes, Refill.Action speak, Refill.Action hear) {
        boolean own = fromClient == client;
        return new Refill.Message(own, name, bytes, own ? speak : hear);
    }

    private Refill.Outcome outcome() {
        return new Refill.Outcome() {
            @Override
            public void requireOpen() {
                if (state != State.NEW_REFILLING && state != State.REFILLING) {
                    throw new IllegalStateException("the transfers are " + state.word);
                }
            }

            @Override
            public void finished() {
                if (setup != null) {
                    setup.close();
                    setup = null;
                }
                state = State.READY;
            }

            @Override
            public void broken() {
                wipe(State.BROKEN);
            }
        };
    }

    private void requireUsable() {
        if (state != State.NEW && state != State.READY) {
            throw new IllegalStateException("the transfers are " + state.word);
        }
    }

    private static void requireAmount(String receiver, long amount) {
        if (amount < 0 || amount > MOST_READY) {
            throw new IllegalArgumentException(
                    amount + " transfers with the " + receiver + " as receiver: must be 0 to " + MOST_READY);
        }
    }

    private void wipe(State last) {
        state = last;
        if (setup != null) {
            setup.wipe();
            setup = null;
        }
        sent.close();
        received.close();
        sentPads.close();
        receivedPads.close();
    }

    @Override
    public void close() {
        wipe(State.CLOSED);
    }

    @Override
    public String toString() {
        return "Transfers";
    }
}
