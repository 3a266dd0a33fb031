package io.veilray.dicom.derived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.TransferSyntax;
import io.veilray.region.Region;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Result files lie among a patient's images and may be anybody's: none may take the opening of a folder down. */
class DerivedReaderTest {
    private static StoredResult read(ObjectKind kind) throws DicomException {
        return DerivedReader.read(Findings.made(kind, Findings.opinion(UserReview.NONE)))
                .getFirst();
    }

    @Test
    void objectsOfOneResult_becomeOneWithTheReportsWords() throws Exception {
        StoredResult all = read(ObjectKind.PRESENTATION);
        for (ObjectKind kind : List.of(ObjectKind.EVIDENCE, ObjectKind.REPORT, ObjectKind.REGION)) {
            StoredResult next = read(kind);
            assertTrue(all.isSameAs(next), kind.toString());
            all = all.with(next);
        }
        assertEquals(EnumSet.complementOf(EnumSet.of(ObjectKind.PICTURE)), all.kinds());
        assertEquals(2, all.classes().size());
        assertEquals("nodule 97.3 %", all.label());
        assertEquals(Findings.REGION, all.region());
        assertTrue(all.evidence().isPresent());
    }

    /** The cells in favour of the answer: 1, 2, 0 above and none, 0.5, 3 below. The one of 0 is not in it. */
    @Test
    void evidence_isReadBackOverItsRegion() throws Exception {
        StoredEvidence evidence = read(ObjectKind.EVIDENCE).evidence().orElseThrow();
        assertEquals(new Region(3, 2, 5, 4), evidence.place());
        assertEquals((byte) 64, evidence.shares()[0]);
        assertEquals((byte) 191, evidence.shares()[2 * 5 + 4]);
    }

    @Test
    void otherMakersObject_isRefusedWithWhatItIs() throws Exception {
        for (ObjectKind kind : List.of(ObjectKind.REPORT, ObjectKind.REGION, ObjectKind.PRESENTATION)) {
            DicomDataset others = Findings.made(kind, Findings.opinion(UserReview.NONE)).toBuilder()
                    .text(DerivedTags.MANUFACTURER, "Somebody Else")
                    .build();
            assertTrue(DerivedReader.isResult(others));
            DicomException refused = assertThrows(DicomException.class, () -> DerivedReader.read(others));
            assertTrue(refused.getMessage().contains("of another program"), refused.getMessage());
            assertFalse(refused.getMessage().contains("Somebody"), "nothing of the file in an error");
        }
    }

    @Test
    void realReports_areRefused() throws Exception {
        Path folder = TestData.folder("dicom/pydicom");
        for (String name : List.of("reportsi.dcm", "test-SR.dcm", "reportsi_with_empty_number_tags.dcm")) {
            try (DicomFile file = DicomFile.open(folder.resolve(name))) {
                assertTrue(DerivedReader.isResult(file.dataset()), name);
                assertThrows(DicomException.class, () -> DerivedReader.read(file.dataset()), name);
            }
        }
    }

    @Test
    void images_areNoResults() {
        assertFalse(DerivedReader.isResult(Findings.image().build()));
    }

    /** Whatever a byte of one of our files becomes: it is read, or refused with a sentence. */
    @ParameterizedTest
    @EnumSource(
            value = ObjectKind.class,
            names = {"REPORT", "REGION", "EVIDENCE", "PRESENTATION"})
    void damagedFile_isReadOrRefused(ObjectKind kind) throws Exception {
        byte[] file = DicomWriter.bytes(
                Findings.made(kind, Findings.opinion(UserReview.NONE)), TransferSyntax.EXPLICIT_LITTLE);
        long seed = 20261121;
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 1500; i++) {
            byte[] damaged = file.clone();
            int at = 132 + random.nextInt(file.length - 132);
            damaged[at] = (byte) random.nextInt(256);
            try {
                DicomDataset dataset = DicomFile.of(damaged).dataset();
                if (DerivedReader.isResult(dataset)) {
                    DerivedReader.read(dataset);
                }
            } catch (DicomException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", run " + i + ", byte " + at, e);
            }
        }
        assertTrue(refused > 0, "nothing was ever refused");
    }

    @Test
    void segmentationLargerThanItsPixels_isRefused() throws Exception {
        DicomDataset huge = Findings.made(ObjectKind.REGION, Findings.noOpinion()).toBuilder()
                .integers(io.veilray.dicom.Tags.ROWS, 65535)
                .integers(io.veilray.dicom.Tags.COLUMNS, 65535)
                .build();
        DicomException refused = assertThrows(DicomException.class, () -> DerivedReader.read(huge));
        assertTrue(refused.getMessage().contains("65535x65535"), refused.getMessage());
    }

    @Test
    void reviewOfTheReport_isReadBack() throws Exception {
        UserReview rejected = new UserReview(UserReview.Verdict.REJECTED, "", Optional.empty());
        StoredResult read = DerivedReader.read(Findings.made(ObjectKind.REPORT, Findings.opinion(rejected)))
                .getFirst();
        assertEquals(Optional.of(UserReview.Verdict.REJECTED), read.review());
    }
}
