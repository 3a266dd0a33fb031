package io.veilray.ot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Circular correlation robust hash of blocks, from AES with a fixed public key: with pi the cipher and
 * sigma(high, low) = (high xor low, high), which is linear and an orthomorphism,
 *
 * <p>H(i, x) = pi(sigma(x) xor i) xor sigma(x) xor i.
 *
 * <p>Source: Guo, Katz, Wang, Yu, "Efficient and Secure Multiparty Computation from Fixed-Key Block Ciphers" (S&amp;P
 * 2020), the construction pi(sigma(x)) xor sigma(x). The tweak adds nothing to be proved: as sigma is linear and
 * invertible, H(i, x) is that construction at x xor sigma^-1(i). What the proof asks is that all these arguments differ;
 * they are pseudorandom blocks, so that two of 2^40 meet with probability 2^-49.
 *
 * <p>One thread. Batches of 256 blocks go to the cipher at a time.
 */
final class FixedKeyHash implements AutoCloseable {
    /** What a hash is for; the high word of its tweak. */
    static final int TREE = 0;

    static final int PAD = 1;
    static final int BASE = 2;
    static final int SEED_TREE = 3;

    private static final int BATCH = 256;
    private static final SecretKeySpec KEY = key();

    private final Cipher cipher;
    private final byte[] in = new byte[BATCH * Blocks.BYTES];
    private final byte[] out = new byte[BATCH * Blocks.BYTES];

    FixedKeyHash() {
        try {
            cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, KEY);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks AES, which every Java must have", e);
        }
    }

    /** The first half of SHA-256 of a text. */
    private static SecretKeySpec key() {
        try {
            byte[] text = "Veilray fixed-key hash 1".getBytes(StandardCharsets.US_ASCII);
            return new SecretKeySpec(MessageDigest.getInstance("SHA-256").digest(text), 0, 16, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks SHA-256, which every Java must have", e);
        }
    }

    /** The public key of the cipher. */
    static byte[] publicKey() {
        return KEY.getEncoded();
    }

    /**
     * Hashes {@code count} blocks x_j xor (low, high), j from 0, with tweak (use, tweak + j step): words from {@code inAt}
     * of {@code from} to words from {@code outAt} of {@code to}, which may be the same place.
     */
    void hash(
            long[] from,
            int inAt,
            long low,
            long high,
            int use,
            long tweak,
            int step,
            long[] to,
            int outAt,
            int count) {
        for (int done = 0; done < count; done += BATCH) {
            int batch = Math.min(BATCH, count - done);
            long first = tweak + (long) done * step;
            load(from, inAt + 2 * done, low, high, use, first, step, batch);
            encrypt(batch);
            store(to, outAt + 2 * done, batch);
        }
    }

    private void load(long[] from, int at, long low, long high, int use, long tweak, int step, int count) {
        byte[] bytes = in;
        long one = low ^ high ^ use;
        for (int j = 0; j < count; j++) {
            long x = from[at + 2 * j];
            long y = from[at + 2 * j + 1];
            Blocks.WORD.set(bytes, 16 * j, y ^ high ^ tweak + (long) j * step);
            Blocks.WORD.set(bytes, 16 * j + 8, x ^ y ^ one);
        }
    }

    private void encrypt(int count) {
        try {
            cipher.update(in, 0, count * Blocks.BYTES, out, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-ECB produced no output", e);
        }
    }

    private void store(long[] to, int at, int count) {
        byte[] sigma = in;
        byte[] bytes = out;
        for (int j = 0; j < 2 * count; j++) {
            to[at + j] = (long) Blocks.WORD.get(sigma, 8 * j) ^ (long) Blocks.WORD.get(bytes, 8 * j);
        }
    }

    @Override
    public void close() {
        Arrays.fill(in, (byte) 0);
        Arrays.fill(out, (byte) 0);
    }
}
