package io.veilray.dicom.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.Vr;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An archive's answer decides whose images are fetched: what it says is read exactly, or refused. */
class JsonAnswersTest {
    private static List<DicomDataset> read(String json, int most) throws IOException {
        return JsonAnswers.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), WebLimits.USUAL, most);
    }

    private static DicomDataset one(String json) throws IOException {
        return read("[{" + json + "}]", 10).getFirst();
    }

    private static void refused(String expected, String json) {
        String said = assertThrows(AnswerException.class, () -> read(json, 10)).getMessage();
        assertTrue(said.contains(expected), said);
    }

    /** PS3.18 table F.2.3-1: the three groups of a name are joined as PS3.5 section 6.2 writes them. */
    @Test
    void personName_hasItsGroups() throws Exception {
        DicomDataset match = one("""
                "00080005": {"vr": "CS", "Value": ["ISO_IR 100"]},
                "00100010": {"vr": "PN", "Value": [{"Alphabetic": "M\u00fcller^J\u00f6rg", "Ideographic": "\u5c71\u7530"}]}""");
        assertEquals(Optional.of("M\u00fcller^J\u00f6rg=\u5c71\u7530"), match.text(Tags.PATIENT_NAME));
        DicomDataset phonetic =
                one("\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"A^B\",\"Phonetic\":\"C\"}]}");
        assertEquals(Optional.of("A^B==C"), phonetic.text(Tags.PATIENT_NAME));
    }

    @Test
    void values_areOfTheirRepresentation() throws Exception {
        DicomDataset match = one("""
                "00080061": {"vr": "CS", "Value": ["CT", null, "SR"]},
                "00201206": {"vr": "IS", "Value": [12]},
                "00201208": {"Value": ["345"], "vr": "IS"},
                "00280010": {"vr": "US", "Value": [65535]},
                "00280106": {"vr": "SS", "Value": ["-2"]},
                "00189313": {"vr": "FD", "Value": [1.5, -2]},
                "00289520": {"vr": "OB", "InlineBinary": "AQID"},
                "00280009": {"vr": "AT", "Value": ["00181063"]},
                "7FE00010": {"vr": "OW", "BulkDataURI": "http://elsewhere/"},
                "00080020": {"vr": "DA"}""");
        assertEquals(List.of("CT", "", "SR"), match.codes(Tags.MODALITIES_IN_STUDY));
        assertEquals(12, match.requiredInteger(Tags.STUDY_RELATED_SERIES));
        assertEquals(345, match.requiredInteger(Tags.STUDY_RELATED_INSTANCES));
        assertEquals(65535, match.requiredInteger(Tags.ROWS));
        assertEquals(-2, match.requiredInteger(Tag.of(0x00280106)));
        assertEquals(List.of(1.5, -2.0), match.decimals(Tag.of(0x00189313)));
        assertArrayEquals(
                new byte[] {1, 2, 3, 0},
                match.find(Tag.of(0x00289520)).orElseThrow().bytes());
        // group then element, each a little-endian word (PS3.5 section 6.2, AT)
        assertArrayEquals(
                new byte[] {0x18, 0x00, 0x63, 0x10},
                match.find(Tag.of(0x00280009)).orElseThrow().bytes());
        assertFalse(match.has(Tags.PIXEL_DATA), "what is elsewhere is not fetched");
        assertEquals(Optional.empty(), match.code(Tags.STUDY_DATE));
    }

    @Test
    void missingRepresentation_isTheDictionarys() throws IOException {
        assertEquals(
                Vr.CS,
                one("\"00080060\":{\"Value\":[\"MR\"]}")
                        .find(Tags.MODALITY)
                        .orElseThrow()
                        .vr());
    }

    @Test
    void sequence_hasItsItems() throws IOException {
        DicomDataset answer = read("""
                {"00081198": {"vr": "SQ", "Value": [{"00081155": {"vr": "UI", "Value": ["1.2.3"]},
                    "00081197": {"vr": "US", "Value": [272]}}, null]}}""", 10).getFirst();
        assertEquals(2, answer.items(Tags.FAILED_SOP_SEQUENCE).size());
        assertEquals(
                Optional.of("1.2.3"),
                answer.items(Tags.FAILED_SOP_SEQUENCE).getFirst().code(Tags.REFERENCED_SOP_INSTANCE_UID));
    }

    @Test
    void noMore_isReadThanAsked() throws IOException {
        assertEquals(2, read("[{},{},broken", 2).size());
        assertEquals(0, read("", 2).size());
        assertEquals(0, read("[]", 2).size());
    }

    @Test
    void numberThatDoesNotFit_isRefused() {
        for (String number : List.of("65536", "-1", "1.5", "\"x\"", "1e999999999", "\"" + "9".repeat(50) + "\"")) {
            refused("(0028,0010)", "[{\"00280010\":{\"vr\":\"US\",\"Value\":[" + number + "]}}]");
        }
    }

    @Test
    void malformedAnswers_areRefused() {
        refused("no JSON", "[{");
        refused("no JSON", "<html>");
        refused("no JSON", "[{}");
        refused("no JSON", "{\"00080020\"");
        refused("no object", "[1]");
        refused("hexadecimal", "[{\"PatientName\":{}}]");
        refused("value representation", "[{\"00100010\":{\"vr\":\"QQ\"}}]");
        refused("no object", "[{\"00100010\":7}]");
        refused("no array", "[{\"00100010\":{\"vr\":\"PN\",\"Value\":7}}]");
        refused("neither text nor number", "[{\"00080020\":{\"vr\":\"DA\",\"Value\":[[]]}}]");
        refused("base64", "[{\"00289520\":{\"vr\":\"OB\",\"InlineBinary\":\"*\"}}]");
    }

    @Test
    void deepNesting_isRefused() {
        refused("no JSON", "[".repeat(100_000));
        refused("no JSON", "[{\"00081198\":{\"vr\":\"SQ\",\"Value\":".repeat(1000));
    }

    @Test
    void endlessText_isRefusedBeforeItFillsMemory() {
        InputStream endless = new InputStream() {
            private int given;

            @Override
            public int read() {
                given++;
                return given <= 3 ? "[{\"".charAt(given - 1) : 'a';
            }
        };
        String said = assertThrows(AnswerException.class, () -> JsonAnswers.read(endless, WebLimits.USUAL, 10))
                .getMessage();
        assertTrue(said.contains("longer than any real one"), said);
    }

    @Test
    void hostileRepresentation_doesNotMakeReadingFail() throws IOException, DicomException {
        DicomDataset match = one("\"00280010\":{\"vr\":\"LO\",\"Value\":[\"many\"]}");
        assertThrows(DicomException.class, () -> match.requiredInteger(Tags.ROWS));
    }
}
