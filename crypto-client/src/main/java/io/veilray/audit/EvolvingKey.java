package io.veilray.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that marks the lines of a trail. After each line it changes into the next by HMAC-SHA-256, and nobody can change
 * it back (Bellare and Yee, Forward integrity for secure audit logs, 1997; Schneier and Kelsey, 1998).
 *
 * <p>Guarantees: whoever has the key of today can make no mark of an earlier line; it is not in {@link #toString}, and is
 * wiped when it changes and when it is closed.
 *
 * <p>Does not guarantee: that a disk forgets the key of yesterday that was written over there, or that Java keeps no copy
 * of a key that was read from its file or written to it, which is text.
 */
final class EvolvingKey implements AutoCloseable {
    static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] MARK = {1};
    private static final byte[] NEXT = {2};
    private static final byte[] NAME = {3};
    private static final int NAME_BYTES = 8;
    private static final Pattern FORM =
            Pattern.compile("veilray-audit-key\t1\t([0-9a-f]{16})\t(0|[1-9]\\d{0,8})\t([0-9a-f]{64})\n");

    private final String id;
    private final byte[] key;
    private int number;

    private EvolvingKey(String id, int number, byte[] key) {
        this.id = id;
        this.number = number;
        this.key = key;
    }

    /** The key of the first line. */
    static EvolvingKey first(SecretKey secret) {
        byte[] key = secret.getEncoded();
        if (key == null || key.length != BYTES) {
            throw new IllegalArgumentException("key of an audit trail: must have " + BYTES + " bytes");
        }
        return new EvolvingKey(HexFormat.of().formatHex(hmac(key, NAME), 0, NAME_BYTES), 0, key);
    }

    /** Reads what {@link #encode} wrote; empty if it is anything else. */
    static Optional<EvolvingKey> decode(String text) {
        Matcher found = FORM.matcher(text);
        return found.matches()
                ? Optional.of(new EvolvingKey(
                        found.group(1),
                        Integer.parseInt(found.group(2)),
                        HexFormat.of().parseHex(found.group(3))))
                : Optional.empty();
    }

    /** The secret itself, for the owner's own file. */
    byte[] encode() {
        String text = "veilray-audit-key\t1\t" + id + "\t" + number + "\t"
                + HexFormat.of().formatHex(key) + "\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Names the first key, and with it all that came of it; tells nothing of them. */
    String id() {
        return id;
    }

    /** Of the line that it marks next; the first is 0. */
    int number() {
        return number;
    }

    /** Marks the line that comes after that hash, and changes into the key of the line after. */
    MarkedText mark(String hashBefore, String text) {
        byte[] line = (hashBefore + "\t" + text).getBytes(StandardCharsets.ISO_8859_1);
        MarkedText marked = new MarkedText(text, number, HexFormat.of().formatHex(hmac(key, MARK, line)));
        evolve();
        return marked;
    }

    private void evolve() {
        byte[] next = hmac(key, NEXT);
        System.arraycopy(next, 0, key, 0, BYTES);
        Arrays.fill(next, (byte) 0);
        number++;
    }

    /** Becomes the key of that later line. */
    void evolveTo(int later) {
        if (later < number) {
            throw new IllegalArgumentException("key of line " + number + ": cannot become that of line " + later);
        }
        while (number < later) {
            evolve();
        }
    }

    boolean isSameAs(EvolvingKey other) {
        return id.equals(other.id) && number == other.number && MessageDigest.isEqual(key, other.key);
    }

    private static byte[] hmac(byte[] key, byte[]... data) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : data) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public String toString() {
        return "EvolvingKey[" + id + " at line " + number + "]";
    }
}
