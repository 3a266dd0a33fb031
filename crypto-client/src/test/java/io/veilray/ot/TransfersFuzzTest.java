package io.veilray.ot;

import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import io.veilray.share.MalformedMessageException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a peer says while transfers are made: points of the curve, correlations, trees. */
class TransfersFuzzTest extends FuzzTest {
    private static final int CORRELATIONS = 64;
    /** Of 32, which differ in nothing. */
    private static final int PIECES = 2;

    private static final byte[] POINTS = points();

    private static byte[] points() {
        try (BaseTransfers.Receiver receiver = new BaseTransfers.Receiver(new long[2])) {
            return receiver.message().clone();
        }
    }

    @Override
    protected Map<String, List<byte[]>> seeds() {
        return Map.of(
                "points", List.of(Arrays.copyOf(POINTS, BaseTransfers.POINT_BYTES), BaseTransfers.pointC()),
                "correlations", List.of(new byte[64], Arrays.copyOf(POINTS, 64)));
    }

    /** The base transfers' first point is hostile: not on the curve, infinity, C. Honest points end after it. */
    @Fuzz(most = 80, kilobytes = 4096, perByte = 1024, refusals = MalformedMessageException.class)
    static void points(byte[] input) throws MalformedMessageException {
        byte[] message = Arrays.copyOf(input, BaseTransfers.COUNT * BaseTransfers.POINT_BYTES);
        new BaseTransfers.Sender(message, 0).close();
    }

    /** Correlations of the right length may hold anything; the bytes are said over and over. */
    @Fuzz(most = 512, kilobytes = 512, perByte = 512, refusals = MalformedMessageException.class)
    static void correlations(byte[] input) {
        byte[] message = new byte[SoftSpoken.messageBytes(PIECES, CORRELATIONS)];
        for (int i = 0; i < message.length && input.length > 0; i++) {
            message[i] = input[i % input.length];
        }
        long[] keys = new long[2 * PIECES * SoftSpoken.FIELD_BITS];
        long[] blocks = SoftSpoken.send(keys, new long[] {5, 9}, CORRELATIONS, message, 0);
        for (int i = 0; i < blocks.length; i += 2) {
            if ((blocks[i] & 1) != 0) {
                throw new AssertionError("block " + i / 2 + " has its lowest bit set");
            }
        }
    }
}
