package io.veilray.compare;

import java.util.Arrays;
import java.util.List;

/**
 * The client's side of turning the carry into shares modulo 2^out. Both know w* = w xor w', and as integers
 * w = w* + (1 - 2 w*) w' with w' = w'C + w'S (1 - 2 w'C), so shares of w' are enough: one transfer with the server's choice
 * w'S and the client's string (1 - 2 w'C), made ahead as at {@link ClientMultiplexer}: the server is told
 * k0 - k1 + 1 - 2 w'C. The client's own mask w'C is the highest bit of the pads' difference, of which the server knows
 * nothing; numbers are made of lower bits. At the end the client says its share less the one it wants to end with.
 */
final class ClientBitShare implements ClientEnding {
    /** Above the bits that numbers are made of, at most 62. */
    private static final int MASK_BIT = 63;

    private final RunShape shape;
    private final long[] mask;
    /** w'C - k0. */
    private final long[] share;

    private final long[] wanted;

    ClientBitShare(RunShape shape) {
        this.shape = shape;
        mask = new long[shape.vector()];
        share = new long[Bits.words(shape.count(), shape.outBits())];
        wanted = new long[share.length];
    }

    @Override
    public List<long[]> content() {
        return List.of(mask, share, wanted);
    }

    @Override
    public void draw(Pads pads, long[] input, long[] output, int from, int block, long[] corrections) {
        int bits = shape.outBits();
        long ring = Bits.ones(bits);
        int at = Bits.words(from, bits);
        long[] told = new long[block];
        pads.send(block);
        for (int i = 0; i < block; i++) {
            long bit = (pads.zeros[2 * i] ^ pads.ones[2 * i]) >>> MASK_BIT;
            pads.room[i] = bit - pads.zeros[2 * i] & ring;
            told[i] = pads.zeros[2 * i] - pads.ones[2 * i] + Signs.flip(1, bit) & ring;
        }
        pads.differ(block);
        pads.differences(MASK_BIT, block, mask, from >>> 6);
        Bits.pack(pads.room, block, bits, share, at);
        Bits.pack(told, block, bits, corrections, at);
        System.arraycopy(output, from, pads.room, 0, block);
        Bits.pack(pads.room, block, bits, wanted, at);
    }

    @Override
    public long[] lastMask(long[] input) {
        return mask;
    }

    @Override
    public void take(Message first) {}

    @Override
    public void write(Message out, long[] known, long[] input) {
        int bits = shape.outBits();
        long[] numbers = new long[shape.count()];
        Bits.unpack(share, 0, bits, numbers, numbers.length);
        long[] taken = new long[shape.count()];
        Bits.unpack(wanted, 0, bits, taken, taken.length);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Signs.flip(numbers[i], Bits.bit(known, i)) - taken[i] & Bits.ones(bits);
        }
        Arrays.fill(taken, 0);
        long[] packed = new long[share.length];
        Bits.pack(numbers, numbers.length, bits, packed, 0);
        out.put(packed);
    }
}
