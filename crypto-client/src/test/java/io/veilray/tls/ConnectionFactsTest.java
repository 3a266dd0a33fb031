package io.veilray.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.veilray.keys.CertificateFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionFactsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static CertificateFacts ending(String subject, Duration left) {
        Instant until = NOW.plus(left);
        return new CertificateFacts(subject, "CN=CA", "00", until.minus(Duration.ofDays(397)), until, List.of());
    }

    private static List<String> warnings(Duration server, Duration client) {
        return new ConnectionFacts(
                        "TLSv1.3",
                        "TLS_AES_256_GCM_SHA384",
                        Optional.empty(),
                        ending("CN=server", server),
                        Optional.of(ending("CN=me", client)))
                .warnings(NOW);
    }

    @Test
    void warnings_beginThirtyDaysBeforeTheEnd() {
        assertEquals(List.of(), warnings(Duration.ofDays(30), Duration.ofDays(30)));
        assertEquals(
                List.of(
                        "the server's certificate (CN=server) has 29 days left, tell whoever runs it.",
                        "your certificate (CN=me) has 1 day left, ask for a new one."),
                warnings(Duration.ofDays(30).minusSeconds(1), Duration.ofHours(30)));
    }
}
