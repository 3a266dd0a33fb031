package io.veilray.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Front ends tell these bytes before anything is sent. */
class NetworkCostTest {
    private static final NetworkShape STRICT = StrictNetworks.fourConvolutions(28);
    private static final NetworkShape MASKED =
            new NetworkShape(STRICT.input(), STRICT.layers(), NonlinearMode.MASKED, 37, 12, 12, 2);

    /** Tensors of 37 bits an entry, each rounded up to bytes: image and maps up, sums and logits down. */
    @Test
    void maskedMode_sendsEveryTensorUpAndEverySumDown() {
        NetworkCost cost = NetworkCost.of(MASKED);
        long up = bytes(28 * 28) + bytes(16 * 14 * 14) + bytes(16 * 7 * 7) + bytes(32 * 3 * 3) + bytes(32 * 3 * 3);
        long down = bytes(16 * 28 * 28) + bytes(16 * 14 * 14) + bytes(32 * 7 * 7) + bytes(32 * 3 * 3) + bytes(2);
        assertEquals(up, cost.onlineBytesUp());
        assertEquals(down, cost.onlineBytesDown());
        assertEquals(up + down, cost.waitingBytes());
    }

    private static long bytes(int entries) {
        return (37L * entries + 7) / 8;
    }

    @Test
    void strictMode_sendsComparisonsInPlaceOfSums() {
        NetworkCost cost = NetworkCost.of(STRICT);
        StrictPlan plan = StrictPlan.of(STRICT);
        long online =
                plan.online().stream().mapToLong(StrictPlan.Message::bytes).sum();
        assertEquals(online, cost.onlineBytesUp() + cost.onlineBytesDown());
        assertTrue(cost.onlineBytesUp() > bytes(28 * 28));
        assertTrue(cost.onlineBytesDown() > bytes(2));
        assertEquals(plan.clientStoredBytes(), cost.waitingBytes());
        assertTrue(cost.ticketBytes() > NetworkCost.of(MASKED).ticketBytes());
    }

    @Test
    void networkThatStrictModeCannotRun_isRefused() {
        List<LayerShape> layers = List.of(
                StrictNetworks.conv("bare", 0, 3, 1, STRICT.input(), List.of()),
                StrictNetworks.dense(1, STRICT.input(), 2));
        NetworkShape shape = StrictNetworks.of(STRICT.input(), layers, 37, 12, 12);
        assertThrows(IllegalArgumentException.class, () -> NetworkCost.of(shape));
    }
}
