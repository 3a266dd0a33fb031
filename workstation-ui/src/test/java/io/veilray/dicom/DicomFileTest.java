package io.veilray.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader that trusts a length in a file can be made to crash, to hang, or to show another picture. */
class DicomFileTest {
    private static final int SEQUENCE = 0x00089999;
    private static final int ITEM = 0xFFFEE000;
    private static final int ITEM_END = 0xFFFEE00D;
    private static final int SEQUENCE_END = 0xFFFEE0DD;

    private static String messageOf(DicomBytes file) {
        return assertThrows(DicomException.class, file::parse).getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {DicomBytes.IMPLICIT, DicomBytes.EXPLICIT})
    void elements_areReadInBothSyntaxes(String syntax) throws DicomException {
        DicomDataset dataset = DicomBytes.image(syntax, 3, 2, 8, 8)
                .text(0x00281050, "DS", "40\\60")
                .parse();
        assertEquals(2, dataset.requiredInteger(Tags.ROWS));
        assertEquals(40, dataset.decimal(Tags.WINDOW_CENTER).orElseThrow());
        assertEquals(
                "MONOCHROME2", dataset.code(Tags.PHOTOMETRIC_INTERPRETATION).orElseThrow());
    }

    @Test
    void fileCutAnywhere_givesACleanError() throws DicomException {
        byte[] inner = DicomBytes.part(true).text(0x00080060, "CS", "CT").bytes();
        byte[] whole = DicomBytes.file(DicomBytes.EXPLICIT)
                .header(SEQUENCE, "SQ", DicomBytes.UNDEFINED)
                .mark(ITEM, DicomBytes.UNDEFINED)
                .raw(inner)
                .mark(ITEM_END, 0)
                .mark(SEQUENCE_END, 0)
                .raw(image())
                .bytes();
        DicomImage.of(DicomFile.of(whole).dataset());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(
                    DicomException.class, () -> DicomImage.of(DicomFile.of(cut).dataset()), "cut at " + length);
        }
    }

    private static byte[] image() {
        byte[] file = DicomBytes.image(DicomBytes.EXPLICIT, 2, 2, 16, 12)
                .pixels(16, 1, 2, 3, 4)
                .bytes();
        int start = DicomBytes.file(DicomBytes.EXPLICIT).bytes().length;
        return Arrays.copyOfRange(file, start, file.length);
    }

    @Test
    void everyByteChanged_neverMoreThanACleanError() {
        byte[] good = DicomBytes.image(DicomBytes.EXPLICIT, 2, 2, 16, 12)
                .pixels(16, 1, 2, 3, 4)
                .bytes();
        for (int at = 128; at < good.length; at++) {
            for (int value : new int[] {0, 1, 0x7F, 0x80, 0xFF}) {
                byte[] changed = good.clone();
                changed[at] = (byte) value;
                try {
                    DicomImage.of(DicomFile.of(changed).dataset()).frame(1);
                } catch (DicomException e) {
                    assertTrue(e.getMessage().length() > 10);
                }
            }
        }
    }

    @Test
    void lyingLength_isRefusedBeforeAllocation() {
        String message = messageOf(DicomBytes.file(DicomBytes.EXPLICIT).header(0x00283006, "OW", 0x7FFFFFF0));
        assertTrue(message.contains("(0028,3006) LUT Data needs 2147483632 bytes and 0 remain"), message);
        String beyondInt = messageOf(DicomBytes.file(DicomBytes.EXPLICIT).header(0x00283006, "OW", 0xFFFFFFF0));
        assertTrue(beyondInt.contains("needs 4294967280 bytes"), beyondInt);
    }

    @Test
    void undefinedLength_isOnlyForSequences() {
        String message = messageOf(DicomBytes.file(DicomBytes.EXPLICIT).header(0x00283006, "OB", DicomBytes.UNDEFINED));
        assertTrue(message.contains("undefined length"), message);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nestedSequences_areReadWithAndWithoutLength(boolean explicit) throws DicomException {
        byte[] leaf = DicomBytes.part(explicit).text(0x00080060, "CS", "MR").bytes();
        byte[] inner = DicomBytes.part(explicit)
                .header(0x00283010, "SQ", leaf.length + 8)
                .mark(ITEM, leaf.length)
                .raw(leaf)
                .bytes();
        DicomDataset dataset = DicomBytes.file(explicit ? DicomBytes.EXPLICIT : DicomBytes.IMPLICIT)
                .header(0x00283000, "SQ", DicomBytes.UNDEFINED)
                .mark(ITEM, DicomBytes.UNDEFINED)
                .raw(inner)
                .mark(ITEM_END, 0)
                .mark(ITEM, 0)
                .mark(SEQUENCE_END, 0)
                .parse();
        assertEquals(2, dataset.items(Tags.MODALITY_LUT_SEQUENCE).size());
        DicomDataset item = dataset.items(Tags.MODALITY_LUT_SEQUENCE).getFirst();
        assertEquals(
                "MR",
                item.items(Tags.VOI_LUT_SEQUENCE).getFirst().code(Tags.MODALITY).orElseThrow());
    }

    @Test
    void unknownOfUndefinedLength_holdsAnImplicitSequence() throws DicomException {
        byte[] leaf = DicomBytes.part(false).text(0x00080060, "CS", "PT").bytes();
        DicomDataset dataset = DicomBytes.file(DicomBytes.EXPLICIT)
                .header(SEQUENCE, "UN", DicomBytes.UNDEFINED)
                .mark(ITEM, leaf.length)
                .raw(leaf)
                .mark(SEQUENCE_END, 0)
                .text(0x00281050, "DS", "7")
                .parse();
        assertEquals(
                "PT",
                dataset.items(new Tag(0x0008, 0x9999))
                        .getFirst()
                        .code(Tags.MODALITY)
                        .orElseThrow());
        assertEquals(7, dataset.decimal(Tags.WINDOW_CENTER).orElseThrow());
    }

    @Test
    void nestingWithoutEnd_isRefused() {
        DicomBytes file = DicomBytes.file(DicomBytes.EXPLICIT);
        for (int depth = 0; depth < 100_000; depth++) {
            file.header(SEQUENCE, "SQ", DicomBytes.UNDEFINED).mark(ITEM, DicomBytes.UNDEFINED);
        }
        String message = messageOf(file);
        assertTrue(message.contains("deeper than " + DatasetParser.MAX_DEPTH), message);
    }

    @Test
    void elementTwice_isRefusedByName() {
        String message = messageOf(
                DicomBytes.file(DicomBytes.EXPLICIT).number(0x00280010, 1).number(0x00280010, 2));
        assertTrue(message.startsWith("(0028,0010) Rows occurs twice"), message);
    }

    @Test
    void missingMark_isNoDicom() {
        assertThrows(DicomException.class, () -> DicomFile.of(new byte[200]));
    }

    @Test
    void laterRepresentation_isSkippedWithAWideLength() throws DicomException {
        DicomDataset dataset = DicomBytes.file(DicomBytes.EXPLICIT)
                .raw(new byte[] {8, 0, 1, 1, 'Z', 'Z', 0, 0, 2, 0, 0, 0, 5, 5})
                .number(0x00280010, 9)
                .parse();
        assertEquals(9, dataset.requiredInteger(Tags.ROWS));
    }

    private static byte[] withoutFrame(DicomBytes file, String syntax) {
        byte[] whole = file.bytes();
        return Arrays.copyOfRange(whole, DicomBytes.file(syntax).bytes().length, whole.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {DicomBytes.IMPLICIT, DicomBytes.EXPLICIT})
    void dataSetWithoutFrame_isToldFromItsFirstElement(String syntax) throws DicomException {
        byte[] bare = withoutFrame(
                DicomBytes.file(syntax).text(0x00080060, "CS", "CT").number(0x00280010, 5), syntax);
        DicomFile file = DicomFile.of(bare);
        assertEquals(syntax, file.syntax().orElseThrow().uid());
        assertEquals(5, file.dataset().requiredInteger(Tags.ROWS));
        assertTrue(file.notes().getFirst().contains("no preamble"), file.notes().toString());
        assertTrue(DicomFile.isLikely(bare));
    }

    @Test
    void bigEndianWithoutFrame_isToldFromItsGroup() throws DicomException {
        DicomDataset dataset = DicomDataset.builder()
                .text(Tags.MODALITY, "CT")
                .integers(Tags.ROWS, 5)
                .build();
        DicomFile file = DicomFile.of(DatasetCodec.write(dataset, TransferSyntax.EXPLICIT_BIG));
        assertEquals(TransferSyntax.EXPLICIT_BIG, file.syntax().orElseThrow());
        assertEquals(dataset, file.dataset());
    }

    @Test
    void picturesAndTexts_areNotTakenForDicom() {
        for (String head :
                new String[] {"\211PNG\r\n\032\n", "\377\330\377\340\000\020JFIF", "PK\003\004", "{\"a\": 1}", "II*\0"
                }) {
            byte[] bytes = Arrays.copyOf(head.getBytes(StandardCharsets.ISO_8859_1), 132);
            assertTrue(!DicomFile.isLikely(bytes), head);
        }
        assertTrue(!DicomFile.isLikely(new byte[0]));
    }

    @Test
    void syntaxThatTheFirstElementContradicts_isNotBelieved() throws DicomException {
        byte[] implicit =
                withoutFrame(DicomBytes.file(DicomBytes.IMPLICIT).text(0x00080060, "CS", "CT"), DicomBytes.IMPLICIT);
        DicomDataset saidExplicit =
                DicomBytes.file(DicomBytes.EXPLICIT).raw(implicit).parse();
        assertEquals("CT", saidExplicit.code(Tags.MODALITY).orElseThrow());
        byte[] explicit =
                withoutFrame(DicomBytes.file(DicomBytes.EXPLICIT).text(0x00080060, "CS", "CT"), DicomBytes.EXPLICIT);
        DicomDataset saidImplicit =
                DicomBytes.file(DicomBytes.IMPLICIT).raw(explicit).parse();
        assertEquals("CT", saidImplicit.code(Tags.MODALITY).orElseThrow());
    }

    @Test
    void cutPixels_areKeptWithANote() throws DicomException {
        DicomFile file = DicomFile.of(DicomBytes.file(DicomBytes.EXPLICIT)
                .header(0x7FE00010, "OW", 100)
                .raw(new byte[60])
                .bytes());
        assertEquals(60, file.dataset().find(Tags.PIXEL_DATA).orElseThrow().valueBytes());
        assertTrue(file.notes().getFirst().contains("(7FE0,0010) Pixel Data needs 100 bytes and 60 remain"));
    }

    @Test
    void fragments_areReadWithoutTheirEndToo() throws DicomException {
        DicomBytes fragments = DicomBytes.file(TransferSyntax.RLE.uid())
                .header(0x7FE00010, "OB", DicomBytes.UNDEFINED)
                .mark(ITEM, 0)
                .mark(ITEM, 4)
                .raw(new byte[] {1, 2, 3, 4});
        DicomFile cut = DicomFile.of(fragments.bytes());
        DicomFile whole = DicomFile.of(fragments.mark(SEQUENCE_END, 0).bytes());
        assertEquals(whole.dataset(), cut.dataset());
        assertEquals(
                List.of(ByteBuffer.allocate(0), ByteBuffer.wrap(new byte[] {1, 2, 3, 4})),
                whole.dataset().find(Tags.PIXEL_DATA).orElseThrow().fragments());
        assertEquals(1, cut.notes().size());
        assertEquals(List.of(), whole.notes());
    }

    @Test
    void zerosBehindTheLastElement_areLeftOut() throws DicomException {
        DicomFile file = DicomFile.of(DicomBytes.file(DicomBytes.EXPLICIT)
                .number(0x00280010, 3)
                .raw(new byte[50])
                .bytes());
        assertEquals(1, file.dataset().size());
        assertTrue(file.notes().getFirst().contains("50 zero bytes"));
    }

    @Test
    void otherElementTwice_countsOnce() throws DicomException {
        DicomFile file = DicomFile.of(DicomBytes.file(DicomBytes.EXPLICIT)
                .text(0x00080060, "CS", "CT")
                .text(0x00080060, "CS", "MR")
                .bytes());
        assertEquals("CT", file.dataset().code(Tags.MODALITY).orElseThrow());
        assertTrue(file.notes().getFirst().startsWith("(0008,0060) Modality occurs twice"));
    }

    @Test
    void unknownSyntax_stillShowsTheHeader() throws DicomException {
        DicomFile file = DicomFile.of(
                DicomBytes.file("1.2.3").text(0x00080060, "CS", "CT").bytes());
        assertEquals(Optional.empty(), file.syntax());
        assertEquals("CT", file.dataset().code(Tags.MODALITY).orElseThrow());
    }

    /** A deflated gigabyte of zeros takes one megabyte: it must not become a gigabyte of memory. */
    @Test
    void deflatedBomb_isRefusedAtItsBound() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(DicomBytes.file(TransferSyntax.DEFLATED.uid()).bytes());
        try (DeflaterOutputStream out = new DeflaterOutputStream(bomb, new Deflater(9, true))) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i <= DatasetCodec.MAX_INFLATED_BYTES >> 20; i++) {
                out.write(zeros);
            }
        }
        String message = assertThrows(DicomException.class, () -> DicomFile.of(bomb.toByteArray()))
                .getMessage();
        assertTrue(message.contains("becomes more than"), message);
    }

    @Test
    void deflatedAndCut_isRefused() {
        DicomDataset dataset = DicomDataset.builder().text(Tags.MODALITY, "CT").build();
        byte[] whole = DicomWriter.bytes(dataset, TransferSyntax.DEFLATED);
        String message = assertThrows(DicomException.class, () -> DicomFile.of(Arrays.copyOf(whole, whole.length - 6)))
                .getMessage();
        assertTrue(message.contains("has no end"), message);
    }
}
