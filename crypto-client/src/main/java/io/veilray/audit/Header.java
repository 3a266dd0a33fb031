package io.veilray.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a file of the trail.
 *
 * @param file 1 for the first file
 * @param follows the last hash of the file before
 * @param key who marks the lines of the file, if they are marked
 */
record Header(int version, int file, String follows, Optional<Marker> key) {
    /** Of files without marks, as all were before there were keys. */
    static final int PLAIN = 1;

    static final int KEYED = 2;

    private static final int MOST_BYTES = 256;
    private static final String FORMAT = "veilray-audit";
    private static final Pattern TEXT = Pattern.compile(
            FORMAT + "\t([1-9]\\d{0,5})\t([1-9]\\d{0,5})\t([0-9a-f]{64})(?:\t([0-9a-f]{16})\t(0|[1-9]\\d{0,8}))?");

    /**
     * Who marks the lines of a file.
     *
     * @param id the key's public name
     * @param first number of the file's first line among those that it marks
     */
    record Marker(String id, int first) {
        static Marker of(EvolvingKey key) {
            return new Marker(key.id(), key.number());
        }
    }

    static Header of(int file, String follows, Optional<EvolvingKey> key) {
        return new Header(key.isPresent() ? KEYED : PLAIN, file, follows, key.map(Marker::of));
    }

    /** The header that a file begins with, if it does. */
    static Optional<Header> in(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String beginning = new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
            int end = beginning.indexOf('\n');
            return end < 0
                    ? Optional.empty()
                    : ChainedLine.parse(beginning.substring(0, end)).flatMap(line -> decode(line.text()));
        }
    }

    static Optional<Header> decode(String text) {
        Matcher found = TEXT.matcher(text);
        return found.matches()
                ? Optional.of(new Header(
                        Integer.parseInt(found.group(1)),
                        Integer.parseInt(found.group(2)),
                        found.group(3),
                        Optional.ofNullable(found.group(4))
                                .map(id -> new Marker(id, Integer.parseInt(found.group(5))))))
                : Optional.empty();
    }

    /** Whether it has the form of its version. */
    boolean isKnown() {
        return version == (key.isPresent() ? KEYED : PLAIN);
    }

    String encode() {
        return FORMAT + "\t" + version + "\t" + file + "\t" + follows
                + key.map(by -> "\t" + by.id() + "\t" + by.first()).orElse("");
    }
}
