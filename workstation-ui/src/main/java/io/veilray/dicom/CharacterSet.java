package io.veilray.dicom;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The Specific Character Set of a data set, PS3.3 section C.12.1.1.2: one set for all text, or several that escape
 * sequences switch between. What it cannot decode becomes a question mark, never a wrong letter.
 */
public final class CharacterSet {
    /** ISO 646, where the data set names none. */
    public static final CharacterSet DEFAULT = new CharacterSet(StandardCharsets.US_ASCII, false);

    private static final Map<String, String> CHARSETS = Map.ofEntries(
            Map.entry("", "US-ASCII"),
            Map.entry("ISO_IR 6", "US-ASCII"),
            Map.entry("ISO_IR 100", "ISO-8859-1"),
            Map.entry("ISO_IR 101", "ISO-8859-2"),
            Map.entry("ISO_IR 109", "ISO-8859-3"),
            Map.entry("ISO_IR 110", "ISO-8859-4"),
            Map.entry("ISO_IR 144", "ISO-8859-5"),
            Map.entry("ISO_IR 127", "ISO-8859-6"),
            Map.entry("ISO_IR 126", "ISO-8859-7"),
            Map.entry("ISO_IR 138", "ISO-8859-8"),
            Map.entry("ISO_IR 148", "ISO-8859-9"),
            Map.entry("ISO_IR 203", "ISO-8859-15"),
            Map.entry("ISO_IR 13", "JIS_X0201"),
            Map.entry("ISO_IR 166", "TIS-620"),
            Map.entry("ISO_IR 192", "UTF-8"),
            Map.entry("GB18030", "GB18030"),
            Map.entry("GBK", "GBK"));

    private final Charset first;
    private final boolean switched;

    private CharacterSet(Charset first, boolean switched) {
        this.first = first;
        this.switched = switched;
    }

    /** @param codes the defined terms; those that are not known are taken as the default set */
    public static CharacterSet of(List<String> codes) {
        if (codes.isEmpty()) {
            return DEFAULT;
        }
        // "ISO 2022 IR 100" is the set of "ISO_IR 100" for as long as no escape sequence switches it
        String first = codes.getFirst().replace("ISO 2022 IR ", "ISO_IR ").replace("ISO IR ", "ISO_IR ");
        Charset charset = Charset.forName(CHARSETS.getOrDefault(first, "US-ASCII"));
        return new CharacterSet(charset, codes.size() > 1 || codes.getFirst().startsWith("ISO 2022"));
    }

    String decode(byte[] value, Vr vr) {
        if (!vr.hasCharacterSet()) {
            return decode(value, StandardCharsets.US_ASCII);
        }
        return switched ? new SwitchedText(value, first, vr).decoded() : decode(value, first);
    }

    /** @throws IllegalArgumentException if the first set, the one before any escape sequence, lacks a character */
    byte[] encode(String text, Vr vr) {
        Charset charset = vr.hasCharacterSet() ? first : StandardCharsets.US_ASCII;
        try {
            ByteBuffer encoded = charset.newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("text with characters that " + charset.name() + " does not have");
        }
    }

    /** The yen and the overline of JIS X 0201 stand where DICOM has its backslash and tilde. */
    static String decode(byte[] bytes, Charset charset) {
        return new String(bytes, charset)
                .replace('\uFFFD', '?')
                .replace('\u00A5', charset.name().equals("JIS_X0201") ? '\\' : '\u00A5')
                .replace('\u203E', charset.name().equals("JIS_X0201") ? '~' : '\u203E');
    }
}
