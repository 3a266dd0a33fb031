package io.veilray.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The client's side of the digits: one entry of each of the server's tables, chosen by the client's digit.
 *
 * <p>A 1-of-N transfer from m = log2 N transfers (Naor and Pinkas 1999): entry v is masked by the xor, over the bits t of
 * v, of piece v of the pad for bit t = v_t. The client, whose digit is c, holds the pads for the bits of c only, hence the
 * mask of entry c; any other v differs from c in some bit t, and piece v of the other pad of t hides it. Each piece is
 * used for one entry. The random choices become c's bits by one bit to the server for each: choice xor c_t.
 */
final class ClientLeaves implements Held {
    private final CarryPlan plan;
    private final int count;
    /** For each digit the mask of the entry chosen: a bit for each wire. */
    private final List<Wires> masks = new ArrayList<>();

    ClientLeaves(CarryPlan plan, int count) {
        this.plan = plan;
        this.count = count;
        int words = Bits.words(count);
        for (int digit = 0; digit < plan.digits(); digit++) {
            masks.add(new Wires(new long[words], digit > 0 ? new long[words] : null));
        }
    }

    @Override
    public List<long[]> content() {
        List<long[]> all = new ArrayList<>();
        for (Wires wires : masks) {
            all.add(wires.g());
            if (wires.p() != null) {
                all.add(wires.p());
            }
        }
        return all;
    }

    /** Draws for elements from {@code from} on and turns {@code corrections}, one vector a bit, into what is to be sent. */
    void draw(Pads pads, long[] input, int from, int block, long[][] corrections) {
        int word = from >>> 6;
        for (int digit = 0; digit < plan.digits(); digit++) {
            DigitTable table = DigitTable.of(plan, digit);
            Arrays.fill(pads.room, 0);
            for (int t = 0; t < plan.width(digit); t++) {
                pads.receive(block);
                pads.addReceived(block);
                long[] vector = corrections[table.shift() + t];
                for (int i = 0; i < Bits.words(block); i++) {
                    vector[word + i] ^= pads.choices[i];
                }
            }
            open(table, pads.room, input, from, block, masks.get(digit));
        }
    }

    private static void open(DigitTable table, long[] words, long[] input, int from, int block, Wires into) {
        for (int start = 0; start < block; start += 64) {
            int end = Math.min(block, start + 64);
            long g = 0;
            long p = 0;
            for (int i = end - 1; i >= start; i--) {
                int digit = table.digit(input[from + i]);
                g = g << 1 | words[i] >>> digit & 1;
                p = p << 1 | words[i] >>> table.size() + digit & 1;
            }
            int at = from + start >>> 6;
            into.g()[at] = g;
            if (table.propagates()) {
                into.p()[at] = p;
            }
        }
    }

    /** The digits' wires as both know them, from the server's tables and own masks of the wires. */
    Wires[] open(Message tables, long[] input, CarryTree tree) {
        Wires[] out = new Wires[plan.digits()];
        for (int digit = 0; digit < out.length; digit++) {
            DigitTable table = DigitTable.of(plan, digit);
            int words = Bits.words(count);
            Wires wires = new Wires(new long[words], table.propagates() ? new long[words] : null);
            openPacked(table, tables.take(table.words(count)), input, wires);
            unmask(wires, masks.get(digit), tree.leafMasks(digit));
            out[digit] = wires;
        }
        return out;
    }

    private static void unmask(Wires wires, Wires pads, Wires masks) {
        Bits.xor(wires.g(), pads.g());
        Bits.xor(wires.g(), masks.g());
        if (wires.p() != null) {
            Bits.xor(wires.p(), pads.p());
            Bits.xor(wires.p(), masks.p());
        }
    }

    private static void openPacked(DigitTable table, long[] packed, long[] input, Wires into) {
        int bits = table.bits();
        int log = Integer.numberOfTrailingZeros(table.inWord());
        int within = table.inWord() - 1;
        for (int start = 0; start < input.length; start += 64) {
            int end = Math.min(input.length, start + 64);
            long g = 0;
            long p = 0;
            for (int i = end - 1; i >= start; i--) {
                int at = (i & within) * bits + table.digit(input[i]);
                long word = packed[i >>> log];
                g = g << 1 | word >>> at & 1;
                p = p << 1 | word >>> at + table.size() & 1;
            }
            into.g()[start >>> 6] = g;
            if (table.propagates()) {
                into.p()[start >>> 6] = p;
            }
        }
    }
}
