package io.veilray.compare;

import java.util.Arrays;
import java.util.List;

/** The server's side of turning the carry into shares; derived at {@link ClientBitShare}. This side adds w*. */
final class ServerBitShare implements ServerEnding {
    private final RunShape shape;
    private final long[] mask;
    private final long[] share;

    ServerBitShare(RunShape shape) {
        this.shape = shape;
        mask = new long[shape.vector()];
        share = new long[Bits.words(shape.count(), shape.outBits())];
    }

    @Override
    public List<long[]> content() {
        return List.of(mask, share);
    }

    @Override
    public void draw(Pads pads, int from, int block, long[] corrections) {
        int bits = shape.outBits();
        int at = Bits.words(from, bits);
        pads.receive(block);
        System.arraycopy(pads.choices, 0, mask, from >>> 6, Bits.words(block));
        Bits.unpack(corrections, at, bits, pads.room, block);
        for (int i = 0; i < block; i++) {
            long told = Signs.times(pads.room[i], Bits.bit(pads.choices, i));
            pads.room[i] = pads.received[2 * i] + told & Bits.ones(bits);
        }
        Bits.pack(pads.room, block, bits, share, at);
    }

    @Override
    public long[] lastMask(long[] input) {
        return mask;
    }

    @Override
    public void write(Message out, long[] input) {}

    @Override
    public long[] finish(Message last, long[] known, long[] input) {
        int bits = shape.outBits();
        long[] result = new long[shape.count()];
        Bits.unpack(last.take(share.length), 0, bits, result, result.length);
        long[] own = new long[shape.count()];
        Bits.unpack(share, 0, bits, own, own.length);
        for (int i = 0; i < result.length; i++) {
            long bit = Bits.bit(known, i);
            result[i] = result[i] + bit + Signs.flip(own[i], bit) & Bits.ones(bits);
        }
        Arrays.fill(own, 0);
        return result;
    }
}
