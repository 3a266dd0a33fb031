package io.veilray.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The client's side of the last step: from b = [y >= 0], of which both know b* = b xor b' (b' = b'C xor b'S secret), and
 * shares of y to shares of b y modulo 2^out.
 *
 * <p>With Y the shares as signed numbers, and where no extension is needed, b y = b YC + b YS. As integers
 * b = b* + (1 - 2 b*) b', so each party needs shares of b' YC and b' YS:
 *
 * <pre>b' YC = b'C YC + b'S (1 - 2 b'C) YC      one transfer, the server's choice b'S, the client's string (1 - 2 b'C) YC
 * b' YS = b'S YS + b'C (1 - 2 b'S) YS      one transfer, the client's choice b'C, the server's string (1 - 2 b'S) YS</pre>
 *
 * Pads k0, k1 become a transfer of the string x when the sender tells k0 - k1 + x: the receiver adds that to its pad where
 * its choice is one and holds k0 + choice x, the sender minus k0. The client's string is known ahead, the server's online;
 * either message is uniform because the receiver lacks one pad. So with z = k0 - k1 + (1 - 2 b'S) YS from the server and
 * gamma = b'C YC - k0 (first transfer) + k (second), the client's share is b* YC + (1 - 2 b*)(gamma + b'C z). It says that
 * less the share it wants to end with, which is uniform and known to nobody else.
 */
final class ClientMultiplexer implements ClientEnding {
    private final ReluShape shape;
    /** b'C. */
    private final long[] mask;

    private final long[] gamma;
    /** What is taken off: the share wanted, and what the extension takes off. */
    private final long[] wanted;
    /** Null where the outputs have no more bits than the inputs. */
    private final ClientExtension extension;
    /** What the server's first message said; masked, so no secret. */
    private long[] z = {};

    private long[][] swaps = {};

    ClientMultiplexer(ReluShape shape) {
        this.shape = shape;
        mask = new long[Bits.words(shape.count())];
        gamma = new long[Bits.words(shape.count(), shape.outBits())];
        wanted = new long[gamma.length];
        extension = shape.extraBits() > 0 ? new ClientExtension(shape) : null;
    }

    @Override
    public List<long[]> content() {
        List<long[]> all = new ArrayList<>(List.of(mask, gamma, wanted));
        if (extension != null) {
            all.addAll(extension.content());
        }
        return all;
    }

    /** b = 1 xor tC xor tS xor carry: the carry's mask is that of b, xor tC here, and xor tS xor 1 at the server. */
    @Override
    public long[] lastMask(long[] input) {
        long[] last = Bits.plane(input, shape.bits() - 1);
        Bits.xor(last, mask);
        return last;
    }

    @Override
    public void draw(Pads pads, long[] input, long[] output, int from, int block, long[] corrections) {
        int bits = shape.outBits();
        long ring = Bits.ones(bits);
        int at = Bits.words(from, bits);
        pads.receive(block);
        System.arraycopy(pads.choices, 0, mask, from >>> 6, Bits.words(block));
        pads.send(block);
        for (int i = 0; i < block; i++) {
            long own = Signs.signed(input[from + i], shape.bits());
            long choice = Bits.bit(pads.choices, i);
            pads.room[i] = Signs.times(own, choice) - pads.zeros[2 * i] + pads.received[2 * i] & ring;
            pads.ones[2 * i] = pads.zeros[2 * i] - pads.ones[2 * i] + Signs.flip(own, choice) & ring;
        }
        Bits.pack(pads.room, block, bits, gamma, at);
        for (int i = 0; i < block; i++) {
            pads.room[i] = pads.ones[2 * i];
        }
        Bits.pack(pads.room, block, bits, corrections, at);
        System.arraycopy(output, from, pads.room, 0, block);
        if (extension != null) {
            extension.draw(pads, from, block);
        }
        for (int i = 0; i < block; i++) {
            pads.room[i] &= ring;
        }
        Bits.pack(pads.room, block, bits, wanted, at);
    }

    /** z, and the extension's choices. */
    @Override
    public void take(Message first) {
        z = first.take(gamma.length);
        swaps = first.vectors(extension == null ? 0 : 2, shape.count());
    }

    @Override
    public void write(Message out, long[] known, long[] input) {
        long[] share = new long[shape.count()];
        Bits.unpack(gamma, 0, shape.outBits(), share, share.length);
        long[] other = new long[shape.count()];
        Bits.unpack(z, 0, shape.outBits(), other, other.length);
        for (int i = 0; i < share.length; i++) {
            long product = share[i] + Signs.times(other[i], Bits.bit(mask, i));
            long bit = Bits.bit(known, i);
            share[i] = Signs.times(Signs.signed(input[i], shape.bits()), bit) + Signs.flip(product, bit);
        }
        Bits.unpack(wanted, 0, shape.outBits(), other, other.length);
        long[][] corrections = extension == null ? new long[0][] : extension.answer(share, known, mask, swaps, input);
        for (int i = 0; i < share.length; i++) {
            share[i] = share[i] - other[i] & Bits.ones(shape.outBits());
        }
        Arrays.fill(other, 0);
        long[] packed = new long[gamma.length];
        Bits.pack(share, share.length, shape.outBits(), packed, 0);
        out.put(packed);
        for (long[] correction : corrections) {
            out.put(correction);
        }
    }
}
