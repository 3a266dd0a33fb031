package io.veilray.dicom.pacs;

/**
 * The name of a DICOM application, PS3.5 table 6.2-1: 1 to 16 characters of the default repertoire without backslash and
 * control characters; spaces before and after it do not count.
 */
public record AeTitle(String text) {
    public static final AeTitle VEILRAY = new AeTitle("VEILRAY");

    private static final int MAX_CHARS = 16;

    public AeTitle {
        text = text.strip();
        if (text.isEmpty()
                || text.length() > MAX_CHARS
                || text.chars().anyMatch(c -> c < ' ' || c > '~' || c == '\\')) {
            throw new IllegalArgumentException("AE title \"" + shown(text)
                    + "\": must have 1 to 16 characters of ASCII and no backslash, such as VEILRAY");
        }
    }

    private static String shown(String text) {
        String clean = text.replaceAll("[^ -~]", "?");
        return clean.length() > 40 ? clean.substring(0, 40) + "..." : clean;
    }

    @Override
    public String toString() {
        return text;
    }
}
