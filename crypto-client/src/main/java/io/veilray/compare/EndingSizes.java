package io.veilray.compare;

import java.util.List;
import java.util.stream.Stream;

/**
 * What comes after the tree costs each element. The lists give the bits of one number of an element each, 1 for a single
 * bit.
 *
 * @param clientReceives random transfers with the client as receiver
 * @param serverReceives random transfers with the server as receiver
 * @param corrections sent ahead by the client
 * @param opening said in the server's first message
 * @param closing said in the client's last message
 * @param clientStored kept by the client
 * @param serverStored kept by the server
 */
record EndingSizes(
        int clientReceives,
        int serverReceives,
        List<Integer> corrections,
        List<Integer> opening,
        List<Integer> closing,
        List<Integer> clientStored,
        List<Integer> serverStored) {

    /** See {@link ClientMultiplexer}, and {@link ClientExtension} where there are extra bits. */
    static EndingSizes ofMultiplexer(int outBits, int extraBits) {
        List<Integer> number = List.of(outBits);
        List<Integer> kept = List.of(1, outBits, outBits);
        if (extraBits == 0) {
            return new EndingSizes(1, 1, number, number, number, kept, kept);
        }
        List<Integer> choices = List.of(1, 1);
        List<Integer> extras = List.of(extraBits, extraBits);
        return new EndingSizes(
                1,
                1 + 2,
                number,
                join(number, choices),
                join(number, extras),
                join(kept, extras),
                join(kept, join(choices, extras)));
    }

    /** See {@link ClientBitShare}. */
    static EndingSizes ofBitShare(int outBits) {
        List<Integer> number = List.of(outBits);
        return new EndingSizes(0, 1, number, List.of(), number, List.of(1, outBits, outBits), List.of(1, outBits));
    }

    private static List<Integer> join(List<Integer> a, List<Integer> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }

    static int bits(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    static long words(List<Integer> numbers, int count) {
        return numbers.stream().mapToLong(bits -> Bits.words(count, bits)).sum();
    }
}
