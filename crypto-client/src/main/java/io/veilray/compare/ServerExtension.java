package io.veilray.compare;

import java.util.Arrays;
import java.util.List;

/** The server's side of the extension; derived at {@link ClientExtension}. */
final class ServerExtension implements Held {
    private static final int TRANSFERS = 2;

    private final ReluShape shape;
    private final long[][] choices = new long[TRANSFERS][];
    private final long[][] pads = new long[TRANSFERS][];

    ServerExtension(ReluShape shape) {
        this.shape = shape;
        for (int i = 0; i < TRANSFERS; i++) {
            choices[i] = new long[Bits.words(shape.count())];
            pads[i] = new long[Bits.words(shape.count(), shape.extraBits())];
        }
    }

    @Override
    public List<long[]> content() {
        return List.of(choices[0], choices[1], pads[0], pads[1]);
    }

    void draw(Pads drawn, int from, int block) {
        int bits = shape.extraBits();
        for (int transfer = 0; transfer < TRANSFERS; transfer++) {
            drawn.receive(block);
            System.arraycopy(drawn.choices, 0, choices[transfer], from >>> 6, Bits.words(block));
            for (int i = 0; i < block; i++) {
                drawn.room[i] = drawn.received[2 * i] & Bits.ones(bits);
            }
            Bits.pack(drawn.room, block, bits, pads[transfer], Bits.words(from, bits));
        }
    }

    /** tS, and tS b'S, each xor the random choice. */
    void write(Message out, long[] input, long[] mask) {
        long[] top = Bits.plane(input, shape.bits() - 1);
        long[] first = new long[top.length];
        long[] second = new long[top.length];
        for (int i = 0; i < top.length; i++) {
            first[i] = top[i] ^ choices[0][i];
            second[i] = top[i] & mask[i] ^ choices[1][i];
        }
        out.put(first);
        out.put(second);
        Arrays.fill(top, 0);
    }

    /** Adds 2^k times this side's shares of h. */
    void finish(Message last, long[] shares, long[] input, long[] mask) {
        int bits = shape.extraBits();
        long[] told = new long[shares.length];
        long[] pad = new long[shares.length];
        for (int transfer = 0; transfer < TRANSFERS; transfer++) {
            Bits.unpack(last.take(pads[transfer].length), 0, bits, told, told.length);
            Bits.unpack(pads[transfer], 0, bits, pad, pad.length);
            for (int i = 0; i < shares.length; i++) {
                long top = input[i] >>> shape.bits() - 1;
                long choice = transfer == 0 ? top : top & Bits.bit(mask, i);
                shares[i] += pad[i] + Signs.times(told[i], choice) << shape.bits();
            }
        }
        Arrays.fill(pad, 0);
    }
}
