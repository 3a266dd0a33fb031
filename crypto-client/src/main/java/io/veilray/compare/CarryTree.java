package io.veilray.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One party's half of the tree of a {@link CarryPlan}: ahead of time masks of all wires, online the walk from the digits
 * to the carry. Both parties run the same code; the server adds the terms that both know.
 *
 * <p>Each party's share of a level's wires can be said as soon as it knows the level below. Who hears the other's shares
 * of a level, and has said its own, knows the level; who hears them before having said its own can go on and say its
 * shares of the next level in the same message. So two levels take one message each way.
 */
final class CarryTree implements Held {
    private final CarryPlan plan;
    private final int words;
    private final boolean addsKnown;
    /** By level, from 1, and place; null where a pair is passed on. */
    private final List<List<CarryNode>> nodes = new ArrayList<>();
    /** Own masks of the wires, by level from 0 and place. */
    private Wires[][] masks;

    private int level;
    /** Wires of {@link #level}. */
    private Wires[] known;
    /** Own shares of the level above that the other party has been told; null if none. */
    private Wires[] told;

    CarryTree(CarryPlan plan, int count, boolean addsKnown) {
        this.plan = plan;
        this.words = Bits.words(count);
        this.addsKnown = addsKnown;
        for (int up = 1; up <= plan.levels(); up++) {
            List<CarryNode> row = new ArrayList<>();
            for (int slot = 0; slot < plan.slots(up); slot++) {
                int joined = plan.joined(up, slot);
                row.add(joined == 1 ? null : new CarryNode(words, slot > 0, joined == 3));
            }
            nodes.add(row);
        }
    }

    @Override
    public List<long[]> content() {
        return nodes().flatMap(node -> node.content().stream()).toList();
    }

    private Stream<CarryNode> nodes() {
        return nodes.stream().flatMap(List::stream).filter(node -> node != null);
    }

    private Stream<TernaryPart> ternaryParts() {
        return nodes().map(node -> node.third).filter(part -> part != null);
    }

    void draw(Pads pads, int at, int count) {
        nodes().forEach(node -> node.draw(pads, at, count));
    }

    void writeCorrections(Message out) {
        ternaryParts().forEach(part -> part.writeCorrections(out));
    }

    /** The other party's corrections, a vector each. */
    void correct(long[][] vectors) {
        ternaryParts().forEach(part -> part.correct(vectors));
    }

    /** Before the online phase: the mask of the last wire, from which on down the masks of all are known. */
    void finishMasks(long[] last) {
        masks = new Wires[plan.levels() + 1][];
        masks[plan.levels()] = new Wires[] {new Wires(last, null)};
        for (int up = plan.levels(); up > 0; up--) {
            masks[up - 1] = new Wires[plan.slots(up - 1)];
            for (int slot = 0; slot < plan.slots(up); slot++) {
                inputMasks(up, slot);
            }
        }
    }

    private void inputMasks(int up, int slot) {
        CarryNode node = nodes.get(up - 1).get(slot);
        Wires[] below = masks[up - 1];
        if (node == null) {
            below[2 * slot] = masks[up][slot];
        } else if (node.third != null) {
            below[2] = new Wires(node.g1, node.p1);
            below[1] = new Wires(node.g2, node.p2);
            below[0] = new Wires(node.third.mask(), null);
        } else {
            below[2 * slot + 1] = new Wires(node.g1, node.p1);
            below[2 * slot] = new Wires(node.g2, node.p2);
        }
    }

    /** Own masks of a digit's wires. */
    Wires leafMasks(int digit) {
        return masks[0][digit];
    }

    /** The digits' wires, known to both. */
    void begin(Wires[] leaves) {
        level = 0;
        known = leaves;
    }

    /** Hears what the other party told of the levels that are due and says what can be said. */
    void step(Message in, Message out) {
        if (told != null) {
            learn(in, told);
        }
        if (level < plan.levels()) {
            Wires[] own = shares();
            write(own, out);
            learn(in, own);
        }
        tell(out);
    }

    /** Says own shares of the next level, if there is one. */
    void tell(Message out) {
        told = level < plan.levels() ? shares() : null;
        if (told != null) {
            write(told, out);
        }
    }

    /** The last wire, once nothing is left to be said; hears what may still be due. */
    long[] result(Message in) {
        if (told != null) {
            learn(in, told);
        }
        return known[0].g();
    }

    /** Wipes what the walk left: of the masks the last wire's is no node's. */
    void close() {
        wipe(masks == null ? null : masks[plan.levels()]);
        masks = null;
        wipe(known);
        wipe(told);
    }

    private static void wipe(Wires[] wires) {
        for (Wires pair : wires == null ? new Wires[0] : wires) {
            Arrays.fill(pair.g(), 0);
            if (pair.p() != null) {
                Arrays.fill(pair.p(), 0);
            }
        }
    }

    private Wires[] shares() {
        int up = level + 1;
        Wires[] out = new Wires[plan.slots(up)];
        for (int slot = 0; slot < out.length; slot++) {
            CarryNode node = nodes.get(level).get(slot);
            out[slot] = node == null ? known[2 * slot] : share(node, slot, masks[up][slot]);
        }
        return out;
    }

    private Wires share(CarryNode node, int slot, Wires mask) {
        if (node.third != null) {
            long[] g = node.generate(known[2], known[1], addsKnown, mask.g());
            node.third.add(g, node, known[2], known[1], known[0].g(), addsKnown);
            return new Wires(g, null);
        }
        Wires high = known[2 * slot + 1];
        Wires low = known[2 * slot];
        return new Wires(
                node.generate(high, low, addsKnown, mask.g()),
                node.propagates ? node.propagate(high, low, addsKnown, mask.p()) : null);
    }

    private void write(Wires[] shares, Message out) {
        for (int slot = 0; slot < shares.length; slot++) {
            if (nodes.get(level).get(slot) != null) {
                out.put(shares[slot].g());
                if (shares[slot].p() != null) {
                    out.put(shares[slot].p());
                }
            }
        }
    }

    private void learn(Message in, Wires[] own) {
        for (int slot = 0; slot < own.length; slot++) {
            if (nodes.get(level).get(slot) != null) {
                Bits.xor(own[slot].g(), in.take(words));
                if (own[slot].p() != null) {
                    Bits.xor(own[slot].p(), in.take(words));
                }
            }
        }
        known = own;
        told = null;
        level++;
    }
}
