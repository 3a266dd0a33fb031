package io.veilray.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * One party's secrets of one node of the carry tree, which joins a higher pair (g1, p1) with a lower (g2, p2):
 * generate G = g1 xor p1 g2, propagate P = p1 p2. (A digit or run of digits that generates does not propagate, so xor is
 * or.)
 *
 * <p>Each wire w has a mask w' = w'C xor w'S made ahead, and online both parties know w* = w xor w'. With that
 * p1 g2 = p1* g2* xor p1* g2' xor p1' g2* xor p1' g2', so one share of the product of the masks is all that is needed
 * (Beaver 1991; masks known per wire as in Turbospeedz 2019 and ABY2.0 2021). That product is
 * (p1'C xor p1'S)(g2'C xor g2'S): each party has its own term, and each cross term comes from one random transfer whose
 * outputs <i>are</i> the masks: the receiver's choice is its p1', the difference of the sender's two pads its (g2', p2').
 * The receiver's pad and the sender's zero pad then differ by p1' (g2', p2'), and nothing is sent. The sender's g1' is a
 * third bit of the difference, of which the receiver knows nothing either.
 */
final class CarryNode implements Held {
    private static final int GENERATE_BIT = 0;
    private static final int PROPAGATE_BIT = 1;
    private static final int HIGH_GENERATE_BIT = 2;

    final long[] g1;
    final long[] p1;
    final long[] g2;
    /** Mask of p2 and share of p1' p2': null where the node neither propagates nor has a third part. */
    final long[] p2;

    final long[] p1g2;
    final long[] p1p2;
    final boolean propagates;
    /** Null unless three are joined. */
    final TernaryPart third;

    CarryNode(int words, boolean propagates, boolean joinsThree) {
        this.propagates = propagates;
        boolean both = propagates || joinsThree;
        g1 = new long[words];
        p1 = new long[words];
        g2 = new long[words];
        p2 = both ? new long[words] : null;
        p1g2 = new long[words];
        p1p2 = both ? new long[words] : null;
        third = joinsThree ? new TernaryPart(words) : null;
    }

    /** Vectors that such a node keeps. */
    static int vectors(boolean propagates, boolean joinsThree) {
        return joinsThree ? 6 + TernaryPart.VECTORS : propagates ? 6 : 4;
    }

    @Override
    public List<long[]> content() {
        List<long[]> all = new ArrayList<>(List.of(g1, p1, g2, p1g2));
        if (p2 != null) {
            all.add(p2);
            all.add(p1p2);
        }
        if (third != null) {
            all.addAll(third.content());
        }
        return all;
    }

    /** Masks and products of {@code count} elements from word {@code at} on. */
    void draw(Pads pads, int at, int count) {
        pads.receive(count);
        pads.send(count);
        pads.differ(count);
        int end = at + Bits.words(count);
        System.arraycopy(pads.choices, 0, p1, at, end - at);
        pads.differences(HIGH_GENERATE_BIT, count, g1, at);
        drawProduct(pads, GENERATE_BIT, at, count, g2, p1g2);
        if (p2 != null) {
            drawProduct(pads, PROPAGATE_BIT, at, count, p2, p1p2);
        }
        if (third != null) {
            third.draw(pads, at, count, this);
        }
    }

    private void drawProduct(Pads pads, int bit, int at, int count, long[] mask, long[] product) {
        pads.differences(bit, count, mask, at);
        pads.productShare(bit, count, product, at);
        for (int i = at; i < at + Bits.words(count); i++) {
            product[i] ^= p1[i] & mask[i];
        }
    }

    /** This party's share of G xor its mask; one of the parties adds the terms that both know. */
    long[] generate(Wires high, Wires low, boolean addsKnown, long[] mask) {
        long[] out = new long[g1.length];
        for (int i = 0; i < out.length; i++) {
            long own = g1[i] ^ high.p()[i] & g2[i] ^ p1[i] & low.g()[i] ^ p1g2[i] ^ mask[i];
            long known = high.g()[i] ^ high.p()[i] & low.g()[i];
            out[i] = addsKnown ? own ^ known : own;
        }
        return out;
    }

    /** This party's share of P xor its mask. */
    long[] propagate(Wires high, Wires low, boolean addsKnown, long[] mask) {
        long[] out = new long[g1.length];
        for (int i = 0; i < out.length; i++) {
            long own = high.p()[i] & p2[i] ^ p1[i] & low.p()[i] ^ p1p2[i] ^ mask[i];
            out[i] = addsKnown ? own ^ high.p()[i] & low.p()[i] : own;
        }
        return out;
    }
}
