package io.veilray.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text of a line of a keyed trail.
 *
 * @param number of the line among those that the key has marked; the first is 0
 * @param mark what only the key of that number makes of the hash before and the text
 */
record MarkedText(String text, int number, String mark) {
    private static final Pattern FORM = Pattern.compile("(.*)\t(0|[1-9]\\d{0,8}):([0-9a-f]{64})");

    /** Empty if it has no mark; says nothing of whether the mark is right. */
    static Optional<MarkedText> parse(String text) {
        Matcher found = FORM.matcher(text);
        return found.matches()
                ? Optional.of(new MarkedText(found.group(1), Integer.parseInt(found.group(2)), found.group(3)))
                : Optional.empty();
    }

    /** The text alone, whether it has a mark or none. */
    static String without(String text) {
        return parse(text).map(MarkedText::text).orElse(text);
    }

    @Override
    public String toString() {
        return text + "\t" + number + ":" + mark;
    }
}
