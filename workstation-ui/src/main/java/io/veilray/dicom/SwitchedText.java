package io.veilray.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Text whose character sets are switched by escape sequences, PS3.5 section 6.1.2.5 and ISO 2022: bytes below 128 are of
 * the set G0, the others of G1. Both return to the first set at the end of a line and of a value, and in names at the
 * delimiters {@code ^} and {@code =}.
 */
final class SwitchedText {
    private static final int ESCAPE = 0x1B;

    /** A set that an escape sequence brings in: {@code high} whether as G1, {@code wide} whether of two bytes. */
    private record Set(String charset, boolean high, boolean wide) {}

    /** By the bytes after the escape, PS3.3 tables C.12-3 and C.12-4. */
    private static final Map<String, Set> SETS = Map.ofEntries(
            Map.entry("(B", new Set("US-ASCII", false, false)),
            Map.entry("-A", new Set("ISO-8859-1", true, false)),
            Map.entry("-B", new Set("ISO-8859-2", true, false)),
            Map.entry("-C", new Set("ISO-8859-3", true, false)),
            Map.entry("-D", new Set("ISO-8859-4", true, false)),
            Map.entry("-L", new Set("ISO-8859-5", true, false)),
            Map.entry("-G", new Set("ISO-8859-6", true, false)),
            Map.entry("-F", new Set("ISO-8859-7", true, false)),
            Map.entry("-H", new Set("ISO-8859-8", true, false)),
            Map.entry("-M", new Set("ISO-8859-9", true, false)),
            Map.entry("-b", new Set("ISO-8859-15", true, false)),
            Map.entry("-T", new Set("TIS-620", true, false)),
            Map.entry(")I", new Set("JIS_X0201", true, false)),
            Map.entry("(J", new Set("JIS_X0201", false, false)),
            Map.entry("$B", new Set("EUC-JP", false, true)),
            Map.entry("$(D", new Set("EUC-JP", false, true)),
            Map.entry("$)C", new Set("EUC-KR", true, true)),
            Map.entry("$)A", new Set("GB2312", true, true)));
    /** The supplementary kanji of JIS X 0212 stand in EUC-JP behind this byte. */
    private static final byte EUC_THIRD_SET = (byte) 0x8F;

    private final byte[] bytes;
    private final Set firstG1;
    private final String delimiters;
    private final StringBuilder out = new StringBuilder();
    private Set g0;
    private Set g1;
    private boolean supplementary;
    private int at;

    SwitchedText(byte[] bytes, Charset first, Vr vr) {
        this.bytes = bytes;
        this.firstG1 = new Set(first.name(), true, false);
        this.delimiters = (vr.isOneText() ? "" : "\\") + (vr == Vr.PN ? "^=" : "") + "\t\n\f\r";
        reset();
    }

    private void reset() {
        g0 = SETS.get("(B");
        g1 = firstG1;
        supplementary = false;
    }

    String decoded() {
        while (at < bytes.length) {
            if (bytes[at] == ESCAPE) {
                escape();
            } else {
                character();
            }
        }
        return out.toString();
    }

    private void escape() {
        for (int length = 2; length <= 3 && at + length < bytes.length; length++) {
            String sequence = new String(bytes, at + 1, length, StandardCharsets.ISO_8859_1);
            Set set = SETS.get(sequence);
            if (set != null) {
                at += 1 + length;
                designate(set, sequence);
                return;
            }
        }
        out.append('?');
        at++;
    }

    private void designate(Set set, String sequence) {
        if (set.high()) {
            g1 = set;
        } else {
            g0 = set;
            supplementary = sequence.equals("$(D");
        }
    }

    private void character() {
        Set set = bytes[at] < 0 ? g1 : g0;
        boolean wide = set.wide() && (bytes[at] & 0x7F) > ' '; // spaces and ends of lines are of one byte in every set
        int length = wide ? Math.min(2, bytes.length - at) : 1;
        byte[] one = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        String text = CharacterSet.decode(wide && !set.high() ? inEuc(one) : one, Charset.forName(set.charset()));
        out.append(text);
        if (delimiters.contains(text)) {
            reset();
        }
    }

    /** EUC-JP is JIS X 0208 with the high bits set, JIS X 0212 the same behind a byte of its own. */
    private byte[] inEuc(byte[] pair) {
        byte[] euc = new byte[pair.length + (supplementary ? 1 : 0)];
        euc[0] = EUC_THIRD_SET;
        for (int i = 0; i < pair.length; i++) {
            euc[euc.length - pair.length + i] = (byte) (pair[i] | 0x80);
        }
        return euc;
    }
}
