package io.veilray.dicom.derived;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.Tag;

/** Text of ours in a data set whose character set is the source's and may lack our letters. */
final class PlainText {
    /** Characters of an LO. */
    static final int LINE = 64;
    /** Characters of an ST. */
    static final int SHORT = 1024;
    /** Characters of a text of unlimited length; no comment needs more. */
    static final int LONG = 10_000;

    private PlainText() {}

    /** One line of at most that many characters; letters that the character set lacks become question marks. */
    static DatasetBuilder put(DatasetBuilder into, Tag tag, String text, int most) {
        String line = cut(text.replaceAll("\\p{Cntrl}+", " ").replace('\\', '/').strip(), most);
        try {
            return into.text(tag, line);
        } catch (IllegalArgumentException e) { // the source's character set lacks a letter
            return into.text(tag, line.replaceAll("[^ -~]", "?"));
        }
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most)).strip();
    }

    /** A Code String: capitals, digits, spaces and underscores, at most 16 characters (PS3.5 table 6.2-1). */
    static String codeString(String text) {
        String code = text.toUpperCase(java.util.Locale.ROOT)
                .replaceAll("[^A-Z0-9]+", " ")
                .strip();
        return code.isEmpty()
                ? "VEILRAY"
                : code.substring(0, Math.min(16, code.length())).strip();
    }
}
