package io.veilray.dicom;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** Which characters a representation allows, PS3.5 table 6.2-1, and how numbers are written in it. */
final class TextRules {
    private static final int LONGEST_DS = 16;
    private static final Pattern PLAIN = Pattern.compile("[^\\p{Cntrl}]*");
    private static final Pattern LINES = Pattern.compile("[\\P{Cntrl}\t\n\f\r]*");

    private TextRules() {}

    static boolean allow(Vr vr, String value) {
        return switch (vr) {
            case AS -> value.matches("([0-9]{3}[DWMY])?");
            case CS -> value.matches("[A-Z0-9_ ]*");
            case DA -> value.matches("([0-9]{8})?");
            case DS -> value.matches("[-+0-9eE. ]*");
            case DT -> value.matches("[-+0-9. ]*");
            case IS -> value.matches("[-+0-9 ]*");
            case TM -> value.matches("[0-9. ]*");
            case UI ->
                value.matches("[0-9.]*"); // archives hold others than PS3.5 section 9.1 allows, and ask for them back
            case LT, ST, UT -> LINES.matcher(value).matches();
            default -> PLAIN.matcher(value).matches();
        };
    }

    /** The shortest decimal that gives the same double, or cut to the digits that 16 characters hold. */
    static String decimal(double value) {
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        for (int digits = 17; digits > 0; digits--) {
            BigDecimal rounded =
                    exact.round(new MathContext(digits, RoundingMode.DOWN)).stripTrailingZeros();
            String plain = rounded.toPlainString();
            String shortest = plain.length() <= LONGEST_DS ? plain : rounded.toString();
            if (shortest.length() <= LONGEST_DS) {
                return shortest;
            }
        }
        throw new AssertionError("a double of one digit has at most 7 characters");
    }
}
