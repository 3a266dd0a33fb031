package io.veilray.ot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Circular correlation robust hash of blocks, from AES with a public key: with pi the cipher and
 * sigma(high, low) = (high xor low, high), which is linear and an orthomorphism,
 *
 * <p>H(i, x) = pi(sigma(x) xor i) xor sigma(x) xor i.
 *
 * <p>Source: Guo, Katz, Wang, Yu, "Efficient and Secure Multiparty Computation from Fixed-Key Block Ciphers" (S&amp;P
 * 2020), the construction pi(sigma(x)) xor sigma(x). The tweak adds nothing to be proved: as sigma is linear and
 * invertible, H(i, x) is that construction at x xor sigma^-1(i). What the proof asks is that all these arguments differ;
 * they are pseudorandom blocks, so that two of 2^40 meet with probability 2^-49.
 *
 * <p>Who may compute the cipher p times finds Delta with a probability of the order of p q / 2^127, where q is how often one
 * key is used with it. So the key is changed with each bin, to the extension's salt plus the bin's number (as in Guo, Katz,
 * Wang, Weng, Yu, "Better Concrete Security for Half-Gates Garbling", Crypto 2020, where keys follow a counter from a random
 * start): a bin of 2,048 takes 2,046 hashes for its tree and 4,096 for its pads, so q is below 2^13 and p of the order of
 * 2^114, however many transfers there are.
 *
 * <p>One thread. Batches of 256 blocks go to the cipher at a time.
 */
final class BlockHash implements AutoCloseable {
    /** What a hash is for; the high word of its tweak. */
    static final int TREE = 0;

    static final int PAD = 1;
    static final int BASE = 2;
    static final int SEED_TREE = 3;

    private static final int BATCH = 256;
    private static final long[] COMMON_KEY = commonKey();

    private final Cipher cipher;
    private final byte[] in = new byte[BATCH * Blocks.BYTES];
    private final byte[] out = new byte[BATCH * Blocks.BYTES];
    private final byte[] keyBytes = new byte[Blocks.BYTES];
    private long keyLow;
    private long keyHigh;

    /** Keyed with the common key. */
    BlockHash() {
        try {
            cipher = Cipher.getInstance("AES/ECB/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks AES, which every Java must have", e);
        }
        setKey(COMMON_KEY[0], COMMON_KEY[1]);
    }

    /** The first half of SHA-256 of a text. */
    private static long[] commonKey() {
        try {
            byte[] text = "Veilray block hash 1".getBytes(StandardCharsets.US_ASCII);
            long[] key = new long[2];
            Blocks.read(MessageDigest.getInstance("SHA-256").digest(text), 0, key, 0, 2);
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks SHA-256, which every Java must have", e);
        }
    }

    /** The key where no other is set: for the few blocks of a setup. */
    static long[] publicKey() {
        return COMMON_KEY.clone();
    }

    /** Sets the key of what is hashed from now on. */
    void key(long low, long high) {
        if (low != keyLow || high != keyHigh) {
            setKey(low, high);
        }
    }

    private void setKey(long low, long high) {
        keyLow = low;
        keyHigh = high;
        Blocks.WORD.set(keyBytes, 0, low);
        Blocks.WORD.set(keyBytes, 8, high);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keyBytes, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-ECB refused a 16-byte key", e);
        }
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
        Arrays.fill(keyBytes, (byte) 0);
    }
}
