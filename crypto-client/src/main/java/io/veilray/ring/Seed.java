package io.veilray.ring;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Thirty-two bytes from which a stream is expanded.
 *
 * <p><b>Guarantees</b>: no content in {@code toString}; {@link #close} overwrites it. <b>Does not guarantee</b> that the
 * garbage collector left no copy, nor secrecy of a seed that was sent (seeds of public polynomials are).
 */
public final class Seed implements AutoCloseable {
    /** Length in bytes. */
    public static final int BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private Seed(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A fresh seed from the operating system's randomness. */
    public static Seed random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Seed(bytes);
    }

    /** A copy of received or stored bytes, exactly {@link #BYTES} of them. */
    public static Seed of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("seed of " + bytes.length + " bytes: must be " + BYTES);
        }
        return new Seed(bytes.clone());
    }

    /** A seed of its own with the same content. */
    public Seed copy() {
        return new Seed(bytes.clone());
    }

    /** A copy of the content, for sending a public seed. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "Seed";
    }
}
