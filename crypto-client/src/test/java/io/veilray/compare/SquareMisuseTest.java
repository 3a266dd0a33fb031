package io.veilray.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ot.DealtPads;
import io.veilray.share.MalformedMessageException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Nothing is used twice, out of turn or after it was wiped, and no message of another length is read. */
class SquareMisuseTest {
    private static final SquareShape SHAPE = new SquareShape(5, 25, 37, 12);

    private final DealtPads[] pads = DealtPads.pair(9);
    private final SquareClient client = client(SHAPE);
    private final SquareServer server = new SquareServer(SHAPE, pads[1].receiving(), pads[1].sending());

    private SquareClient client(SquareShape shape) {
        return new SquareClient(
                shape,
                SquareRun.uniform(5, 25, 1),
                SquareRun.uniform(5, 37, 2),
                pads[0].receiving(),
                pads[0].sending());
    }

    private static void refuseState(Executable... steps) {
        for (Executable step : steps) {
            assertThrows(IllegalStateException.class, step);
        }
    }

    /** The two ends as far as a step, whose receiver then gets a wrong message, which ends it. */
    private static void refuseMessage(int step, int spoiled) throws Exception {
        DealtPads[] pads = DealtPads.pair(step);
        SquareClient client = new SquareClient(SHAPE, new long[5], new long[5], pads[0].receiving(), pads[0].sending());
        SquareServer server = new SquareServer(SHAPE, pads[1].receiving(), pads[1].sending());
        byte[] message = client.corrections();
        Acceptor[] steps = {server::accept, sent -> accepted(client, server, sent), client::answer, server::finish};
        for (int i = 0; i < step; i++) {
            message = (byte[]) steps[i].accept(message);
        }
        byte[] wrong = spoil(message, spoiled);
        byte[] right = message;
        assertThrows(MalformedMessageException.class, () -> steps[step].accept(wrong));
        requireWiped(step == 0 || step == 3 ? server : client);
        refuseState(() -> steps[step].accept(right));
    }

    private static byte[] accepted(SquareClient client, SquareServer server, byte[] corrections) throws Exception {
        client.accept(corrections);
        return server.begin(new long[5]);
    }

    /** None, one less, one more; the last bit set, which in each message of five numbers is unused but in one. */
    private static byte[] spoil(byte[] message, int way) {
        byte[] out = Arrays.copyOf(message, new int[] {0, message.length - 1, message.length + 1, message.length}[way]);
        if (way == 3) {
            out[out.length - 1] |= (byte) 0x80;
        }
        return out;
    }

    @FunctionalInterface
    private interface Acceptor {
        Object accept(byte[] message) throws Exception;
    }

    @Test
    void everyStepIsTakenOnceAndInTurn() throws Exception {
        long[] shares = new long[5];
        byte[] none = {};
        refuseState(() -> client.accept(none), () -> client.answer(none), () -> client.write(ByteBuffer.allocate(99)));
        refuseState(() -> server.begin(shares), () -> server.finish(none), () -> server.answer(none));
        byte[] corrections = client.corrections();
        byte[] fromServer = server.accept(corrections);
        refuseState(client::corrections, () -> client.answer(none));
        refuseState(() -> server.accept(corrections), () -> server.finish(none), () -> server.answer(none));
        client.accept(fromServer);
        refuseState(() -> client.accept(fromServer), client::corrections);
        byte[] first = server.begin(shares);
        refuseState(() -> server.begin(shares), () -> server.accept(corrections));
        byte[] last = client.answer(first);
        refuseState(() -> client.answer(first), () -> client.write(ByteBuffer.allocate(99)));
        server.finish(last);
        refuseState(() -> server.finish(last), () -> server.begin(shares));
    }

    /** 5 x 48 bits end with a byte; 5 x 828, 5 x 73 and 5 x 37 do not. */
    @Test
    void wrongMessages_endWhatGetsThem() throws Exception {
        for (int step = 0; step < 4; step++) {
            for (int spoiled = 0; spoiled < 3; spoiled++) {
                refuseMessage(step, spoiled);
            }
        }
        refuseMessage(1, 3);
        refuseMessage(2, 3);
        refuseMessage(3, 3);
    }

    @Test
    void closed_doesNothingMore() throws Exception {
        client.close();
        server.close();
        refuseState(client::corrections, () -> server.accept(new byte[SHAPE.clientCorrectionBytes()]));
    }

    @Test
    void sharesOfAnotherCountOrRing_areRefused() throws Exception {
        for (int[] counts : new int[][] {{4, 5}, {5, 6}}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new SquareClient(
                            SHAPE, new long[counts[0]], new long[counts[1]], pads[0].receiving(), pads[0].sending()));
        }
        server.accept(client.corrections());
        assertThrows(IllegalArgumentException.class, () -> server.begin(new long[4]));
        assertThrows(IllegalArgumentException.class, () -> server.begin(new long[] {0, 0, 1 << 25, 0, 0}));
        assertThrows(IllegalArgumentException.class, () -> server.begin(new long[] {0, 0, -1, 0, 0}));
        assertEquals(SHAPE.flightBytes(0), server.begin(new long[5]).length);
    }

    @Test
    void shapesOutsideTheDerivation_areRefused() {
        int[][] refused = {
            {0, 25, 37, 12},
            {5, 3, 37, 12},
            {5, 42, 40, 12},
            {5, 25, 0, 40},
            {5, 25, 40, -1},
            {5, 25, 26, 0},
            {5, 25, 50, 13},
            {5, 25, Integer.MAX_VALUE, Integer.MAX_VALUE},
            {Integer.MAX_VALUE, 25, 37, 12}
        };
        for (int[] shape : refused) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new SquareShape(shape[0], shape[1], shape[2], shape[3]),
                    Arrays.toString(shape));
        }
        SquareShape most = new SquareShape((Integer.MAX_VALUE - 8) / (62 * 62) * 8, 41, 62, 0);
        assertTrue(most.serverCorrectionBytes() > 0 && most.serverStoredBytes() > 0 && most.flightBytes(0) > 0);
        assertThrows(IllegalArgumentException.class, () -> SHAPE.flightBytes(2));
    }

    @Test
    void storedAndReadBack_answersAlike() throws Exception {
        client.accept(server.accept(client.corrections()));
        int due = (int) SHAPE.clientStoredBytes();
        assertThrows(IllegalArgumentException.class, () -> client.write(ByteBuffer.allocate(due - 1)));
        ByteBuffer stored = ByteBuffer.allocate(due + 3);
        client.write(stored);
        assertEquals(3, stored.remaining());
        requireWiped(client);
        refuseState(() -> client.answer(new byte[SHAPE.flightBytes(0)]));
        stored.flip();
        assertThrows(
                IllegalArgumentException.class,
                () -> SquareClient.read(SHAPE, stored.duplicate().limit(due - 1)));
        SquareClient again = SquareClient.read(SHAPE, stored);
        assertEquals(0, stored.remaining());
        long[] y = {5 << 12, -(1 << 23), 0, 1 << 23, 1 << 12};
        long[] results = server.finish(again.answer(server.begin(SquareRun.rest(y, SquareRun.uniform(5, 25, 1), 25))));
        long[] wanted = SquareRun.uniform(5, 37, 2);
        for (int i = 0; i < 5; i++) {
            assertEquals(y[i] * y[i] >> 12, results[i] + wanted[i] & (1L << 37) - 1);
        }
    }

    @Test
    void closeAndUse_wipeEverything() throws Exception {
        SquareClient unused = client(SHAPE);
        unused.close();
        requireWiped(unused);
        client.accept(server.accept(client.corrections()));
        client.close();
        requireWiped(client);
        SquareServer ready = new SquareServer(SHAPE, pads[1].receiving(), pads[1].sending());
        ready.accept(new byte[SHAPE.clientCorrectionBytes()]);
        ready.close();
        requireWiped(ready);
        DealtPads[] fresh = DealtPads.pair(10);
        SquareServer begun = new SquareServer(SHAPE, fresh[1].receiving(), fresh[1].sending());
        SquareClient answered =
                new SquareClient(SHAPE, new long[5], new long[5], fresh[0].receiving(), fresh[0].sending());
        answered.accept(begun.accept(answered.corrections()));
        begun.finish(answered.answer(begun.begin(new long[5])));
        requireWiped(answered);
        requireWiped(begun);
        assertEquals("SquareClient", answered.toString());
        assertEquals("SquareServer", begun.toString());
    }

    private static void requireWiped(Object end) throws IllegalAccessException {
        int arrays = 0;
        for (Field field : end.getClass().getDeclaredFields()) {
            if (field.getType().isArray()) {
                field.setAccessible(true);
                Object array = field.get(end);
                arrays++;
                for (int i = 0; i < Array.getLength(array); i++) {
                    assertEquals(0, ((Number) Array.get(array, i)).longValue(), field.getName());
                }
            }
        }
        assertTrue(arrays >= 2, "no arrays were found");
    }
}
