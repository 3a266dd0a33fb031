package io.veilray.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ot.DealtPads;
import io.veilray.share.MalformedMessageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A mask used twice shows a difference of secrets: everything out of turn, twice or malformed is refused. */
class ReluMisuseTest {
    private static final ReluShape SHAPE = new ReluShape(100, 25, 37);

    private final long[] left = ReluRun.uniform(new SplittableRandom(1), SHAPE.count(), SHAPE.bits());
    private final long[] right = ReluRun.uniform(new SplittableRandom(2), SHAPE.count(), SHAPE.bits());
    private final long[] output = ReluRun.uniform(new SplittableRandom(3), SHAPE.count(), SHAPE.outBits());
    private final DealtPads[] ends = DealtPads.pair(4);
    private final List<byte[]> fromClient = new ArrayList<>();
    private final List<byte[]> fromServer = new ArrayList<>();

    private ClientRun client() {
        return (ClientRun) SHAPE.client(left, output, ends[0].receiving(), ends[0].sending());
    }

    private ServerRun server() {
        return (ServerRun) SHAPE.server(ends[1].receiving(), ends[1].sending());
    }

    private static void refused(org.junit.jupiter.api.function.Executable call) {
        assertThrows(IllegalStateException.class, call);
    }

    private static void malformed(int due, int came, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(MalformedMessageException.class, call).getMessage();
        assertTrue(message.contains(Integer.toString(due)) && message.contains(Integer.toString(came)), message);
    }

    private void requireRight(long[] result) {
        for (int i = 0; i < result.length; i++) {
            assertEquals(ReluRun.relu(SHAPE, left[i], right[i]), result[i] + output[i] & Bits.ones(SHAPE.outBits()));
        }
    }

    @Test
    void storedAndReadBack_givesTheSameAndLeavesNothing() throws MalformedMessageException {
        ClientRun client = client();
        ServerRun server = server();
        ReluRun.prepare(client, server, fromClient, fromServer);
        ByteBuffer stored = ByteBuffer.allocate((int) SHAPE.clientStoredBytes() + 9);
        stored.position(5);
        client.write(stored);
        assertEquals(SHAPE.clientStoredBytes() + 5, stored.position());
        assertTrue(client.wiped());
        refused(() -> client.write(ByteBuffer.allocate(stored.capacity())));
        refused(() -> client.answer(new byte[SHAPE.flightBytes(0)]));
        stored.position(5).order(ByteOrder.LITTLE_ENDIAN);
        ClientRun again = (ClientRun) SHAPE.readClient(stored);
        assertEquals(SHAPE.clientStoredBytes() + 5, stored.position());
        requireRight(ReluRun.online(SHAPE, again, server, right, fromClient, fromServer));
        assertTrue(again.wiped());
    }

    @Test
    void storing_needsRoomAndTheRightMoment() throws MalformedMessageException {
        ClientRun client = client();
        refused(() -> client.write(ByteBuffer.allocate(1 << 20)));
        ReluRun.prepare(client, server(), fromClient, fromServer);
        int short1 = (int) SHAPE.clientStoredBytes() - 1;
        assertThrows(IllegalArgumentException.class, () -> client.write(ByteBuffer.allocate(short1)));
        assertThrows(IllegalArgumentException.class, () -> SHAPE.readClient(ByteBuffer.allocate(short1)));
    }

    @Test
    void storedBytes_areAsDeclaredForEveryShape() {
        for (int bits = 4; bits <= 41; bits++) {
            for (int extra : new int[] {0, 5}) {
                ReluShape shape = new ReluShape(65, bits, bits + extra);
                try (ServerRun server = (ServerRun) shape.server(ends[1].receiving(), ends[1].sending())) {
                    assertEquals(shape.serverStoredBytes(), server.heldBytes());
                }
                try (ClientRun client =
                        (ClientRun) shape.readClient(ByteBuffer.allocate((int) shape.clientStoredBytes()))) {
                    assertEquals(shape.clientStoredBytes(), client.heldBytes());
                }
            }
        }
    }

    @Test
    void client_refusesWhatIsOutOfTurn() throws MalformedMessageException {
        ClientRun client = client();
        ServerRun server = server();
        refused(() -> client.accept(new byte[SHAPE.serverCorrectionBytes()]));
        refused(() -> client.answer(new byte[SHAPE.flightBytes(0)]));
        fromClient.add(client.corrections());
        refused(client::corrections);
        refused(() -> client.answer(new byte[SHAPE.flightBytes(0)]));
        byte[] corrections = server.accept(fromClient.get(0));
        client.accept(corrections);
        refused(() -> client.accept(corrections));
        requireRight(ReluRun.online(SHAPE, client, server, right, fromClient, fromServer));
        refused(() -> client.answer(new byte[SHAPE.flightBytes(0)]));
        refused(() -> client.write(ByteBuffer.allocate(1 << 20)));
    }

    @Test
    void server_refusesWhatIsOutOfTurn() throws MalformedMessageException {
        ClientRun client = client();
        ServerRun server = server();
        refused(() -> server.begin(right));
        refused(() -> server.answer(new byte[SHAPE.flightBytes(1)]));
        refused(() -> server.finish(new byte[SHAPE.flightBytes(3)]));
        ReluRun.prepare(client, server, fromClient, fromServer);
        refused(() -> server.accept(fromClient.get(0)));
        byte[] first = client.answer(server.begin(right));
        refused(() -> server.begin(right));
        refused(() -> server.finish(new byte[SHAPE.flightBytes(3)]));
        byte[] last = client.answer(server.answer(first));
        refused(() -> server.answer(first));
        requireRight(server.finish(last));
        refused(() -> server.finish(last));
        refused(() -> server.begin(right));
    }

    @Test
    void lengthsThatAreNotDue_areRefusedAndEndTheRun() throws MalformedMessageException {
        int due = SHAPE.clientCorrectionBytes();
        ServerRun deaf = server();
        malformed(due, due - 1, () -> deaf.accept(new byte[due - 1]));
        refused(() -> deaf.accept(new byte[due]));
        ClientRun client = client();
        ServerRun server = server();
        ReluRun.prepare(client, server, fromClient, fromServer);
        server.begin(right);
        int first = SHAPE.flightBytes(1);
        malformed(first, 0, () -> server.answer(new byte[0]));
        refused(() -> server.answer(new byte[first]));
        int opening = SHAPE.flightBytes(0);
        malformed(opening, opening + 1, () -> client.answer(new byte[opening + 1]));
        refused(() -> client.answer(new byte[opening]));
    }

    @Test
    void closed_isSpentAndWiped() throws MalformedMessageException {
        ClientRun client = client();
        ServerRun server = server();
        ReluRun.prepare(client, server, fromClient, fromServer);
        assertFalse(server.wiped());
        assertFalse(client.wiped());
        server.begin(right);
        client.close();
        server.close();
        assertTrue(server.wiped());
        assertTrue(client.wiped());
        refused(() -> client.answer(new byte[SHAPE.flightBytes(0)]));
        refused(() -> server.answer(new byte[SHAPE.flightBytes(1)]));
        assertEquals("ClientRun", client.toString());
        assertEquals("ServerRun", server.toString());
    }

    /** Any bytes of the right length are taken: a server must not fail, or answer otherwise, by what a client made up. */
    @Test
    void arbitraryBytes_neverFail() throws MalformedMessageException {
        SplittableRandom random = new SplittableRandom(5);
        for (int bits : new int[] {4, 8, 15, 25, 41}) {
            ReluShape shape = new ReluShape(70, bits, bits + 3);
            ServerRun server = (ServerRun) shape.server(ends[1].receiving(), ends[1].sending());
            server.accept(bytes(random, shape.clientCorrectionBytes()));
            server.begin(ReluRun.uniform(random, 70, bits));
            for (int flight = 1; flight < shape.flights() - 1; flight += 2) {
                server.answer(bytes(random, shape.flightBytes(flight)));
            }
            assertEquals(70, server.finish(bytes(random, shape.flightBytes(shape.flights() - 1))).length);
        }
    }

    private static byte[] bytes(SplittableRandom random, int count) {
        byte[] out = new byte[count];
        random.nextBytes(out);
        return out;
    }

    @Test
    void inputsOutsideTheRing_areRefusedWithoutSayingThem() {
        long[] bad = left.clone();
        bad[3] = 1L << SHAPE.bits();
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> SHAPE.client(bad, output, ends[0].receiving(), ends[0].sending()))
                .getMessage();
        assertFalse(message.contains(Long.toString(bad[3])), message);
        assertThrows(
                IllegalArgumentException.class,
                () -> SHAPE.client(Arrays.copyOf(left, 99), output, ends[0].receiving(), ends[0].sending()));
        bad[3] = -1;
        assertThrows(
                IllegalArgumentException.class, () -> SHAPE.client(left, bad, ends[0].receiving(), ends[0].sending()));
    }

    @Test
    void inputsAreNotChanged() {
        long[] leftBefore = left.clone();
        long[] rightBefore = right.clone();
        long[] outputBefore = output.clone();
        requireRight(ReluRun.of(SHAPE, left, right, output, ends).result());
        assertArrayEquals(leftBefore, left);
        assertArrayEquals(rightBefore, right);
        assertArrayEquals(outputBefore, output);
    }
}
