package io.veilray.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.veilray.protocol.CloudException.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A ticket used twice shows the difference of two images; one that waits must come back as it was and leave nothing. */
class ClientTicketTest {
    private static final NetworkShape MASKED = new NetworkShape(
            new TensorShape(1, 5, 3),
            List.of(StrictNetworks.dense(0, new TensorShape(1, 5, 3), 2)),
            NonlinearMode.MASKED,
            37,
            12,
            12,
            0);

    private static TicketShares drawn() {
        TicketShares shares = new TicketShares(MASKED);
        SplittableRandom random = new SplittableRandom(1);
        for (long[][] arrays : List.of(shares.masks, shares.products)) {
            for (long[] array : arrays) {
                Arrays.setAll(array, i -> random.nextLong(1L << 37));
            }
        }
        return shares;
    }

    /** 15 entries and 2 of 37 bits: 70 and 10 bytes. */
    @Test
    void storedMaskedTicket_comesBackAndLeavesNothing() throws CloudException {
        TicketShares shares = drawn();
        ClientTicket ticket = new ClientTicket(shares);
        assertEquals(80, ClientTicket.storedBytes(MASKED));
        ByteBuffer stored = ByteBuffer.allocate(80);
        ticket.write(stored);
        assertArrayEquals(new long[15], shares.masks[0]);
        assertArrayEquals(new long[2], shares.products[0]);
        assertEquals(Reason.TICKET_SPENT, reasonOf(() -> ticket.write(ByteBuffer.allocate(80))));
        assertEquals(Reason.TICKET_SPENT, reasonOf(() -> ticket.begin(new long[15])));
        TicketShares back = TicketShares.read(MASKED, stored.flip());
        assertArrayEquals(drawn().masks[0], back.masks[0]);
        assertArrayEquals(drawn().products[0], back.products[0]);
        assertThrows(IllegalArgumentException.class, () -> ClientTicket.read(MASKED, ByteBuffer.allocate(79)));
    }

    private static Reason reasonOf(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(CloudException.class, action).reason();
    }

    @Test
    void eachMode_hasItsOwnWay() throws Exception {
        ClientTicket masked = new ClientTicket(drawn());
        assertThrows(IllegalStateException.class, () -> masked.converse(new long[15]));
        masked.begin(new long[15]).close(); // the mistake did not spend it
        NetworkShape shape = StrictNetworks.random(1);
        ClientTicket strict = new StrictRun(shape, 1, 1).prepare(1).client();
        long[] input = new long[shape.input().size()];
        assertThrows(IllegalStateException.class, () -> strict.begin(input));
        assertThrows(IllegalArgumentException.class, () -> strict.converse(new long[1]));
        strict.converse(input).close();
        assertEquals(Reason.TICKET_SPENT, reasonOf(() -> strict.converse(input)));
    }

    @Test
    void storedStrictTicket_givesTheSameLogits() throws Exception {
        NetworkShape shape = StrictNetworks.random(3);
        StrictRun run = new StrictRun(shape, 1, 1);
        StrictRun.Ticket ticket = run.prepare(1);
        ByteBuffer stored = ByteBuffer.allocate((int) ClientTicket.storedBytes(shape));
        ticket.client().write(stored);
        assertEquals(0, stored.remaining());
        ClientTicket back = ClientTicket.read(shape, stored.flip());
        try (StrictInference client = back.converse(run.input(1));
                StrictServerInference server = new StrictServerInference(run.linearServer(), ticket.server())) {
            StrictRun.talk(client, server);
            assertArrayEquals(run.expected(run.input(1)), client.logits());
        }
    }
}
