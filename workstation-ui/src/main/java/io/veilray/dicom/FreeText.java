package io.veilray.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Text in the Specific Character Set of its file (PS3.3 C.12.1.1.2). Sets that switch by escape sequences (ISO 2022) are
 * not decoded: what is not ASCII in them becomes a question mark, never a wrong letter.
 */
final class FreeText {
    private static final Map<String, String> CHARSETS = Map.ofEntries(
            Map.entry("ISO_IR 100", "ISO-8859-1"),
            Map.entry("ISO_IR 101", "ISO-8859-2"),
            Map.entry("ISO_IR 109", "ISO-8859-3"),
            Map.entry("ISO_IR 110", "ISO-8859-4"),
            Map.entry("ISO_IR 144", "ISO-8859-5"),
            Map.entry("ISO_IR 127", "ISO-8859-6"),
            Map.entry("ISO_IR 126", "ISO-8859-7"),
            Map.entry("ISO_IR 138", "ISO-8859-8"),
            Map.entry("ISO_IR 148", "ISO-8859-9"),
            Map.entry("ISO_IR 13", "JIS_X0201"),
            Map.entry("ISO_IR 166", "TIS-620"),
            Map.entry("ISO_IR 192", "UTF-8"),
            Map.entry("GB18030", "GB18030"),
            Map.entry("GBK", "GBK"));

    private FreeText() {}

    static String decode(byte[] bytes, List<String> characterSets) {
        String name = characterSets.size() == 1 ? CHARSETS.getOrDefault(characterSets.getFirst(), "") : "";
        Charset charset =
                !name.isEmpty() && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
        return new String(bytes, charset).replace('\uFFFD', '?');
    }
}
