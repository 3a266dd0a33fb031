package io.veilray.ot;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The stream of a seed of one block: AES-128 in counter mode over zeros. It can be read from any block on. One thread. */
final class BlockStream implements AutoCloseable {
    private static final int CHUNK_BYTES = 4096;
    private static final byte[] ZEROS = new byte[CHUNK_BYTES];

    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final byte[] seedBytes = new byte[Blocks.BYTES];
    private final byte[] counter = new byte[Blocks.BYTES];
    private final Cipher cipher;

    BlockStream() {
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks AES, which every Java must have", e);
        }
    }

    /** Goes to block {@code first} of the stream of that seed. */
    void seek(long seedLow, long seedHigh, long first) {
        Blocks.WORD.set(seedBytes, 0, seedLow);
        Blocks.WORD.set(seedBytes, 8, seedHigh);
        Blocks.WORD.set(counter, 8, Long.reverseBytes(first));
        try {
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(seedBytes, "AES"), new IvParameterSpec(counter));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CTR refused a 16-byte key", e);
        }
    }

    /** The next bytes of the stream, at most 4096, in an array that the next call overwrites. */
    byte[] next(int bytes) {
        try {
            cipher.update(ZEROS, 0, bytes, chunk, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CTR produced no output", e);
        }
        return chunk;
    }

    /** The next words of the stream. */
    void read(long[] to, int start, int words) {
        for (int done = 0; done < words; done += CHUNK_BYTES / 8) {
            int count = Math.min(words - done, CHUNK_BYTES / 8);
            Blocks.read(next(8 * count), 0, to, start + done, count);
        }
    }

    @Override
    public void close() {
        Arrays.fill(chunk, (byte) 0);
        Arrays.fill(seedBytes, (byte) 0);
        Arrays.fill(counter, (byte) 0);
    }
}
