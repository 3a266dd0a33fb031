package io.veilray.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.veilray.protocol.ClientTicket;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.NetworkShape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A ticket that waits must come back as it was, once. */
class TicketCodecTest {
    private static final NetworkShape SHAPE = SmallModel.network();

    /** Masks of 30 and 2 entries, sums of 60 and 3, 37 bits each: 139, 10, 278 and 14 bytes. */
    @Test
    void bytes_areThoseOfEveryArray() {
        assertEquals(139 + 10 + 278 + 14, TicketCodec.bytes(SHAPE));
    }

    /** Any bytes are a ticket but for the unused bits after each array: 2 of 139 bytes, 6 of 10, 4 of 278, 1 of 14. */
    private static byte[] content() {
        byte[] out = new byte[139 + 10 + 278 + 14];
        new SplittableRandom(1).nextBytes(out);
        out[138] &= 0x3f;
        out[148] &= 0x03;
        out[426] &= 0x0f;
        out[440] &= 0x7f;
        return out;
    }

    @Test
    void packedTicket_comesBackAsItWas() throws CloudException {
        ClientTicket ticket = TicketCodec.unpack(content(), SHAPE);
        assertArrayEquals(content(), TicketCodec.pack(ticket, SHAPE));
        assertEquals(
                Reason.TICKET_SPENT,
                assertThrows(CloudException.class, () -> TicketCodec.pack(ticket, SHAPE))
                        .reason());
    }

    @Test
    void wrongLength_isRefused() {
        int bytes = (int) TicketCodec.bytes(SHAPE);
        for (int wrong : new int[] {0, bytes - 1, bytes + 1}) {
            assertThrows(IllegalArgumentException.class, () -> TicketCodec.unpack(new byte[wrong], SHAPE));
        }
    }
}
