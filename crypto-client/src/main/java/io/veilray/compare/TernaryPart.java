package io.veilray.compare;

import java.util.List;

/**
 * What a node of three adds to one of two: G = g1 xor p1 g2 xor p1 p2 g3 (three inputs at once as in ABY2.0, Patra et al.
 * 2021). With w = w* xor w' the last term is
 *
 * <pre>p1* p2* g3* xor p1* p2* g3' xor p1* g3* p2' xor p2* g3* p1'
 *   xor p1* (p2' g3') xor p2* (p1' g3') xor g3* (p1' p2') xor p1' p2' g3'</pre>
 *
 * The product q = p1' p2' comes shared from the pads of the two; g3' times each of (p1', p2', q) comes from one more
 * transfer each way, the receiver's choice being its g3'. The three strings are fixed already, so each sender tells the
 * receiver three bits: pad difference xor string. Of the difference the receiver knows nothing, so they are uniform to it;
 * where its g3' is one it adds them to its pad.
 */
final class TernaryPart implements Held {
    static final int VECTORS = 4;
    private static final int STRINGS = CarryPlan.TERNARY_CORRECTIONS;

    private final long[] g3;
    /** Shares of g3' p1', g3' p2' and g3' q. */
    private final long[][] products;
    /** For the other party, until sent. */
    private long[][] corrections = {};

    TernaryPart(int words) {
        g3 = new long[words];
        products = new long[STRINGS][words];
    }

    @Override
    public List<long[]> content() {
        return List.of(g3, products[0], products[1], products[2]);
    }

    long[] mask() {
        return g3;
    }

    void draw(Pads pads, int at, int count, CarryNode two) {
        if (at == 0) {
            corrections = new long[STRINGS][g3.length];
        }
        pads.receive(count);
        pads.send(count);
        pads.differ(count);
        long[][] strings = {two.p1, two.p2, two.p1p2};
        System.arraycopy(pads.choices, 0, g3, at, Bits.words(count));
        for (int s = 0; s < STRINGS; s++) {
            pads.differences(s, count, corrections[s], at);
            pads.productShare(s, count, products[s], at);
            for (int i = at; i < at + Bits.words(count); i++) {
                corrections[s][i] ^= strings[s][i];
                products[s][i] ^= g3[i] & strings[s][i];
            }
        }
    }

    void writeCorrections(Message out) {
        for (long[] vector : corrections) {
            out.put(vector);
        }
        corrections = new long[0][];
    }

    /** The other party's corrections of its three strings. */
    void correct(long[][] told) {
        for (int s = 0; s < STRINGS; s++) {
            for (int i = 0; i < g3.length; i++) {
                products[s][i] ^= g3[i] & told[s][i];
            }
        }
    }

    /** Adds this party's share of p1 p2 g3. */
    void add(long[] sum, CarryNode two, Wires first, Wires second, long[] third, boolean addsKnown) {
        for (int i = 0; i < sum.length; i++) {
            long a = first.p()[i];
            long b = second.p()[i];
            long c = third[i];
            long own = a & b & g3[i] ^ a & c & two.p2[i] ^ b & c & two.p1[i];
            own ^= a & products[1][i] ^ b & products[0][i] ^ c & two.p1p2[i] ^ products[2][i];
            sum[i] ^= addsKnown ? own ^ a & b & c : own;
        }
    }
}
