package io.veilray.protocol;

import io.veilray.compare.Gadget;
import io.veilray.ot.Transfers;
import io.veilray.share.BitPacking;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

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

    private StrictPlan(NetworkShape shape, List<StrictLayer> layers) {
        this.shape = shape;
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
        StrictPlan plan = new StrictPlan(shape, layers);
        long transfers = Math.max(received, plan.serverReceives());
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

    /** What follows layer {@code index}, which is not the last one. */
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
        return sum(Gadget::clientStoredBytes) + inputBytes() + logitBytes();
    }

    /** Bytes of the server's half, its seed aside. */
    public long serverStoredBytes() {
        return sum(Gadget::serverStoredBytes);
    }

    /** Bytes of {@link StrictRounds#SHARED_INPUT}. */
    public int inputBytes() {
        return BitPacking.packedBytes(shape.input().size(), shape.ringBits());
    }

    /** Bytes of {@link StrictRounds#LOGIT_SHARES}. */
    public int logitBytes() {
        return BitPacking.packedBytes(shape.classes(), shape.ringBits());
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
        out.add(new Message(StrictRounds.LOGIT_SHARES, logitBytes()));
        return out;
    }

    /** The client's share of a layer's sums without their g low bits, modulo 2^k. */
    long[] clientTruncated(long[] sums) {
        return truncated(sums, 0);
    }

    /**
     * The server's: of d - 1, taken modulo 2^l, it drops the low bits, and adds 1. c and d - 1 add up to x - 1 modulo 2^l. Let
     * r be its g low bits and c' those of c. Those of d - 1 and c' add up to r or r + 2^g, the latter when c' > r, so the
     * shares add up to floor((x - 1) / 2^g) + 1 = ceil(x / 2^g), less 1 when c' > r, modulo 2^k. If 2^g divides x, r is 2^g -
     * 1 and the result x / 2^g. Else r + 1 is x modulo 2^g, and as c is uniform, 1 is subtracted with probability 1 -
     * (r + 1) / 2^g: one of the two neighbours of x / 2^g, and x / 2^g itself in the mean over tickets.
     */
    long[] serverTruncated(long[] sums) {
        return truncated(sums, 1);
    }

    private long[] truncated(long[] sums, int lower) {
        long ring = (1L << shape.ringBits()) - 1;
        long mask = (1L << comparedBits()) - 1;
        long[] out = new long[sums.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = ((sums[i] - lower & ring) >>> shape.weightBits()) + lower & mask;
        }
        return out;
    }

    /** One side's shares of the last layer's sums, added up over the positions of its map if it has one. */
    long[] logitShares(long[] sums) {
        long[] out = new long[shape.classes()];
        int area = sums.length / out.length;
        for (int i = 0; i < sums.length; i++) {
            out[i / area] += sums[i];
        }
        long mask = (1L << shape.ringBits()) - 1;
        for (int i = 0; i < out.length; i++) {
            out[i] &= mask;
        }
        return out;
    }
}
