package io.veilray.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Expands a seed for one purpose and draws from the stream. The stream is AES-128 in counter mode over zeros; key and
 * initial counter are the halves of SHA-256(purpose name in ASCII, a zero byte, index as 8 bytes little endian, seed).
 * Words are little endian.
 *
 * <p>One sampler serves one thread and is reseeded for each use; {@link #close} overwrites its buffer. How long a draw
 * takes depends on rejected words only, which are independent of the values drawn.
 */
public final class Sampler implements AutoCloseable {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** JDK ciphers are fastest when fed a few hundred to a few thousand bytes at a time. */
    private static final int CHUNK_BYTES = 1024;

    private static final byte[] ZEROS = new byte[CHUNK_BYTES];
    private static final int HALF_WIDTH = 21;
    /** Pairs of bits in a word. */
    private static final int PAIRS = 32;

    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final Cipher cipher;
    private final MessageDigest digest;
    private int used;
    /** Rows that were drawn and are yet to be added; overwritten after use. */
    private double[] low = {};

    private double[] high = {};
    private byte[] ternary = {};

    public Sampler() {
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            digest = MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks AES or SHA-256, which every Java must have", e);
        }
    }

    /** Largest magnitude of a centred binomial error: 21. Its variance is 21/2, its deviation 3.24. */
    public static int errorBound() {
        return HALF_WIDTH;
    }

    /** Restarts the stream of that seed and purpose; {@code index} tells apart several streams of one purpose. */
    public Sampler reseed(Seed seed, Purpose purpose, long index) {
        byte[] label = Arrays.copyOf(
                purpose.name().getBytes(StandardCharsets.US_ASCII),
                purpose.name().length() + 9);
        WORD.set(label, label.length - 8, index);
        digest.update(label);
        byte[] seedBytes = seed.toBytes();
        byte[] key = digest.digest(seedBytes);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 0, 16, "AES"), new IvParameterSpec(key, 16, 16));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CTR refused a 16-byte key", e);
        }
        Arrays.fill(seedBytes, (byte) 0);
        Arrays.fill(key, (byte) 0);
        used = CHUNK_BYTES;
        return this;
    }

    private long nextWord() {
        if (used == CHUNK_BYTES) {
            refill();
        }
        long word = (long) WORD.get(chunk, used);
        used += 8;
        return word;
    }

    private void refill() {
        try {
            cipher.update(ZEROS, 0, CHUNK_BYTES, chunk, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CTR produced no output", e);
        }
        used = 0;
    }

    /**
     * Uniform residues modulo every prime, at most q/2 in magnitude. Modulo each prime, one word an entry in storage
     * order, cut to the prime's bits; entries that are not below the prime are then replaced, in order, by further words.
     */
    public void uniform(Polynomial out, Ring ring) {
        for (int i = 0; i < out.primes(); i++) {
            Prime prime = ring.primes().get(i);
            double q = prime.value();
            long mask = (1L << prime.bits()) - 1;
            boolean rejected = false;
            for (double[] row : out.rows(i)) {
                rejected |= fillBits(row, mask, prime.value() - 1);
            }
            if (rejected) {
                replaceRejected(out.rows(i), q, mask);
            }
        }
        ring.reduce(out);
    }

    /** Fills a row with words cut by the mask and returns whether one is above {@code most}. */
    private boolean fillBits(double[] row, long mask, long most) {
        long differences = 0;
        for (int done = 0; done < row.length; ) {
            if (used == CHUNK_BYTES) {
                refill();
            }
            int count = Math.min(row.length - done, (CHUNK_BYTES - used) / 8);
            differences |= convert(chunk, used, row, done, count, mask, most);
            used += 8 * count;
            done += count;
        }
        return differences < 0;
    }

    /** Returns something negative if a word is above {@code most}: the sign of a difference is not lost in an or. */
    private static long convert(byte[] from, int offset, double[] to, int start, int count, long mask, long most) {
        long differences = 0;
        for (int j = 0; j < count; j++) {
            long word = (long) WORD.get(from, offset + 8 * j) & mask;
            differences |= most - word;
            to[start + j] = word;
        }
        return differences;
    }

    private void replaceRejected(double[][] rows, double q, long mask) {
        for (double[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                while (row[j] >= q) {
                    row[j] = nextWord() & mask;
                }
            }
        }
    }

    /**
     * The same centred binomial integer modulo every prime for each coefficient: the number of ones among bits 0 to 20 of
     * a word less those among bits 21 to 41. Added to what is there.
     */
    public void addCentredBinomial(Polynomial coefficients) {
        makeRows(coefficients.rows(0)[0].length);
        for (int r = 0; r < coefficients.rows(0).length; r++) {
            fillErrors(low);
            for (int i = 0; i < coefficients.primes(); i++) {
                addRow(coefficients.rows(i)[r], low, 0);
            }
        }
        wipeRows();
    }

    private void makeRows(int length) {
        if (low.length != length) {
            low = new double[length];
            high = new double[length];
        }
    }

    private void wipeRows() {
        Arrays.fill(low, 0);
        Arrays.fill(high, 0);
    }

    private void fillErrors(double[] row) {
        for (int done = 0; done < row.length; ) {
            if (used == CHUNK_BYTES) {
                refill();
            }
            int count = Math.min(row.length - done, (CHUNK_BYTES - used) / 8);
            countOnes(chunk, used, row, done, count);
            used += 8 * count;
            done += count;
        }
    }

    private static void countOnes(byte[] from, int offset, double[] to, int start, int count) {
        long ones = (1L << HALF_WIDTH) - 1;
        for (int j = 0; j < count; j++) {
            long word = (long) WORD.get(from, offset + 8 * j);
            to[start + j] = Long.bitCount(word & ones) - Long.bitCount(word >>> HALF_WIDTH & ones);
        }
    }

    /**
     * The same uniform integer of {-1, 0, 1} modulo every prime for each coefficient: two bits of a word at a time, three
     * being drawn again.
     */
    public void ternary(Polynomial coefficients) {
        double[][] first = coefficients.rows(0);
        int columns = first[0].length;
        int wanted = first.length * columns;
        if (ternary.length != wanted + PAIRS) {
            ternary = new byte[wanted + PAIRS];
        }
        for (int drawn = 0; drawn < wanted; ) {
            drawn = appendPairs(nextWord(), drawn);
        }
        for (int i = 0; i < coefficients.primes(); i++) {
            for (int r = 0; r < first.length; r++) {
                copy(ternary, r * columns, coefficients.rows(i)[r]);
            }
        }
        Arrays.fill(ternary, (byte) 0);
    }

    /** Without a branch on what is drawn: a pair that is three is overwritten by the next one. */
    private int appendPairs(long word, int drawn) {
        byte[] out = ternary;
        int next = drawn;
        long rest = word;
        for (int i = 0; i < PAIRS; i++) {
            int pair = (int) rest & 3;
            out[next] = (byte) (pair - 1);
            next += 1 - (pair >> 1 & pair);
            rest >>>= 2;
        }
        return next;
    }

    private static void copy(byte[] from, int start, double[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] = from[start + j];
        }
    }

    /** Adds the same uniform integer of [-2^bits, 2^bits) modulo every prime to each coefficient; bits from 1 to 99. */
    public void addUniform(Polynomial coefficients, Ring ring, int bits) {
        int lowBits = Math.min(bits + 1, 50);
        long lowMask = (1L << lowBits) - 1;
        long highMask = (1L << bits + 1 - lowBits) - 1;
        makeRows(coefficients.rows(0)[0].length);
        for (int r = 0; r < coefficients.rows(0).length; r++) {
            fillBits(low, lowMask, lowMask);
            fillBits(high, highMask, highMask);
            for (int i = 0; i < coefficients.primes(); i++) {
                Prime prime = ring.primes().get(i);
                addRow(coefficients.rows(i)[r], low, -prime.powerOfTwo(bits));
                ring.multiplyAddRow(i, coefficients.rows(i)[r], high, prime.powerOfTwo(lowBits));
            }
        }
        wipeRows();
    }

    private static void addRow(double[] sum, double[] a, double constant) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += a[j] + constant;
        }
    }

    /** Uniform integers of [0, 2^bits), one word each. */
    public void uniformBits(long[] out, int bits) {
        long mask = (1L << bits) - 1;
        for (int i = 0; i < out.length; i++) {
            out[i] = nextWord() & mask;
        }
    }

    /** A uniform integer of [0, bound), by rejection. */
    public int uniformBelow(int bound) {
        long limit = (1L << 31) / bound * bound;
        long drawn;
        do {
            drawn = nextWord() >>> 33;
        } while (drawn >= limit);
        return (int) (drawn % bound);
    }

    /** A uniform multiple of 2^-53 in [0, 1). */
    public double uniformUnit() {
        return (nextWord() >>> 11) * 0x1p-53;
    }

    @Override
    public void close() {
        Arrays.fill(chunk, (byte) 0);
        wipeRows();
        used = CHUNK_BYTES;
    }
}
