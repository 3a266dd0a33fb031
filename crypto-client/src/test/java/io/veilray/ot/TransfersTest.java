package io.veilray.ot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.share.Conversation;
import io.veilray.share.MalformedMessageException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Both ends against each other. A pad that does not agree makes a wrong classification; a pad handed out twice, or a Delta
 * that is not wiped, gives away what the pads hide.
 */
class TransfersTest {
    /** What one extension of the small set adds. */
    private static final int AN_EXTENSION = (699 - 90) * 256;

    /** The small set again and again: many extensions at little cost. */
    private final Transfers client = new Transfers(true, LpnParameters.FIRST, LpnParameters.FIRST);

    private final Transfers server = new Transfers(false, LpnParameters.FIRST, LpnParameters.FIRST);

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private void requireAgreement(int clientReceives, int serverReceives) {
        DealtPadsTest.requireAgreement(clientReceives, server.sending(), client.receiving());
        DealtPadsTest.requireAgreement(serverReceives, client.sending(), server.receiving());
    }

    @Test
    void shippedParameters_agree_overTwoExtensions() throws Exception {
        try (Transfers one = Transfers.ofClient();
                Transfers other = Transfers.ofServer()) {
            // (4,971 - 88) bins of 2,048 are 10,000,384
            Talk.refill(one, other, 10_000_385, 3);
            DealtPadsTest.requireAgreement(3, one.sending(), other.receiving());
            int batch = 1 << 20;
            for (int left = 10_000_385; left > 0; left -= batch) {
                DealtPadsTest.requireAgreement(Math.min(left, batch), other.sending(), one.receiving());
            }
        }
    }

    @Test
    void everyTransfer_agrees_overSeveralRefillsInBothDirections() throws Exception {
        Talk.refill(client, server, 400_000, 1);
        requireAgreement(399_999, 1);
        Talk.refill(client, server, 5, 200_000);
        requireAgreement(1, 0);
        requireAgreement(4, 63);
        Talk.refill(client, server, 200_000, 300_000);
        for (int i = 0; i < 3; i++) {
            requireAgreement(65_537, 100_000);
        }
    }

    /** Four messages set up and extend; later none, one or two. A side that only listens says nothing or an empty word. */
    @Test
    void refill_saysNoMoreThanIsNeeded() throws Exception {
        assertEquals(4, Talk.refill(client, server, 1, 1).size());
        assertEquals(0, Talk.refill(client, server, AN_EXTENSION, AN_EXTENSION).size());
        assertEquals(1, Talk.refill(client, server, 0, AN_EXTENSION + 1).size());
        List<byte[]> messages = Talk.refill(client, server, AN_EXTENSION + 1, 0);
        assertEquals(2, messages.size());
        assertEquals(0, messages.get(0).length);
        assertEquals(
                2,
                Talk.refill(client, server, 2 * AN_EXTENSION + 1, 2 * AN_EXTENSION + 1)
                        .size());
    }

    @Test
    void setupAlone_isThreeMessages() throws Exception {
        assertEquals(3, Talk.refill(client, server, 0, 0).size());
        Talk.refill(client, server, 100, 100);
        requireAgreement(100, 100);
    }

    /** 100,000 choices each way: 50,000 ones, deviation 158; 950 is six of them. */
    @Test
    void choices_areBalanced() throws Exception {
        Talk.refill(client, server, 100_000, 100_000);
        for (PadReceiver receiver : List.of(client.receiving(), server.receiving())) {
            long[] choices = new long[1563];
            receiver.take(100_000, choices, new long[200_000]);
            assertEquals(50_000, Arrays.stream(choices).map(Long::bitCount).sum(), 950);
        }
    }

    /** Choices are written over what was there, and no bit beyond the last. */
    @Test
    void choices_replaceWhatWasThere() throws Exception {
        Talk.refill(client, server, 65, 0);
        long[] choices = {-1, -1, -1};
        client.receiving().take(65, choices, new long[130]);
        assertNotEquals(-1, choices[0]);
        assertEquals(0, choices[1] >>> 1);
        assertEquals(-1, choices[2]);
    }

    @Test
    void pads_areNeverHandedOutTwice() throws Exception {
        Talk.refill(client, server, 300_000, 0);
        long[] all = new long[4 * 300_000];
        for (int i = 0; i < 3; i++) {
            long[] zeros = new long[200_000];
            long[] ones = new long[200_000];
            server.sending().take(100_000, zeros, ones);
            System.arraycopy(zeros, 0, all, i * 400_000, 200_000);
            System.arraycopy(ones, 0, all, i * 400_000 + 200_000, 200_000);
        }
        assertEquals(all.length, Arrays.stream(all).distinct().count());
    }

    @Test
    void delta_isInNoMessageAndNoPad() throws Exception {
        List<byte[]> messages = Talk.refill(client, server, 1000, 1000);
        for (Transfers end : List.of(client, server)) {
            long[] delta = delta(end);
            assertEquals(1, delta[0] & 1);
            for (byte[] message : messages) {
                for (int at = 0; at + 8 <= message.length; at++) {
                    long word = (long) Blocks.WORD.get(message, at);
                    assertTrue(word != delta[0] && word != delta[1]);
                }
            }
            long[] zeros = new long[2000];
            long[] ones = new long[2000];
            end.sending().take(1000, zeros, ones);
            for (int i = 0; i < 2000; i++) {
                assertNotEquals(delta[i & 1], zeros[i] ^ ones[i]);
            }
        }
        assertNotEquals(delta(client)[1], delta(server)[1]);
    }

    private static long[] delta(Transfers end) throws Exception {
        Field stream = Transfers.class.getDeclaredField("sent");
        stream.setAccessible(true);
        return ((CorrelatedStream) stream.get(end)).delta();
    }

    /** Runs a first refill with one message changed and requires that its hearer refuses it and everything after. */
    private void requireRefusal(int which, UnaryOperator<byte[]> change, String said) throws Exception {
        try (Transfers one = new Transfers(true, LpnParameters.FIRST, LpnParameters.FIRST);
                Transfers other = new Transfers(false, LpnParameters.FIRST, LpnParameters.FIRST)) {
            Conversation[] sides = {one.refill(10, 10), other.refill(10, 10)};
            for (int i = 0; i < which; i++) {
                sides[1 - i % 2].accept(sides[i % 2].next());
            }
            byte[] changed = change.apply(sides[which % 2].next());
            Conversation hearer = sides[1 - which % 2];
            String text = assertThrows(MalformedMessageException.class, () -> hearer.accept(changed))
                    .getMessage();
            assertTrue(text.contains(said), text);
            Transfers broken = which % 2 == 0 ? other : one;
            assertThrows(IllegalStateException.class, () -> broken.refill(1, 1));
            assertThrows(IllegalStateException.class, () -> broken.sending().take(0, new long[0], new long[0]));
            assertThrows(IllegalStateException.class, () -> broken.receiving().take(0, new long[0], new long[0]));
            assertThrows(IllegalStateException.class, () -> hearer.accept(changed));
            requireWiped(broken);
        }
    }

    @Test
    void wrongLengths_areRefused_andBreakTheTransfers() throws Exception {
        for (int which = 0; which < 4; which++) {
            requireRefusal(which, message -> Arrays.copyOf(message, message.length - 1), "were due");
            requireRefusal(which, message -> Arrays.copyOf(message, message.length + 1), "were due");
            requireRefusal(which, message -> new byte[0], "has 0 bytes");
        }
    }

    @Test
    void malformedContents_areRefused_andBreakTheTransfers() throws Exception {
        requireRefusal(0, message -> with(message, 65 * 100 + 30, 1), "point 100");
        requireRefusal(1, message -> with(message, 64, 1), "key");
        requireRefusal(1, message -> with(message, 65, 2), "turn");
    }

    private static byte[] with(byte[] message, int at, int flipped) {
        message[at] ^= (byte) flipped;
        return message;
    }

    @Test
    void moreThanWasRefilled_isRefused_andNothingIsLost() throws Exception {
        assertThrows(IllegalStateException.class, () -> client.receiving().take(1, new long[1], new long[2]));
        Talk.refill(client, server, 1, 1);
        int tooMany = AN_EXTENSION + 1;
        assertThrows(IllegalStateException.class, () -> client.receiving()
                .take(tooMany, new long[tooMany / 64 + 1], new long[2 * tooMany]));
        requireAgreement(10, 10);
    }

    @Test
    void nothingIsTaken_duringARefill() throws Exception {
        Talk.refill(client, server, 1, 1);
        Conversation open = client.refill(AN_EXTENSION + 1, 0);
        assertThrows(IllegalStateException.class, () -> client.refill(1, 1));
        assertThrows(IllegalStateException.class, () -> client.sending().take(1, new long[2], new long[2]));
        assertThrows(IllegalStateException.class, open::due);
        Talk.run(open, server.refill(AN_EXTENSION + 1, 0));
        requireAgreement(5, 5);
    }

    @Test
    void amounts_areBounded() {
        for (long amount : new long[] {-1, Transfers.MOST_READY + 1, Long.MAX_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> client.refill(amount, 1));
            assertThrows(IllegalArgumentException.class, () -> client.refill(1, amount));
        }
    }

    @Test
    void closing_wipes() throws Exception {
        Talk.refill(client, server, 200_000, 200_000);
        requireAgreement(100, 100);
        for (Transfers end : List.of(client, server)) {
            assertTrue(secretWords(end) > 2 * 17384 * 2, "the test sees the tables");
            end.close();
            requireWiped(end);
            assertThrows(IllegalStateException.class, () -> end.refill(1, 1));
            assertThrows(IllegalStateException.class, () -> end.sending().take(0, new long[0], new long[0]));
            assertEquals("Transfers", end.toString());
        }
    }

    @Test
    void closing_amidTheSetup_wipes() throws Exception {
        Conversation ofClient = client.refill(1, 1);
        Conversation ofServer = server.refill(1, 1);
        ofServer.accept(ofClient.next());
        ofClient.accept(ofServer.next());
        client.close();
        server.close();
        requireWiped(client);
        requireWiped(server);
        assertThrows(IllegalStateException.class, ofClient::next);
        assertFalse(ofClient.finished());
    }

    private static void requireWiped(Transfers end) throws Exception {
        assertEquals(0, secretWords(end));
    }

    /** Entries that are not zero in arrays of numbers that can be reached from here. */
    private static long secretWords(Object root) throws Exception {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Object> waiting = new ArrayList<>(List.of(root));
        long words = 0;
        while (!waiting.isEmpty()) {
            Object next = waiting.remove(waiting.size() - 1);
            if (next == null || !seen.add(next)) {
                continue;
            }
            if (next instanceof Collection<?> several) {
                waiting.addAll(several);
            } else if (next.getClass().isArray()) {
                for (int i = 0; i < Array.getLength(next); i++) {
                    Object entry = Array.get(next, i);
                    words += entry instanceof Number number && number.longValue() != 0 ? 1 : 0;
                }
            } else if (!(next instanceof Enum<?>) && next.getClass().getPackage() == Transfers.class.getPackage()) {
                addFields(next, waiting);
            }
        }
        return words;
    }

    private static void addFields(Object object, List<Object> waiting) throws IllegalAccessException {
        for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    waiting.add(field.get(object));
                }
            }
        }
    }
}
