package io.veilray.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.veilray.ot.DealtPads;
import io.veilray.share.MalformedMessageException;
import java.util.SplittableRandom;

/** Both ends of squares in one thread, every message kept and its length checked. */
final class SquareRun {
    final long[] results;
    final byte[] clientCorrections;
    final byte[] serverCorrections;
    final byte[] first;
    final byte[] last;

    /** Shares of y^2 / 2^f, put together: z modulo 2^out. */
    SquareRun(SquareShape shape, long[] clientShares, long[] serverShares, long seed) throws MalformedMessageException {
        DealtPads[] pads = DealtPads.pair(seed);
        long[] wanted = uniform(shape.count(), shape.outBits(), seed);
        try (SquareClient client =
                        new SquareClient(shape, clientShares, wanted, pads[0].receiving(), pads[0].sending());
                SquareServer server = new SquareServer(shape, pads[1].receiving(), pads[1].sending())) {
            clientCorrections = client.corrections();
            serverCorrections = server.accept(clientCorrections);
            client.accept(serverCorrections);
            first = server.begin(serverShares);
            last = client.answer(first);
            results = server.finish(last);
        }
        for (int i = 0; i < results.length; i++) {
            results[i] = results[i] + wanted[i] & (1L << shape.outBits()) - 1;
        }
        assertEquals(shape.clientReceives(), pads[0].takenAsReceiver());
        assertEquals(shape.clientReceives(), pads[1].takenAsSender());
        assertEquals(shape.serverReceives(), pads[0].takenAsSender());
        assertEquals(shape.serverReceives(), pads[1].takenAsReceiver());
        assertEquals(shape.clientCorrectionBytes(), clientCorrections.length);
        assertEquals(shape.serverCorrectionBytes(), serverCorrections.length);
        assertEquals(shape.flightBytes(0), first.length);
        assertEquals(shape.flightBytes(1), last.length);
    }

    static long[] uniform(int count, int bits, long seed) {
        return new SplittableRandom(seed).longs(count, 0, 1L << bits).toArray();
    }

    /** y less the client's shares, modulo 2^bits. */
    static long[] rest(long[] values, long[] clientShares, int bits) {
        long[] out = new long[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i] - clientShares[i] & (1L << bits) - 1;
        }
        return out;
    }
}
