package io.veilray.client;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.TicketPolicy.Storage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketPolicyTest {
    private static TicketPolicy keep(int ready, long mostBytes) {
        return new TicketPolicy(ready, Duration.ofMinutes(10), mostBytes, Storage.MEMORY);
    }

    @Test
    void policy_saysWhatIsAllowed() {
        assertThrows(IllegalArgumentException.class, () -> keep(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> keep(17, 1));
        assertThrows(IllegalArgumentException.class, () -> keep(1, -1));
        for (Duration age : List.of(Duration.ofSeconds(59), Duration.ofDays(1).plusMillis(1))) {
            String said = assertThrows(
                            IllegalArgumentException.class, () -> new TicketPolicy(1, age, 1, Storage.MEMORY))
                    .getMessage();
            assertTrue(said.contains(age.toString()) && said.contains("PT1M"), said);
        }
    }
}
