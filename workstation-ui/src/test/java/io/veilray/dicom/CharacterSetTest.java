package io.veilray.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A description with wrong letters is read as another body part; a question mark is not. */
class CharacterSetTest {
    private static final Tag DESCRIPTION = Tags.SERIES_DESCRIPTION;

    private static Optional<String> description(String characterSet, byte[] value) throws DicomException {
        return DicomBytes.file(DicomBytes.EXPLICIT)
                .text(0x00080005, "CS", characterSet)
                .value(0x0008103E, "LO", value)
                .parse()
                .text(DESCRIPTION);
    }

    @Test
    void characterSetOfTheFile_decides() throws Exception {
        byte[] latin = "Schädel ".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(Optional.of("Schädel"), description("ISO_IR 100", latin));
        assertEquals(Optional.of("Kopf 頭"), description("ISO_IR 192", "Kopf 頭".getBytes(StandardCharsets.UTF_8)));
        assertEquals(Optional.of("голова"), description("ISO_IR 144", "голова".getBytes("ISO-8859-5")));
    }

    @Test
    void unknownSets_neverGiveAWrongLetter() throws Exception {
        byte[] latin = "Schädel ".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(Optional.of("Sch?del"), description("", latin));
        assertEquals(Optional.of("Sch?del"), description("ISO_IR 999", latin));
        byte[] unknownEscape = {'a', 0x1B, '$', '(', 'Q', 'b'};
        assertEquals(Optional.of("a?$(Qb"), description("\\ISO 2022 IR 87", unknownEscape));
    }

    private static final Tag NAME = Tag.of(0x00100010);

    private static Optional<String> name(String characterSet, String latin1Bytes) throws DicomException {
        return DicomBytes.file(DicomBytes.EXPLICIT)
                .text(0x00080005, "CS", characterSet)
                .value(0x00100010, "PN", latin1Bytes.getBytes(StandardCharsets.ISO_8859_1))
                .parse()
                .text(NAME);
    }

    /** The examples of PS3.5 annexes H.3.1, H.3.2 and I.2, whose bytes the standard prints beside the names. */
    @Test
    void namesOfTheStandard_areReadThroughTheirEscapes() throws Exception {
        assertEquals(
                Optional.of("Yamada^Tarou=山田^太郎=やまだ^たろう"),
                name(
                        "\\ISO 2022 IR 87",
                        "Yamada^Tarou=\033$B;3ED\033(B^\033$BB@O:\033(B=\033$B$d$^$@\033(B^\033$B$?$m$&\033(B"));
        assertEquals(
                Optional.of("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
                name(
                        "ISO 2022 IR 13\\ISO 2022 IR 87",
                        "\324\317\300\336^\300\333\263=\033$B;3ED\033(J^\033$BB@O:\033(J="
                                + "\033$B$d$^$@\033(J^\033$B$?$m$&\033(J"));
        assertEquals(
                Optional.of("Hong^Gildong=洪^吉洞=홍^길동"),
                name(
                        "\\ISO 2022 IR 149",
                        "Hong^Gildong=\033$)C\373\363^\033$)C\321\316\324\327="
                                + "\033$)C\310\253^\033$)C\261\346\265\277"));
    }

    @Test
    void delimiterInANameAndEndOfAValue_returnToTheFirstSet() throws Exception {
        // after ^ the Greek set of G1 is gone, and the byte E1 is no ASCII
        assertEquals(Optional.of("α^?"), name("\\ISO 2022 IR 126", "\033-F\341^\341"));
        DicomDataset two = DicomBytes.file(DicomBytes.EXPLICIT)
                .text(0x00080005, "CS", "ISO 2022 IR 100\\ISO 2022 IR 87")
                .value(0x00081080, "LO", "\033$B;3\\\344".getBytes(StandardCharsets.ISO_8859_1))
                .parse();
        // the pair 3B 33 is one character; the backslash stands where kanji are still switched on: it is half a pair
        assertEquals(1, two.texts(Tag.of(0x00081080)).size());
    }

    @Test
    void itemOfASequence_inheritsTheSet() throws Exception {
        DicomBytes item =
                DicomBytes.part(true).value(0x00080104, "LO", "\344\366".getBytes(StandardCharsets.ISO_8859_1));
        DicomDataset file = DicomBytes.file(DicomBytes.EXPLICIT)
                .text(0x00080005, "CS", "ISO_IR 100")
                .sequence(0x00082218, item)
                .parse();
        assertEquals(
                Optional.of("äö"), file.items(Tag.of(0x00082218)).getFirst().text(Tag.of(0x00080104)));
    }

    @Test
    void controlCharacters_becomeSpaces() throws Exception {
        assertEquals(Optional.of("a b"), description("", new byte[] {'a', '\n', 'b', 0}));
        assertEquals(Optional.empty(), description("", new byte[] {' ', 0}));
    }

    @Test
    void decimals_keepTheirPlaces() throws Exception {
        DicomDataset file = DicomBytes.file(DicomBytes.EXPLICIT)
                .text(0x00280030, "DS", " 0.5 \\\\-2e1")
                .parse();
        assertEquals(List.of(0.5, Double.NaN, -20.0), file.decimals(Tags.PIXEL_SPACING));
        DicomDataset bad = DicomBytes.file(DicomBytes.EXPLICIT)
                .text(0x00280030, "DS", "0,5")
                .parse();
        String message = assertThrows(DicomException.class, () -> bad.decimals(Tags.PIXEL_SPACING))
                .getMessage();
        assertTrue(message.contains("is not a decimal number"), message);
    }
}
