package io.veilray.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The group that a TLS 1.3 server chose, read off its first answer, which nothing encrypts (RFC 8446, 4.1.3 and 4.2.8). */
final class ServerHello {
    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;
    private static final int KEY_SHARE = 51;
    /** In place of randomness: not the answer, but the wish for another question. */
    private static final byte[] RETRY =
            HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    /** Names as IANA has them. */
    private static final Map<Integer, String> GROUPS = Map.of(
            0x11EC, "X25519MLKEM768",
            0x11EB, "SecP256r1MLKEM768",
            0x11ED, "SecP384r1MLKEM1024",
            0x001D, "X25519",
            0x0017, "secp256r1",
            0x0018, "secp384r1");

    private ServerHello() {}

    /**
     * Empty if these bytes do not begin with such an answer.
     *
     * @param records whole TLS records; its position stays
     */
    static Optional<String> group(ByteBuffer records) {
        try {
            return read(records.duplicate());
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(ByteBuffer in) {
        if (in.get() != HANDSHAKE) {
            return Optional.empty();
        }
        skip(in, 4);
        if (in.get() != SERVER_HELLO) {
            return Optional.empty();
        }
        skip(in, 3 + 2);
        byte[] random = new byte[32];
        in.get(random);
        if (Arrays.equals(random, RETRY)) {
            return Optional.empty();
        }
        skip(in, in.get() & 0xff);
        skip(in, 2 + 1);
        int extensions = in.getShort() & 0xffff;
        int end = in.position() + extensions;
        while (in.position() < end) {
            int type = in.getShort() & 0xffff;
            int length = in.getShort() & 0xffff;
            if (type == KEY_SHARE) {
                return Optional.of(name(in.getShort() & 0xffff));
            }
            skip(in, length);
        }
        return Optional.empty();
    }

    private static void skip(ByteBuffer in, int bytes) {
        in.position(in.position() + bytes);
    }

    private static String name(int group) {
        return GROUPS.getOrDefault(group, "group 0x%04X".formatted(group));
    }
}
