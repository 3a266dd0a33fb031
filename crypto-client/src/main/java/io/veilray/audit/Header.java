package io.veilray.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a file of the trail.
 *
 * @param file 1 for the first file
 * @param follows the last hash of the file before
 */
record Header(int version, int file, String follows) {
    static final int VERSION = 1;

    private static final String FORMAT = "veilray-audit";
    private static final Pattern TEXT = Pattern.compile(FORMAT + "\t([1-9]\\d{0,5})\t([1-9]\\d{0,5})\t([0-9a-f]{64})");

    static Header first(int file, String follows) {
        return new Header(VERSION, file, follows);
    }

    static Optional<Header> decode(String text) {
        Matcher found = TEXT.matcher(text);
        return found.matches()
                ? Optional.of(
                        new Header(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)), found.group(3)))
                : Optional.empty();
    }

    String encode() {
        return FORMAT + "\t" + version + "\t" + file + "\t" + follows;
    }
}
