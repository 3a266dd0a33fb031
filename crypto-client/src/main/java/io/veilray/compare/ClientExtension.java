package io.veilray.compare;

import java.util.Arrays;
import java.util.List;

/**
 * The client's side of going from modulo 2^k to modulo 2^out, out = k + e, folded into the multiplexer.
 *
 * <p>Let t be the shares' top bits, tC and tS, and Y = share - 2^k t the signed shares, so YC + YS = y modulo 2^k, between
 * -2^k and 2^k - 2. Where y >= 0 (elsewhere b = 0 and nothing matters), 0 <= y < 2^(k-1), so YC + YS is y or y - 2^k, the
 * latter being below -2^(k-1). With both t one it is negative, with both zero it is not, and with one of each it is at least
 * -2^(k-1), hence not y - 2^k. So b y = b (YC + YS + 2^k tC tS), and modulo 2^out only e bits of h = b tC tS matter.
 *
 * <p>When the client speaks last it knows b*, hence v = b* xor b'C, and b = v xor b'S = v + (1 - 2 v) b'S. So
 * h = tS (tC v) + (tS b'S) (tC (1 - 2 v)): two transfers with the server's choices s1 = tS and s2 = tS b'S, which it knows
 * when it begins, and the client's strings x1 = tC v and x2 = tC (1 - 2 v), known at the end. Nothing is sent ahead. The
 * server tells d = s xor its random choice (one bit each, uniform); that swaps the client's pads if d is one, so the client
 * tells (1 - 2 d)(k0 - k1) + x, modulo 2^e, and its own share is minus the first pad of the order: -k0 + d (k0 - k1).
 */
final class ClientExtension implements Held {
    private static final int TRANSFERS = 2;

    private final ReluShape shape;
    /** k0 - k1 of each transfer. */
    private final long[][] differences = new long[TRANSFERS][];

    ClientExtension(ReluShape shape) {
        this.shape = shape;
        for (int i = 0; i < TRANSFERS; i++) {
            differences[i] = new long[Bits.words(shape.count(), shape.extraBits())];
        }
    }

    @Override
    public List<long[]> content() {
        return List.of(differences);
    }

    /** Draws for elements from {@code from} on and adds 2^k k0 of both transfers to {@code pads.room}. */
    void draw(Pads pads, int from, int block) {
        int bits = shape.extraBits();
        long[] room = new long[block];
        for (long[] difference : differences) {
            pads.send(block);
            for (int i = 0; i < block; i++) {
                pads.room[i] += pads.zeros[2 * i] << shape.bits();
                room[i] = pads.zeros[2 * i] - pads.ones[2 * i] & Bits.ones(bits);
            }
            Bits.pack(room, block, bits, difference, Bits.words(from, bits));
        }
        Arrays.fill(room, 0);
    }

    /** Adds this side's shares to {@code share} and returns what the server is told, packed. */
    long[][] answer(long[] share, long[] known, long[] mask, long[][] swaps, long[] input) {
        int bits = shape.extraBits();
        long[][] told = new long[TRANSFERS][];
        long[] numbers = new long[share.length];
        for (int transfer = 0; transfer < TRANSFERS; transfer++) {
            Bits.unpack(differences[transfer], 0, bits, numbers, numbers.length);
            for (int i = 0; i < numbers.length; i++) {
                long swap = Bits.bit(swaps[transfer], i);
                share[i] += Signs.times(numbers[i], swap) << shape.bits();
                long v = Bits.bit(known, i) ^ Bits.bit(mask, i);
                long top = input[i] >>> shape.bits() - 1;
                long string = transfer == 0 ? top & v : Signs.flip(top, v);
                numbers[i] = Signs.flip(numbers[i], swap) + string & Bits.ones(bits);
            }
            told[transfer] = new long[differences[transfer].length];
            Bits.pack(numbers, numbers.length, bits, told[transfer], 0);
        }
        Arrays.fill(numbers, 0);
        return told;
    }
}
