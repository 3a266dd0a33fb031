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
