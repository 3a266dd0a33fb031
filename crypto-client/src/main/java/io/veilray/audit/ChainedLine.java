package io.veilray.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line as it stands in a file: its hash, a tab, its text.
 *
 * @param hash SHA-256 over the hash of the line before, a tab, and the text
 */
record ChainedLine(String hash, String text) {
    /** Stands for the hash of the line before the very first. */
    static final String START = "0".repeat(64);

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    static ChainedLine after(String hashBefore, String text) {
        return new ChainedLine(hash(hashBefore, text), text);
    }

    private static String hash(String before, String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest((before + "\t" + text).getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Empty if it does not have the form of one; says nothing of whether the hash is right. */
    static Optional<ChainedLine> parse(String line) {
        int tab = line.indexOf('\t');
        return tab >= 0 && HASH.matcher(line.substring(0, tab)).matches()
                ? Optional.of(new ChainedLine(line.substring(0, tab), line.substring(tab + 1)))
                : Optional.empty();
    }

    boolean isAfter(String hashBefore) {
        return hash.equals(hash(hashBefore, text));
    }

    /** With the line's end. */
    @Override
    public String toString() {
        return hash + "\t" + text + "\n";
    }
}
