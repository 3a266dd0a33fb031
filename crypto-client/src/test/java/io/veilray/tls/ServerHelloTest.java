package io.veilray.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** These bytes come from anybody who answers, before anything is checked: whatever they are, they must not end in a bug. */
class ServerHelloTest {
    /** Record, message, version, randomness, no session, suite, no compression. */
    private static final String BEGINNING = "1603030034" + "02000030" + "0303" + "ab".repeat(32) + "00" + "1301" + "00";

    /** Which version, then the group 0x11EC and no key, which nobody looks at. */
    private static final String EXTENSIONS = "000e" + "002b00020304" + "0033000411ec0000";

    private static Optional<String> group(byte[] bytes) {
        return ServerHello.group(ByteBuffer.wrap(bytes));
    }

    @Test
    void group_isThatOfTheKeyShare() {
        assertEquals(Optional.of("X25519MLKEM768"), group(HexFormat.of().parseHex(BEGINNING + EXTENSIONS)));
    }

    /** A server of TLS 1.2 may answer without any extension. */
    @Test
    void answerWithoutExtensions_orCutAnywhere_hasNone() {
        byte[] whole = HexFormat.of().parseHex(BEGINNING + EXTENSIONS);
        int enough = whole.length - 2;
        for (int length = 0; length < enough; length++) {
            assertEquals(Optional.empty(), group(Arrays.copyOf(whole, length)), length + " bytes");
        }
    }
}
