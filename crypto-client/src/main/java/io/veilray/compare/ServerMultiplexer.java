package io.veilray.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The server's side of the last step; derived at {@link ClientMultiplexer}. */
final class ServerMultiplexer implements ServerEnding {
    private final ReluShape shape;
    /** b'S. */
    private final long[] mask;
    /** Share of b' YC from the first transfer, less k0 of the second. */
    private final long[] alpha;
    /** k0 - k1 of the second transfer. */
    private final long[] difference;
    /** Null where the outputs have no more bits than the inputs. */
    private final ServerExtension extension;

    ServerMultiplexer(ReluShape shape) {
        this.shape = shape;
        mask = new long[Bits.words(shape.count())];
        alpha = new long[Bits.words(shape.count(), shape.outBits())];
        difference = new long[alpha.length];
        extension = shape.extraBits() > 0 ? new ServerExtension(shape) : null;
    }

    @Override
    public List<long[]> content() {
        List<long[]> all = new ArrayList<>(List.of(mask, alpha, difference));
        if (extension != null) {
            all.addAll(extension.content());
        }
        return all;
    }

    @Override
    public long[] lastMask(long[] input) {
        long[] last = Bits.plane(input, shape.bits() - 1);
        Bits.xor(last, mask);
        Bits.complement(last, shape.count());
        return last;
    }

    @Override
    public void draw(Pads pads, int from, int block, long[] corrections) {
        int bits = shape.outBits();
        long ring = Bits.ones(bits);
        int at = Bits.words(from, bits);
        pads.send(block);
        pads.receive(block);
        System.arraycopy(pads.choices, 0, mask, from >>> 6, Bits.words(block));
        Bits.unpack(corrections, at, bits, pads.room, block);
        for (int i = 0; i < block; i++) {
            long product = pads.received[2 * i] + Signs.times(pads.room[i], Bits.bit(pads.choices, i));
            pads.room[i] = product - pads.zeros[2 * i] & ring;
        }
        Bits.pack(pads.room, block, bits, alpha, at);
        for (int i = 0; i < block; i++) {
            pads.room[i] = pads.zeros[2 * i] - pads.ones[2 * i] & ring;
        }
        Bits.pack(pads.room, block, bits, difference, at);
        if (extension != null) {
            extension.draw(pads, from, block);
        }
    }

    /** z, and the extension's choices. */
    @Override
    public void write(Message out, long[] input) {
        long[] numbers = new long[input.length];
        Bits.unpack(difference, 0, shape.outBits(), numbers, numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            long own = Signs.signed(input[i], shape.bits());
            numbers[i] = numbers[i] + Signs.flip(own, Bits.bit(mask, i)) & Bits.ones(shape.outBits());
        }
        long[] packed = new long[difference.length];
        Bits.pack(numbers, numbers.length, shape.outBits(), packed, 0);
        out.put(packed);
        if (extension != null) {
            extension.write(out, input, mask);
        }
    }

    @Override
    public long[] finish(Message last, long[] known, long[] input) {
        long[] shares = new long[input.length];
        Bits.unpack(last.take(alpha.length), 0, shape.outBits(), shares, shares.length);
        long[] numbers = new long[input.length];
        Bits.unpack(alpha, 0, shape.outBits(), numbers, numbers.length);
        for (int i = 0; i < shares.length; i++) {
            long own = Signs.signed(input[i], shape.bits());
            long bit = Bits.bit(known, i);
            long product = numbers[i] + Signs.times(own, Bits.bit(mask, i));
            shares[i] += Signs.times(own, bit) + Signs.flip(product, bit);
        }
        Arrays.fill(numbers, 0);
        if (extension != null) {
            extension.finish(last, shares, input, mask);
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] &= Bits.ones(shape.outBits());
        }
        return shares;
    }
}
