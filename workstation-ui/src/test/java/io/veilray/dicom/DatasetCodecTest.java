package io.veilray.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written must be read the same by any other program, so bytes are held to PS3.5 and not to our own reader alone. */
class DatasetCodecTest {
    private static final Tag COMMENTS = Tag.of(0x00204000);

    /** Rows 258 = 0102 hexadecimal; modality CT. */
    private static final DicomDataset TWO = DicomDataset.builder()
            .text(Tags.MODALITY, "CT")
            .integers(Tags.ROWS, 258)
            .build();

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Group, element, [VR,] length, value: PS3.5 tables 7.1-1 to 7.1-3; big endian turns numbers, not letters. */
    @Test
    void bytes_areThoseOfTheStandard() {
        assertEquals(
                "08006000" + "02000000" + "4354" + "28001000" + "02000000" + "0201",
                hex(DatasetCodec.write(TWO, TransferSyntax.IMPLICIT_LITTLE)));
        assertEquals(
                "08006000" + "4353" + "0200" + "4354" + "28001000" + "5553" + "0200" + "0201",
                hex(DatasetCodec.write(TWO, TransferSyntax.EXPLICIT_LITTLE)));
        assertEquals(
                "00080060" + "4353" + "0002" + "4354" + "00280010" + "5553" + "0002" + "0102",
                hex(DatasetCodec.write(TWO, TransferSyntax.EXPLICIT_BIG)));
    }

    /** PS3.5 table 7.5-2: undefined lengths, delimiters without a representation. */
    @Test
    void sequence_isWrittenWithUndefinedLengths() {
        DicomDataset dataset =
                DicomDataset.builder().sequence(Tags.VOI_LUT_SEQUENCE, TWO).build();
        String item = hex(DatasetCodec.write(TWO, TransferSyntax.EXPLICIT_LITTLE));
        assertEquals(
                "28001030" + "53510000ffffffff" + "feff00e0ffffffff" + item + "feff0de000000000" + "feffdde000000000",
                hex(DatasetCodec.write(dataset, TransferSyntax.EXPLICIT_LITTLE)));
    }

    private static DicomDataset manyKinds() {
        return DicomDataset.builder()
                .text(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                .text(Tags.SERIES_DESCRIPTION, "Schädel 頭")
                .decimals(Tags.PIXEL_SPACING, 0.1, 1 / 3.0)
                .integers(Tags.ROWS, 65_535)
                .integers(Tag.of(0x00189219), -1, Short.MIN_VALUE)
                .integers(Tag.of(0x00081161), 7, Integer.MAX_VALUE)
                .decimals(Tag.of(0x00189073), 1e300)
                .decimals(Tag.of(0x00700022), 1.5, -2.25)
                .sequence(Tags.VOI_LUT_SEQUENCE, TWO, DicomDataset.empty())
                .bytes(Tag.of(0x00091001), Vr.UN, new byte[] {1, 2, 3, 4})
                .bytes(Tags.PIXEL_DATA, Vr.OW, new byte[] {1, 2, 3, 4, 5, 6})
                .empty(Tag.of(0x00100010))
                .build();
    }

    @ParameterizedTest
    @EnumSource(names = {"IMPLICIT_LITTLE", "EXPLICIT_LITTLE", "DEFLATED", "EXPLICIT_BIG"})
    void everyKindOfValue_comesBackTheSame(TransferSyntax syntax) throws DicomException {
        DicomDataset dataset = manyKinds();
        DicomFile back = DicomFile.of(DicomWriter.bytes(dataset, syntax));
        assertEquals(dataset, back.dataset());
        assertEquals(dataset, back.dataset().detached());
        assertEquals(syntax, back.syntax().orElseThrow());
        assertEquals(List.of(), back.notes());
        assertEquals("Schädel 頭", back.dataset().text(Tags.SERIES_DESCRIPTION).orElseThrow());
        assertEquals(List.of(-1, -32_768), back.dataset().integers(Tag.of(0x00189219)));
        assertEquals(List.of(0.1, 0.33333333333333), back.dataset().decimals(Tags.PIXEL_SPACING));
        assertEquals(1e300, back.dataset().decimal(Tag.of(0x00189073)).orElseThrow());
        assertEquals(List.of(1.5, -2.25), back.dataset().decimals(Tag.of(0x00700022)));
    }

    @Test
    void bigEndianPixels_keepTheirOrderUntilTheyAreRead() throws DicomException {
        byte[] file = DicomWriter.bytes(manyKinds(), TransferSyntax.EXPLICIT_BIG);
        DicomElement pixels = DicomFile.of(file).dataset().find(Tags.PIXEL_DATA).orElseThrow();
        assertEquals(ByteOrder.BIG_ENDIAN, pixels.value().order());
        assertEquals(0x0201, pixels.value().getShort(0));
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, pixels.bytes());
        assertEquals("020104030605", hex(file).substring(hex(file).length() - 12));
    }

    @Test
    void oddValues_arePaddedAsTheirRepresentationAsks() {
        DicomDataset dataset = DicomDataset.builder()
                .bytes(Tags.SOP_CLASS_UID, Vr.UI, "1.2".getBytes(StandardCharsets.US_ASCII))
                .bytes(Tags.MODALITY, Vr.CS, "ABC".getBytes(StandardCharsets.US_ASCII))
                .bytes(Tags.PIXEL_DATA, Vr.OB, new byte[] {9})
                .build();
        assertEquals(
                "08001600" + "04000000" + "312e3200" + "08006000" + "04000000" + "41424320" + "e07f1000" + "02000000"
                        + "0900",
                hex(DatasetCodec.write(dataset, TransferSyntax.IMPLICIT_LITTLE)));
    }

    /** A 16-bit length field would wrap around: the writer goes over to UN, PS3.5 section 6.2.2. */
    @Test
    void valueTooLongForItsLengthField_isNotCut() throws DicomException {
        byte[] longList = new byte[70_000];
        DicomDataset dataset = DicomDataset.builder()
                .bytes(Tags.WINDOW_CENTER, Vr.DS, longList)
                .build();
        DicomElement back = DatasetCodec.read(
                        ByteBuffer.wrap(DatasetCodec.write(dataset, TransferSyntax.EXPLICIT_LITTLE)),
                        TransferSyntax.EXPLICIT_LITTLE)
                .find(Tags.WINDOW_CENTER)
                .orElseThrow();
        assertEquals(Vr.UN, back.vr());
        assertEquals(70_000, back.valueBytes());
    }

    @Test
    void compressedPixels_goOnlyIntoACompressedSyntax() throws DicomException {
        DicomElement pixels =
                DicomElement.encapsulated(List.of(ByteBuffer.allocate(0), ByteBuffer.wrap(new byte[] {1, 2, 3})));
        DicomDataset dataset = DicomDataset.builder().put(pixels).build();
        assertEquals(
                "e07f1000" + "4f420000ffffffff" + "feff00e000000000" + "feff00e004000000" + "01020300"
                        + "feffdde000000000",
                hex(DatasetCodec.write(dataset, TransferSyntax.RLE)));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> DatasetCodec.write(dataset, TransferSyntax.EXPLICIT_LITTLE))
                .getMessage();
        assertTrue(message.contains("decode it first"), message);
        assertThrows(IllegalArgumentException.class, () -> DatasetCodec.write(manyKinds(), TransferSyntax.JPEG_2000));
    }

    @Test
    void command_carriesItsLength() throws DicomException {
        DicomDataset command =
                DicomDataset.builder().integers(Tag.of(0x00000100), 0x30).build();
        byte[] bytes = DatasetCodec.writeCommand(command);
        assertEquals("00000000" + "04000000" + "0a000000" + "00000001" + "02000000" + "3000", hex(bytes));
        assertEquals(0x30, DatasetCodec.readCommand(ByteBuffer.wrap(bytes)).requiredInteger(Tag.of(0x00000100)));
        byte[] more = DatasetCodec.write(TWO, TransferSyntax.IMPLICIT_LITTLE);
        ByteBuffer both = ByteBuffer.allocate(bytes.length + more.length)
                .put(bytes)
                .put(more)
                .flip();
        assertEquals(2, DatasetCodec.readCommand(both).size()); // what dcmtk puts behind is passed over
    }

    @Test
    void refusedFile_leavesTheOldOne(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a.dcm");
        DicomWriter.write(file, TWO, TransferSyntax.EXPLICIT_LITTLE);
        byte[] before = Files.readAllBytes(file);
        assertThrows(
                IllegalArgumentException.class, () -> DicomWriter.write(file, manyKinds(), TransferSyntax.JPEG_LS));
        assertArrayEquals(before, Files.readAllBytes(file));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @Test
    void valuesTheRepresentationForbids_areRefusedWithoutBeingNamed() {
        DatasetBuilder builder = DicomDataset.builder();
        assertRefused("at most 16 characters", () -> builder.text(Tags.MODALITY, "A".repeat(17)));
        assertRefused("characters that CS does not allow", () -> builder.text(Tags.MODALITY, "ct"));
        assertRefused("without a backslash", () -> builder.text(Tags.SERIES_DESCRIPTION, "a\\b"));
        assertRefused("that US-ASCII does not have", () -> builder.text(Tags.SERIES_DESCRIPTION, "Schädel"));
        assertRefused("characters that UI does not allow", () -> builder.text(Tags.SOP_CLASS_UID, "1.a"));
        assertRefused("from 0 to 65535", () -> builder.integers(Tags.ROWS, 65_536));
        assertRefused("is no whole number", () -> builder.integers(Tags.MODALITY, 1));
        assertRefused("finite numbers", () -> builder.decimals(Tags.PIXEL_SPACING, Double.NaN));
        assertRefused("is no sequence", () -> builder.sequence(Tags.ROWS));
        assertRefused("does not allow", () -> builder.text(Tags.SERIES_DESCRIPTION, "a\u001b$B"));
        builder.text(COMMENTS, "two\r\nlines");
    }

    private static void assertRefused(String rule, Runnable put) {
        String message = assertThrows(IllegalArgumentException.class, put::run).getMessage();
        assertTrue(message.contains(rule), message);
        assertTrue(message.startsWith("("), message);
    }

    /** DS has 16 characters at most: the nearest number that fits, and the shortest text for it. */
    @Test
    void decimalTexts_fitSixteenCharacters() {
        assertEquals("0.1", TextRules.decimal(0.1));
        assertEquals("0.33333333333333", TextRules.decimal(1 / 3.0));
        assertEquals("-0.3333333333333", TextRules.decimal(-1 / 3.0));
        assertEquals("1E+300", TextRules.decimal(1e300));
        assertEquals("0", TextRules.decimal(0));
        assertEquals("1024", TextRules.decimal(1024));
        for (double value : new double[] {Math.PI, -Math.E * 1e-200, Double.MIN_VALUE, Double.MAX_VALUE, 1e15 + 0.3}) {
            String text = TextRules.decimal(value);
            assertTrue(text.length() <= 16, text);
            assertEquals(value, Double.parseDouble(text), Math.abs(value) * 1e-8);
        }
    }

    @Test
    void dictionary_knowsRepeatingAndPrivateTags() {
        assertEquals(Vr.OW, Dictionary.vr(Tag.of(0x60023000)));
        assertEquals("OverlayRows", Dictionary.keyword(Tag.of(0x601E0010)));
        assertEquals(Vr.LO, Dictionary.vr(Tag.of(0x00290010)));
        assertEquals(Vr.UN, Dictionary.vr(Tag.of(0x00291010)));
        assertEquals(Vr.UL, Dictionary.vr(Tag.of(0x00280000)));
        assertEquals("(0020,0032) Image Position Patient", Tags.IMAGE_POSITION.toString());
        assertEquals("(0020,000D) Study Instance UID", Tags.STUDY_INSTANCE_UID.toString());
    }

    @Test
    void randomUids_areUuidsUnderTheOpenRoot() {
        String uid = Uids.random();
        assertTrue(uid.matches("2\\.25\\.(0|[1-9][0-9]*)") && uid.length() <= 44, uid);
        // version 4 in the seventh byte and the variant 10 in the ninth, whatever stood there
        assertEquals("2.25." + new BigInteger("00000000000040008000000000000000", 16), Uids.ofUuid(new byte[16]));
    }

    /** A long report has thousands of lines; a control character is refused wherever it stands. */
    @Test
    void textOfManyLines_isTakenAndControlCharactersAreNot() {
        String lines = "finding\r\n".repeat(100_000);
        DicomDataset report =
                DicomDataset.builder().text(Tags.TEXT_VALUE, lines).build();
        assertEquals(lines.strip(), report.texts(Tags.TEXT_VALUE).getFirst());
        assertThrows(
                IllegalArgumentException.class, () -> DicomDataset.builder().text(Tags.TEXT_VALUE, lines + (char) 7));
    }
}
