package io.veilray.result;

/** Cells of CSV files (RFC 4180). */
public final class CsvText {
    private CsvText() {}

    /** A cell of text: quoted where it must be, and never a formula, which a spreadsheet would run: such begin with an apostrophe. */
    public static String of(String value) {
        String harmless = value.matches("(?s)\\s*[=+\\-@\\t\\r].*") ? "'" + value : value;
        return harmless.matches("(?s).*[\",\\r\\n;].*") ? "\"" + harmless.replace("\"", "\"\"") + "\"" : harmless;
    }
}
