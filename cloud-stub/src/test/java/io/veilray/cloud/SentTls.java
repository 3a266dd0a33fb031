package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The TLS 1.3 records that a client sent, taken apart by RFC 8446 without its keys: every byte has a place. */
record SentTls(byte[] hello, List<Integer> encrypted) {
    private static final int HANDSHAKE = 22;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int APPLICATION_DATA = 23;
    /** A byte of type and a tag of 16; nothing is filled up. */
    private static final int AROUND = 1 + 16;

    /**
     * Names (0; none for localhost), status request, groups, signature algorithms, ALPN, status request 2, main secret,
     * session ticket, versions, PSK modes, signature algorithms of certificates, key share, renegotiation.
     */
    private static final Set<Integer> EXTENSIONS = Set.of(0, 5, 10, 13, 16, 17, 23, 35, 43, 45, 50, 51, 0xff01);

    static SentTls of(byte[] raw) {
        ByteBuffer in = ByteBuffer.wrap(raw);
        byte[] hello = {};
        List<Integer> encrypted = new ArrayList<>();
        while (in.hasRemaining()) {
            int type = in.get();
            assertEquals(3, in.get());
            in.get();
            byte[] content = new byte[in.getShort() & 0xffff];
            in.get(content);
            switch (type) {
                case HANDSHAKE -> {
                    assertEquals(0, hello.length, "a second message of the handshake in the clear");
                    hello = content;
                }
                case CHANGE_CIPHER_SPEC -> assertEquals(List.of((byte) 1), List.of(content[0]));
                case APPLICATION_DATA -> encrypted.add(content.length);
                default -> throw new AssertionError("a record of type " + type);
            }
        }
        return new SentTls(hello, encrypted);
    }

    /** Bytes inside of the records' encryption after the client's Finished: content, without type, filling and tag. */
    int content() {
        int hash = encrypted.getFirst() - AROUND - 4;
        assertTrue(hash == 32 || hash == 48, "the first encrypted record is no Finished, it has " + hash);
        return encrypted.stream().skip(1).mapToInt(length -> length - AROUND).sum();
    }

    /** Nothing in the greeting but random numbers, what every client offers, and the name of the server. */
    void requireOrdinaryHello() {
        ByteBuffer in = ByteBuffer.wrap(hello);
        assertEquals(1, in.get(), "client hello");
        in.position(4 + 2 + 32);
        assertEquals(32, in.get(), "the random name that TLS 1.3 keeps for old middle boxes");
        in.position(in.position() + 32);
        in.position(in.getShort() + in.position());
        in.position(in.get() + in.position());
        assertEquals(in.getShort() & 0xffff, in.remaining());
        while (in.hasRemaining()) {
            int extension = in.getShort() & 0xffff;
            assertTrue(EXTENSIONS.contains(extension), "extension " + extension);
            byte[] content = new byte[in.getShort() & 0xffff];
            in.get(content);
            if (extension == 0) {
                assertTrue(new String(content, 5, content.length - 5).equals("localhost"), "a server name");
            } else if (extension == 16) {
                assertEquals("h2", new String(content, 3, content.length - 3));
            }
        }
    }
}
