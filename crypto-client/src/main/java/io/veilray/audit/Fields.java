package io.veilray.audit;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of a line: letters, digits and a few marks as they are, any other byte of UTF-8 as % and two digits, so that
 * no text from a server can end a field or a line.
 */
final class Fields {
    private static final int MAX_CHARS = 280; // host and port are at most 261
    private static final String NONE = "-";
    /** Possessive, or a field of some thousand signs would overflow the stack. */
    private static final Pattern FIELD = Pattern.compile("(?:[A-Za-z0-9._:\\[\\]-]|%[0-9A-F]{2})++");

    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-F]{2})");

    private Fields() {}

    /** Cut to a length at which the longest line can still be found at the end of a file. */
    static String limited(String text) {
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
    }

    static void requireWord(String what, String word) {
        if (!word.matches("[a-z-]{1,32}") || word.equals(NONE)) {
            throw new IllegalArgumentException(what + " \"" + word + "\": must be a word of 1 to 32 small letters");
        }
    }

    static String encode(Optional<String> text) {
        return text.map(Fields::encode).orElse(NONE);
    }

    static String encode(String text) {
        if (text.isEmpty() || text.equals(NONE)) {
            return text.isEmpty() ? "%00" : "%2D";
        }
        StringBuilder field = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > ' ' && FIELD.matcher(String.valueOf((char) b)).matches();
            field.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
        }
        return field.toString();
    }

    static Optional<String> decodeOptional(String field) {
        return field.equals(NONE) ? Optional.empty() : Optional.of(decode(field));
    }

    /** @throws IllegalArgumentException if it is no field */
    static String decode(String field) {
        if (!FIELD.matcher(field).matches() || field.equals(NONE)) {
            throw new IllegalArgumentException("a field of the trail may not be empty or hold other signs");
        }
        Matcher escapes = ESCAPE.matcher(field);
        String bytes = escapes.replaceAll(
                found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
        String text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.equals("\0") ? "" : text;
    }
}
