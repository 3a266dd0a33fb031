package io.veilray.dicom.deidentify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Dictionary;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.Vr;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an export that is said to hold no identity holds. A miss here puts a patient's name into the world, where nobody
 * can call it back.
 */
class DeidentifierTest {
    private enum Outcome {
        ABSENT,
        EMPTY,
        VALUE
    }

    @ParameterizedTest
    @EnumSource(
            value = TransferSyntax.class,
            names = {"IMPLICIT_LITTLE", "EXPLICIT_LITTLE", "EXPLICIT_BIG"})
    void everyAttributeOfTheTable_atEveryDepth_leavesNoPlantedValueInTheBytes(TransferSyntax syntax) throws Exception {
        byte[] original = DicomWriter.bytes(PlantedDataset.build(), syntax);
        assertTrue(
                text(original).contains(PlantedDataset.MARK) && text(original).contains(PlantedDataset.UID_MARK));
        DicomDataset result = deidentified(DicomFile.of(original).dataset());
        String written = text(DicomWriter.bytes(result, syntax));
        assertFalse(written.contains(PlantedDataset.MARK), () -> "a planted text is left in " + marked(result));
        assertFalse(written.contains(PlantedDataset.UID_MARK), () -> "a planted UID is left in " + marked(result));
    }

    private static List<Tag> marked(DicomDataset dataset) {
        return dataset.stream()
                .flatMap(element -> Stream.concat(
                        Stream.of(element).filter(DeidentifierTest::isMarked).map(DicomElement::tag),
                        element.items().stream().flatMap(item -> marked(item).stream())))
                .toList();
    }

    private static boolean isMarked(DicomElement element) {
        String value = text(element.bytes());
        return value.contains(PlantedDataset.MARK) || value.contains(PlantedDataset.UID_MARK);
    }

    @ParameterizedTest
    @EnumSource(
            value = TransferSyntax.class,
            names = {"IMPLICIT_LITTLE", "EXPLICIT_LITTLE"})
    void everyAttributeOfTheTable_atEveryDepth_getsAnActionThatItsRowAllows(TransferSyntax syntax) throws Exception {
        DicomDataset top = deidentified(
                DicomFile.of(DicomWriter.bytes(PlantedDataset.build(), syntax)).dataset());
        DicomDataset nested = top.items(PlantedDataset.KEPT_SEQUENCE).getFirst();
        DicomDataset deep = nested.items(PlantedDataset.KEPT_SEQUENCE).getFirst();
        for (DicomDataset dataset : List.of(top, nested, deep)) {
            PlantedDataset.table().forEach(row -> assertAllowed(row, dataset.find(row.example())));
        }
        assertTrue(PlantedDataset.table().size() > 600, "the table was read");
    }

    /** Table E.1-1a: X removes, Z empties or replaces, D and U replace; a choice allows each of its codes. */
    private static void assertAllowed(PlantedDataset.Row row, Optional<DicomElement> found) {
        Set<Outcome> allowed = EnumSet.noneOf(Outcome.class);
        for (String code : row.isOfDatasets() ? row.code().split("/") : new String[] {"X"}) {
            switch (code) {
                case "X" -> allowed.add(Outcome.ABSENT);
                case "Z" -> allowed.addAll(EnumSet.of(Outcome.EMPTY, Outcome.VALUE));
                default -> allowed.add(Outcome.VALUE);
            }
        }
        boolean typeOneAllowed = row.code().contains("D") || row.code().equals("U");
        Outcome outcome = found.map(DeidentifierTest::outcome).orElse(Outcome.ABSENT);
        assertTrue(allowed.contains(outcome), row + " is " + outcome);
        assertTrue(!row.isOfDatasets() || !typeOneAllowed || outcome == Outcome.VALUE, row + " may be required");
    }

    private static Outcome outcome(DicomElement element) {
        return element.items().isEmpty() && element.valueBytes() == 0 ? Outcome.EMPTY : Outcome.VALUE;
    }

    @Test
    void rowsThatEveryoneKnows_areInTheTableAsTheStandardHasThem() {
        // PS3.15 table E.1-1: Patient's Name Z, Patient ID Z/D, Study Date Z, Series Date X/D, Study Instance UID U,
        // Patient's Age X, Source Image Sequence X/Z/U*, Overlay Data X
        for (String row : List.of(
                "00100010 Z PatientName",
                "00100020 Z/D PatientID",
                "00080020 Z StudyDate",
                "00080021 X/D SeriesDate",
                "0020000D U StudyInstanceUID",
                "00101010 X PatientAge",
                "00082112 X/Z/U* SourceImageSequence",
                "60xx3000 X OverlayData")) {
            String[] parts = row.split(" ");
            assertTrue(PlantedDataset.table().contains(new PlantedDataset.Row(parts[0], parts[1], parts[2])), row);
        }
    }

    @Test
    void table_agreesWithTheDictionaryOnEveryKeyword() {
        for (PlantedDataset.Row row : PlantedDataset.table()) {
            String known = Dictionary.keyword(row.example());
            assertTrue(known.isEmpty() || row.tag().startsWith("50") || known.equals(row.keyword()), row + " " + known);
        }
    }

    @Test
    void valueThatTheFileGivesNoMeaning_isRemoved() {
        Tag known = Tag.of(0x00180015); // Body Part Examined, which as UN could be anything, a sequence included
        DicomDataset original = DicomDataset.builder()
                .bytes(known, Vr.UN, "Meyer ".getBytes(StandardCharsets.US_ASCII))
                .build();
        assertFalse(deidentified(original).has(known));
    }

    @Test
    void pixelsAndWhatDescribesThem_stayAsTheyWere() throws DicomException {
        DicomDataset result = deidentified(PlantedDataset.build());
        assertEquals(2, result.requiredInteger(Tags.ROWS));
        assertEquals(Optional.of("CT"), result.code(Tags.MODALITY));
        assertArrayEquals(
                new byte[] {1, 2, 3, 4, 5, 6, 7, 8},
                result.find(Tags.PIXEL_DATA).orElseThrow().bytes());
    }

    @Test
    void result_saysWhatWasDone() {
        DicomDataset result = deidentified(PlantedDataset.build());
        assertEquals(Optional.of("YES"), result.code(Tags.PATIENT_IDENTITY_REMOVED));
        assertTrue(result.text(Tags.DEIDENTIFICATION_METHOD).orElseThrow().contains("PS3.15"));
        List<DicomDataset> methods = result.items(Tags.DEIDENTIFICATION_METHOD_CODE_SEQUENCE);
        assertEquals(1, methods.size());
        assertEquals(Optional.of("113100"), methods.getFirst().code(Tags.CODE_VALUE));
        assertEquals(Optional.of("DCM"), methods.getFirst().code(Tags.CODING_SCHEME_DESIGNATOR));
        assertEquals(
                1,
                deidentified(result)
                        .items(Tags.DEIDENTIFICATION_METHOD_CODE_SEQUENCE)
                        .size());
    }

    @Test
    void writtenFile_namesTheNewUidInItsMetaInformation() throws DicomException {
        DicomDataset result = deidentified(PlantedDataset.build());
        DicomFile file = DicomFile.of(DicomWriter.bytes(result, TransferSyntax.EXPLICIT_LITTLE));
        assertEquals(
                result.code(Tags.SOP_INSTANCE_UID), file.metaInformation().code(Tags.MEDIA_STORAGE_SOP_INSTANCE_UID));
    }

    @Test
    void oneExport_givesTheSameNewUidAndPatientId_soThatReferencesHold() {
        DicomDataset image = image("1.2.3.1", "4711");
        DicomDataset other = DicomDataset.builder()
                .text(Tags.REFERENCED_SOP_INSTANCE_UID, "1.2.3.1")
                .text(Tags.PATIENT_ID, "4711")
                .build();
        try (Deidentifier deidentifier = new Deidentifier()) {
            DicomDataset first = deidentifier.deidentify(image);
            DicomDataset second = deidentifier.deidentify(other);
            String uid = first.code(Tags.SOP_INSTANCE_UID).orElseThrow();
            assertTrue(uid.matches("2\\.25\\.[1-9][0-9]{1,38}"), uid);
            assertEquals(Optional.of(uid), second.code(Tags.REFERENCED_SOP_INSTANCE_UID));
            assertEquals(first.code(Tags.PATIENT_ID), second.code(Tags.PATIENT_ID));
            assertNotEquals(
                    first.code(Tags.PATIENT_ID),
                    deidentifier.deidentify(image("1.2.3.1", "4712")).code(Tags.PATIENT_ID));
        }
    }

    @Test
    void anotherExport_givesOthers_soThatTheTwoCannotBeJoined() {
        DicomDataset first = deidentified(image("1.2.3.1", "4711"));
        DicomDataset second = deidentified(image("1.2.3.1", "4711"));
        assertNotEquals(first.code(Tags.SOP_INSTANCE_UID), second.code(Tags.SOP_INSTANCE_UID));
        assertNotEquals(first.code(Tags.PATIENT_ID), second.code(Tags.PATIENT_ID));
    }

    @Test
    void severalUidsInOneElement_areReplacedOneByOne() {
        Tag list = Tag.of(0x00080058); // Failed SOP Instance UID List
        DicomDataset original =
                DicomDataset.builder().text(list, "1.2.3.1", "1.2.3.2").build();
        List<String> uids = deidentified(original).codes(list);
        assertEquals(2, uids.size());
        assertTrue(Stream.of("1.2.3.1", "1.2.3.2").noneMatch(uids::contains));
    }

    private static DicomDataset image(String uid, String patientId) {
        return DicomDataset.builder()
                .text(Tags.SOP_INSTANCE_UID, uid)
                .text(Tags.PATIENT_ID, patientId)
                .build();
    }

    private static DicomDataset deidentified(DicomDataset original) {
        try (Deidentifier deidentifier = new Deidentifier()) {
            return deidentifier.deidentify(original);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
