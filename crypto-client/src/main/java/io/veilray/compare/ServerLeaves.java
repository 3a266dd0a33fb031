package io.veilray.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The server's side of the digits: a masked table for each; see {@link ClientLeaves} and {@link DigitTable}. */
final class ServerLeaves implements Held {
    private final CarryPlan plan;
    private final int count;
    /** For each digit the masks of all entries, packed. */
    private final List<long[]> masks = new ArrayList<>();

    ServerLeaves(CarryPlan plan, int count) {
        this.plan = plan;
        this.count = count;
        for (int digit = 0; digit < plan.digits(); digit++) {
            masks.add(new long[DigitTable.of(plan, digit).words(count)]);
        }
    }

    @Override
    public List<long[]> content() {
        return masks;
    }

    /** Draws for elements from {@code from} on; {@code corrections} are the client's, one vector a bit. */
    void draw(Pads pads, int from, int block, long[][] corrections) {
        for (int digit = 0; digit < plan.digits(); digit++) {
            DigitTable table = DigitTable.of(plan, digit);
            Arrays.fill(pads.room, 0);
            for (int t = 0; t < plan.width(digit); t++) {
                pads.send(block);
                pads.differ(block);
                addPads(pads, block, table.entriesWith(t), corrections[table.shift() + t], from);
            }
            packMasks(table, pads.room, block, masks.get(digit), from);
        }
    }

    /** Entry v takes the pad of v_t xor e, e the client's correction: zero xor (difference and (v_t xor e)). */
    private static void addPads(Pads pads, int block, long entries, long[] corrections, int from) {
        for (int i = 0; i < block; i++) {
            long correction = -Bits.bit(corrections, from + i);
            pads.room[i] ^= pads.zeros[2 * i] ^ pads.ones[2 * i] & (entries ^ correction);
        }
    }

    private static void packMasks(DigitTable table, long[] words, int block, long[] out, int from) {
        int bits = table.bits();
        int inWord = table.inWord();
        long ones = Bits.ones(bits);
        int at = from / inWord;
        for (int start = 0; start < block; start += inWord) {
            long word = 0;
            for (int i = Math.min(block, start + inWord) - 1; i >= start; i--) {
                word = (bits == 64 ? 0 : word << bits) | words[i] & ones;
            }
            out[at++] = word;
        }
    }

    /** The tables of the server's digits, each wire xor its own mask. */
    void write(Message out, long[] input, CarryTree tree) {
        for (int digit = 0; digit < plan.digits(); digit++) {
            DigitTable table = DigitTable.of(plan, digit);
            long[] packed = masks.get(digit).clone();
            Wires wires = tree.leafMasks(digit);
            addTables(table, input, wires, packed);
            out.put(packed);
        }
    }

    private static void addTables(DigitTable table, long[] input, Wires masks, long[] packed) {
        int bits = table.bits();
        int log = Integer.numberOfTrailingZeros(table.inWord());
        int within = table.inWord() - 1;
        for (int i = 0; i < input.length; i++) {
            int digit = table.digit(input[i]);
            long entries = table.generates(digit) ^ -Bits.bit(masks.g(), i) & table.generateHalf();
            if (table.propagates()) {
                entries ^= table.passes(digit) ^ -Bits.bit(masks.p(), i) & table.passHalf();
            }
            packed[i >>> log] ^= entries << (i & within) * bits;
        }
    }
}
