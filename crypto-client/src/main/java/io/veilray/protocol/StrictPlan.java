package io.veilray.protocol;

import io.veilray.compare.Gadget;
import io.veilray.ot.Transfers;
import io.veilray.share.BitPacking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What both sides do where sums stay shared, in strict and in quadratic mode, derived from the network's public form: every
 * comparison or square, every message and its length. Cheap to make.
 */
public final class StrictPlan {
    /** Most that the server may have to keep for one ticket: 256 MB. */
    public static final long MOST_SERVER_BYTES = 1L << 28;

    /** Fewest bits that are left to compare. */
    private static final int LEAST_BITS = 4;

    /** Most runs of comparisons or squares, each of a round trip or more: far more than any network's. */
    static final int MOST_GADGETS = 1 << 12;

    /** Most pairs that all pools' levels may list: hundreds of pools of a thousand; planning them takes a moment. */
    private static final int MOST_INDICES = 1 << 20;

    /** A message and its length. */
    public record Message(StrictRounds kind, int bytes) {}

    private final NetworkShape shape;
    private final List<StrictLayer> layers;
    private final List<Gadget> gadgets;
    /** Where the client is to learn the class alone. */
    private final @Nullable ClassAnswer classAnswer;

    private StrictPlan(NetworkShape shape, List<StrictLayer> layers) {
        this.shape = shape;
        this.classAnswer = shape.rules().classOnly() ? ClassAnswer.of(shape) : null;
        this.layers = List.copyOf(layers);
        this.gadgets =
                layers.stream().flatMap(layer -> layer.gadgets().stream()).toList();
    }

    /** @throws IllegalArgumentException naming layer and reason if the network's mode cannot run it */
    public static StrictPlan of(NetworkShape shape) {
        int bits = shape.ringBits() - shape.weightBits();
        if (!shape.mode().shared() || bits < LEAST_BITS) {
            throw new IllegalArgumentException("a network of " + shape.mode().word() + " mode with ring bits "
                    + shape.ringBits() + " and weight bits " + shape.weightBits()
                    + ": the mode must be strict or quadratic, and the two must differ by " + LEAST_BITS + " or more");
        }
        List<StrictLayer> layers = new ArrayList<>();
        int gadgets = 0;
        long indices = 0;
        long received = 0;
        for (LayerShape layer : shape.layers().subList(0, shape.rounds() - 1)) {
            StrictLayer made = StrictLayer.of(layer, shape);
            layers.add(made);
            gadgets += made.gadgets().size();
            received +=
                    made.gadgets().stream().mapToLong(Gadget::clientReceives).sum();
            indices += made.levels().stream()
                    .mapToLong(level -> level.left().length)
                    .sum();
            if (indices > MOST_INDICES) {
                throw new IllegalArgumentException("up to layer " + layer.name() + " the pools of this network list "
                        + indices + " pairs along their axes: at most " + MOST_INDICES + " are allowed");
            }
            if (gadgets > MOST_GADGETS || received > Transfers.MOST_READY) {
                break; // too much already: refused below before the other layers are made
            }
        }
        if (shape.rules().classOnly() && layers.size() == shape.rounds() - 1) {
            StrictLayer tree = ClassAnswer.of(shape).tree();
            layers.add(tree);
            gadgets += tree.gadgets().size();
        }
        StrictPlan plan = new StrictPlan(shape, layers);
        long transfers = Math.max(plan.clientReceives(), plan.serverReceives());
        if (plan.serverStoredBytes() > MOST_SERVER_BYTES
                || transfers > Transfers.MOST_READY
                || gadgets > MOST_GADGETS) {
            throw new IllegalArgumentException("up to layer "
                    + shape.layers().get(layers.size() - 1).name() + " a ticket of this network takes "
                    + plan.serverStoredBytes() + " bytes on the server, " + transfers + " transfers and " + gadgets
                    + " runs of comparisons or squares: at most " + MOST_SERVER_BYTES + ", " + Transfers.MOST_READY
                    + " and " + MOST_GADGETS + " are allowed");
        }
        return plan;
    }

    public NetworkShape shape() {
        return shape;
    }

    /** k = l - g: sums are compared or squared modulo 2^k, without the fractional bits that truncation drops. */
    public int comparedBits() {
        return shape.ringBits() - shape.weightBits();
    }

    /** Numbers that are opened at the end: the logits, or one where the client is to learn the class alone. */
    int opened() {
        return classAnswer == null ? shape.classes() : 1;
    }

    /** They are opened modulo two to this: logits without the low bits that the client is not to learn. */
    public int openedBits() {
        return classAnswer == null ? logitBits() : classAnswer.placeBits();
    }

    /** m: logits are told or compared modulo two to this. */
    private int logitBits() {
        return shape.ringBits() - shape.droppedLogitBits();
    }

    /** What follows layer {@code index}; the last one has something where the client is to learn the class alone. */
    StrictLayer layer(int index) {
        return layers.get(index);
    }

    /** Every comparison or square, in the order in which both sides prepare and use them. */
    public List<Gadget> gadgets() {
        return gadgets;
    }

    private long sum(ToLongFunction<Gadget> what) {
        return gadgets.stream().mapToLong(what).sum();
    }

    /** Random transfers that a ticket takes with the client as receiver. */
    public long clientReceives() {
        return sum(Gadget::clientReceives);
    }

    /** The same with the server as receiver. */
    public long serverReceives() {
        return sum(Gadget::serverReceives);
    }

    /** Bytes of the client's half of a ticket while it waits. */
    public long clientStoredBytes() {
        return sum(Gadget::clientStoredBytes) + inputBytes() + answerBytes();
    }

    /** Bytes of the server's half, its seed aside. */
    public long serverStoredBytes() {
        return sum(Gadget::serverStoredBytes);
    }

    /** The most that the server's half takes while it is made: the corrections wait for the last of the client's. */
    public long serverMakingBytes() {
        return serverStoredBytes() + sum(Gadget::serverCorrectionBytes);
    }

    /** Bytes of {@link StrictRounds#SHARED_INPUT}. */
    public int inputBytes() {
        return BitPacking.packedBytes(shape.input().size(), shape.ringBits());
    }

    /** Bytes of {@link StrictRounds#LOGIT_SHARES} or {@link StrictRounds#CLASS_SHARE}. */
    public int answerBytes() {
        return BitPacking.packedBytes(opened(), openedBits());
    }

    /** Pairs of online messages, each the client's and then the server's. */
    public int rounds() {
        return 1 + gadgets.stream().mapToInt(gadget -> gadget.flights() / 2).sum();
    }

    /** The corrections: all of the client's, then all of the server's. What makes the transfers comes before. */
    public List<Message> corrections() {
        List<Message> out = new ArrayList<>();
        for (Gadget gadget : gadgets) {
            out.add(new Message(StrictRounds.CLIENT_CORRECTIONS, gadget.clientCorrectionBytes()));
        }
        for (Gadget gadget : gadgets) {
            out.add(new Message(StrictRounds.SERVER_CORRECTIONS, gadget.serverCorrectionBytes()));
        }
        return out;
    }

    /** The online messages, client and server in turn. */
    public List<Message> online() {
        List<Message> out = new ArrayList<>();
        out.add(new Message(StrictRounds.SHARED_INPUT, inputBytes()));
        for (Gadget gadget : gadgets) {
            for (int flight = 0; flight < gadget.flights(); flight++) {
                StrictRounds kind = flight % 2 == 0 ? StrictRounds.SERVER_COMPARISON : StrictRounds.CLIENT_COMPARISON;
                out.add(new Message(kind, gadget.flightBytes(flight)));
            }
        }
        out.add(new Message(classAnswer == null ? StrictRounds.LOGIT_SHARES : StrictRounds.CLASS_SHARE, answerBytes()));
        return out;
    }

    /** The client's way through what follows a layer, from its shares of the layer's sums. */
    LayerWalk clientWalk(int layer, long[] sums) {
        return layer == shape.rounds() - 1
                ? answerWalk(layer, requireClassAnswer().clientPlaced(clientLogits(sums)))
                : walk(layer, sums, 0, 0);
    }

    /** The server's. */
    LayerWalk serverWalk(int layer, long[] sums) {
        if (layer == shape.rounds() - 1) {
            return answerWalk(layer, requireClassAnswer().serverPlaced(serverLogits(sums)));
        }
        return shape.rules().faithful() ? walk(layer, sums, half(), 0) : walk(layer, sums, -1, 1);
    }

    private LayerWalk answerWalk(int layer, long[] placed) {
        return new LayerWalk(layer(layer), placed, null, requireClassAnswer().bits());
    }

    private ClassAnswer requireClassAnswer() {
        if (classAnswer == null) {
            throw new IllegalStateException("nothing follows the logits of this network");
        }
        return classAnswer;
    }

    /** A side's share of what is opened, from the end of its way through what follows the logits. */
    long[] place(LayerWalk answered) {
        long[] largest = answered.input();
        long[] place = {requireClassAnswer().place(largest[0])};
        Arrays.fill(largest, 0);
        return place;
    }

    /** The class, of both sides' shares of what is opened. */
    int winner(long client, long server) {
        return requireClassAnswer().winner(client, server);
    }

    private LayerWalk walk(int layer, long[] sums, long before, long after) {
        long[] low = shape.rules().faithful() ? low(sums, before) : null;
        return new LayerWalk(layer(layer), shifted(sums, shape.weightBits(), before, after), low, comparedBits());
    }

    /** Added to a sum that is rounded to the nearest. */
    private long half() {
        return 1L << shape.weightBits() - 1;
    }

    private long[] low(long[] values, long before) {
        long mask = (1L << shape.weightBits()) - 1;
        return Arrays.stream(values).map(value -> value + before & mask).toArray();
    }

    /** The client's shares of the logits, from its shares of the last layer's sums. */
    long[] clientLogits(long[] sums) {
        return opened(sums, 0, 0);
    }

    /** The server's; t bits less of them as one-bit truncation drops g. */
    long[] serverLogits(long[] sums) {
        return opened(sums, -1, 1);
    }

    private long[] opened(long[] sums, long before, long after) {
        long[] whole = addedUp(sums);
        long[] out = shifted(whole, shape.droppedLogitBits(), before, after);
        Arrays.fill(whole, 0);
        return out;
    }

    /** Over the positions of the last layer's map if it has one. */
    private long[] addedUp(long[] sums) {
        long[] out = new long[shape.classes()];
        int area = sums.length / out.length;
        for (int i = 0; i < sums.length; i++) {
            out[i / area] += sums[i];
        }
        return out;
    }

    /**
     * One side's shares v without their low bits, floor(((v + before) mod 2^l) / 2^bits) + after, modulo 2^(l-bits). For g
     * bits of a sum x = c + d:
     *
     * <p><b>One bit</b>: the client's c as it is; the server's d with -1 before and 1 after. c and d - 1 add up to x - 1 modulo
     * 2^l. Let r be its g low bits and c' those of c. Those of d - 1 and c' add up to r or r + 2^g, the latter when c' > r, so
     * the shares add up to floor((x - 1) / 2^g) + 1 = ceil(x / 2^g), less 1 when c' > r, modulo 2^k. If 2^g divides x, r is
     * 2^g - 1 and the result x / 2^g. Else r + 1 is x modulo 2^g, and as c is uniform, 1 is subtracted with probability 1 -
     * (r + 1) / 2^g: one of the two neighbours of x / 2^g, and x / 2^g itself in the mean over tickets.
     *
     * <p><b>Faithful</b>: the server's with 2^(g-1) before. c and d + 2^(g-1) add up to x + 2^(g-1) modulo 2^l, so the shares add
     * up to floor((x + 2^(g-1)) / 2^g), less the carry of their low bits, which a gadget adds: x / 2^g to the nearest, ties
     * up, modulo 2^k.
     */
    private long[] shifted(long[] values, int bits, long before, long after) {
        long ring = (1L << shape.ringBits()) - 1;
        long mask = ring >>> bits;
        long[] out = new long[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = ((values[i] + before & ring) >>> bits) + after & mask;
        }
        return out;
    }
}
