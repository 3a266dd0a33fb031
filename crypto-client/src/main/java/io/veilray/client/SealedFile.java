package io.veilray.client;

import io.veilray.ring.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A ticket in a file: AES-256 in Galois/counter mode (NIST SP 800-38D) with a 128-bit tag and the ticket's name as
 * associated data.
 *
 * <p><b>Guarantees</b>: the key encrypts nothing else and is only in this object's memory, so that wiping it destroys the
 * ticket even where the file cannot be deleted; a changed file, or another ticket's, is refused. <b>Does not guarantee</b>
 * that the JDK's cipher left no copy of the key to the garbage collector.
 */
final class SealedFile implements TicketBox {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final String name;
    private final Seed key = Seed.random();
    private final byte[] nonce = new byte[NONCE_BYTES];

    /** @param name of the ticket */
    SealedFile(Path file, String name) {
        this.file = file;
        this.name = name;
        RANDOM.nextBytes(nonce);
    }

    /** What belongs into the file. */
    byte[] seal(byte[] content) {
        try {
            return cipher(Cipher.ENCRYPT_MODE).doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-256-GCM", e);
        }
    }

    @Override
    public byte[] open() throws IOException {
        try {
            return cipher(Cipher.DECRYPT_MODE).doFinal(Files.readAllBytes(file));
        } catch (GeneralSecurityException e) {
            throw new IOException("a waiting ticket's file is not what was written", e);
        } finally {
            close();
        }
    }

    private Cipher cipher(int mode) throws GeneralSecurityException {
        byte[] bytes = key.toBytes();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(bytes, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(name.getBytes(StandardCharsets.US_ASCII));
            return cipher;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public void close() {
        key.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // without the key it is worth nothing; the next start removes it
        }
    }
}
