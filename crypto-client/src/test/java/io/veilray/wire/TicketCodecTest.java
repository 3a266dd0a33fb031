package io.veilray.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.veilray.protocol.ClientTicket;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.NetworkShape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A ticket that waits must come back as it was, once, and leave no second copy. */
class TicketCodecTest {
    private static final NetworkShape SHAPE = SmallModel.network();

    /** Masks of 30 and 2 entries, sums of 60 and 3, 37 bits each: 139, 10, 278 and 14 bytes. */
    @Test
    void bytes_areThoseOfEveryArray() {
        assertArrayEquals(new int[] {30, 2, 60, 3}, ClientTicket.lengths(SHAPE));
        assertEquals(139 + 10 + 278 + 14, TicketCodec.bytes(SHAPE));
    }

    private static long[][] numbers(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Arrays.stream(ClientTicket.lengths(SHAPE))
                .mapToObj(length -> random.longs(length, 0, 1L << 37).toArray())
                .toArray(long[][]::new);
    }

    @Test
    void packedTicket_comesBackAsItWasAndLeavesNothing() throws CloudException {
        long[][] numbers = numbers(1);
        ClientTicket ticket = ClientTicket.load(SHAPE, numbers);
        byte[] packed = TicketCodec.pack(ticket, SHAPE);
        for (long[] array : numbers) {
            assertArrayEquals(new long[array.length], array, "what was packed is wiped");
        }
        assertEquals(
                Reason.TICKET_SPENT,
                assertThrows(CloudException.class, () -> TicketCodec.pack(ticket, SHAPE))
                        .reason());
        long[][] back = TicketCodec.unpack(packed, SHAPE).unload();
        long[][] same = numbers(1);
        for (int i = 0; i < same.length; i++) {
            assertArrayEquals(same[i], back[i]);
        }
    }

    @Test
    void wrongLength_isRefused() {
        int bytes = (int) TicketCodec.bytes(SHAPE);
        for (int wrong : new int[] {0, bytes - 1, bytes + 1}) {
            assertThrows(IllegalArgumentException.class, () -> TicketCodec.unpack(new byte[wrong], SHAPE));
        }
        assertThrows(IllegalArgumentException.class, () -> ClientTicket.load(SHAPE, new long[4][1]));
    }
}
