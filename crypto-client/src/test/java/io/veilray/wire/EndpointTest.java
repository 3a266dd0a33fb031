package io.veilray.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user may type for a server: everything else must be refused here, for gRPC refuses it with an exception. */
class EndpointTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:50051",
                "cloud-2.example.org:1",
                "10.0.0.255:65535",
                "[::1]:50",
                "[fe80::1]:443",
                "x1:5",
                "example.org.:5"
            })
    void hostsOfEveryKind_areReadPrintedAndTakenByGrpc(String text) throws Exception {
        Endpoint endpoint = Endpoint.parse(text);
        assertEquals(text, endpoint.toString());
        TlsChannel.build(endpoint).shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":50",
                "nowhere",
                "localhost:",
                "localhost:x",
                "localhost:0",
                "localhost:65536",
                "localhost:+50",
                "localhost:99999999999",
                "http://localhost:50",
                "a b:50",
                "\u00fcn\u00ef:50",
                "_a_:50",
                "a..b:50",
                "-x:50",
                "localhost%:5",
                "a\\b:5",
                "a/b:5",
                "a?b:4",
                "a#b:4",
                "user@localhost:50",
                "256.1.1.1:5",
                "1.2.3:5",
                "::1:50",
                "[localhost]:50",
                "[::1:50",
                "[]:50",
                "[::g]:50"
            })
    void otherWords_areRefusedInASentenceThatNamesThem(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(text))
                .getMessage();
        assertTrue(message.startsWith("server \"" + text + "\": must be HOST:PORT"), message);
    }

    /** A DNS label has at most 63 letters, a name at most 253 (RFC 1035, section 2.3.4). */
    @Test
    void namesLongerThanDnsCarries_areRefused() {
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, "a".repeat(61));
        for (String name : new String[] {label, "x." + label + ".org", longest}) {
            assertEquals(name, Endpoint.parse(name + ":1").host());
        }
        for (String name : new String[] {label + "a", "x.a" + label + ".org", longest + "a"}) {
            assertThrows(IllegalArgumentException.class, () -> new Endpoint(name, 1, Optional.empty()));
        }
    }
}
