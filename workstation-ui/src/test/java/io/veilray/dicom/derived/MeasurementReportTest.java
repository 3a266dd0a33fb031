package io.veilray.dicom.derived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.region.Region;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A report is what a later reader of the study believes: it must say who observed what, and nothing that nobody said. */
class MeasurementReportTest {
    private static DicomDataset reread(DicomDataset made) throws DicomException {
        return DicomFile.of(DicomWriter.bytes(made, TransferSyntax.EXPLICIT_LITTLE))
                .dataset();
    }

    private static UserReview accepted(Optional<Verifier> verifier) {
        return new UserReview(UserReview.Verdict.ACCEPTED, "seen with Dr. Ärztin", verifier);
    }

    @Test
    void writtenAndReadBack_contentTreeIsTheSame() throws Exception {
        for (ImageFinding finding : List.of(Findings.opinion(accepted(Optional.empty())), Findings.noOpinion())) {
            MeasurementReport report = new MeasurementReport(
                    new NewObject(Findings.source(), finding, new Equipment("0.9"), Findings.NOW));
            assertEquals(report.tree(), ContentReader.root(reread(report.dataset())));
        }
    }

    @Test
    void readBack_saysRegionAnswerAllClassesAlgorithmAndReview() throws Exception {
        DicomDataset report = reread(Findings.made(ObjectKind.REPORT, Findings.opinion(accepted(Optional.empty()))));
        StoredResult read = DerivedReader.read(report).getFirst();
        assertEquals(Findings.REGION, read.region());
        assertEquals("nodule 97.3 %", read.label());
        assertEquals("lung-ct-64 1.2.0", read.algorithm());
        assertEquals(
                List.of("normal", "nodule"),
                read.classes().stream().map(ClassProbability::name).toList());
        assertEquals(0.027, read.classes().getFirst().probability().orElseThrow(), 1e-12);
        assertEquals(0.973, read.classes().getLast().probability().orElseThrow(), 1e-12);
        assertEquals(Optional.of(UserReview.Verdict.ACCEPTED), read.review());
        assertTrue(read.image().means("1.2.3.4", 1));
        assertFalse(read.verified());
    }

    /** A model whose owner reveals the class only: the finding stands without a figure that nobody has measured. */
    @Test
    void classAlone_isAFindingWithoutCertainty() throws Exception {
        DicomDataset report = reread(Findings.made(ObjectKind.REPORT, Findings.classAlone()));
        StoredResult read = DerivedReader.read(report).getFirst();
        assertTrue(read.hasOpinion());
        assertEquals("nodule", read.label());
        assertEquals(List.of(), read.classes());
        String text = report.toString();
        assertFalse(text.contains("Certainty") || text.contains("Calibration"), text);
    }

    /** Pixel (3, 2) begins at 3\2, and 5 columns and 4 rows on the region ends at 8\6: PS3.3 section C.18.6.1.2. */
    @Test
    void outline_isClosedAroundThePixels() {
        assertEquals(List.of(3f, 2f, 8f, 2f, 8f, 6f, 3f, 6f, 3f, 2f), MeasurementGroup.outline(new Region(3, 2, 5, 4)));
    }

    @Test
    void noOpinion_isSaidAndNoClassOrProbabilityIsInTheFile() throws Exception {
        DicomDataset report = Findings.made(ObjectKind.REPORT, Findings.noOpinion());
        String file =
                new String(DicomWriter.bytes(report, TransferSyntax.EXPLICIT_LITTLE), StandardCharsets.ISO_8859_1);
        assertTrue(file.contains("No opinion"));
        assertTrue(file.contains("The region looks unlike the images."));
        for (String word : List.of("nodule", "normal", "Probability of", "Certainty of Finding", "97.3")) {
            assertFalse(file.contains(word), word);
        }
        assertFalse(DerivedReader.read(report).getFirst().hasOpinion());
    }

    /** Verified means that a named person takes responsibility (PS3.3 section C.17.2): a click on Accept does not. */
    @Test
    void accepted_isVerifiedOnlyWithANamedPerson() throws Exception {
        DicomDataset without = Findings.made(ObjectKind.REPORT, Findings.opinion(accepted(Optional.empty())));
        assertEquals(Optional.of("UNVERIFIED"), without.code(DerivedTags.VERIFICATION_FLAG));
        assertEquals(Optional.of("PRELIMINARY"), without.code(DerivedTags.PRELIMINARY_FLAG));
        assertFalse(without.has(Tags.VERIFYING_OBSERVER_SEQUENCE));

        Verifier person = new Verifier("Ärztin^Eva", "Klinik");
        DicomDataset with = reread(Findings.made(ObjectKind.REPORT, Findings.opinion(accepted(Optional.of(person)))));
        assertEquals(Optional.of("VERIFIED"), with.code(DerivedTags.VERIFICATION_FLAG));
        assertEquals(Optional.of("FINAL"), with.code(DerivedTags.PRELIMINARY_FLAG));
        DicomDataset observer = with.items(Tags.VERIFYING_OBSERVER_SEQUENCE).getFirst();
        assertEquals(Optional.of("Ärztin^Eva"), observer.text(Tags.VERIFYING_OBSERVER_NAME));
        assertEquals(Optional.of("Klinik"), observer.text(Tags.VERIFYING_ORGANIZATION));
        assertTrue(observer.code(Tags.VERIFICATION_DATE_TIME).orElseThrow().startsWith("2026030"));
        assertTrue(DerivedReader.read(with).getFirst().verified());
    }

    @Test
    void verifierWhoseNameTheCharacterSetLacks_isRefusedRatherThanMisspelt() throws Exception {
        SourceImage ascii = SourceImage.of(
                Findings.image()
                        .remove(Tags.SPECIFIC_CHARACTER_SET)
                        .text(Tags.PATIENT_NAME, "Doe^J")
                        .text(DerivedTags.REFERRING_PHYSICIAN_NAME, "Roe^R")
                        .build(),
                1);
        UserReview review = accepted(Optional.of(new Verifier("Ärztin^Eva", "Klinik")));
        DicomException refused =
                assertThrows(DicomException.class, () -> Findings.objects(ascii, Findings.opinion(review))
                        .dataset(ObjectKind.REPORT));
        assertTrue(refused.getMessage().contains("character set"), refused.getMessage());
        assertFalse(refused.getMessage().contains("Eva"), "no name in an error");
    }

    @Test
    void commentWithLettersThatTheCharacterSetLacks_getsQuestionMarks() throws Exception {
        UserReview review = new UserReview(UserReview.Verdict.ACCEPTED, "Привет", Optional.empty());
        DicomDataset report = reread(Findings.made(ObjectKind.REPORT, Findings.opinion(review)));
        Optional<String> comment = ContentReader.root(report)
                .named(ReportCodes.IMAGING_MEASUREMENTS)
                .flatMap(item -> item.named(ReportCodes.MEASUREMENT_GROUP))
                .findFirst()
                .flatMap(group -> group.text(ReportCodes.COMMENT));
        assertEquals(Optional.of("??????"), comment);
    }

    @Test
    void report_listsTheImageAsEvidence() throws Exception {
        DicomDataset report = Findings.made(ObjectKind.REPORT, Findings.noOpinion());
        DicomDataset study = report.items(DerivedTags.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE)
                .getFirst();
        DicomDataset series =
                study.items(DerivedTags.REFERENCED_SERIES_SEQUENCE).getFirst();
        assertEquals(Optional.of("1.2.3"), study.code(Tags.STUDY_INSTANCE_UID));
        assertEquals(Optional.of("1.2.3.1"), series.code(Tags.SERIES_INSTANCE_UID));
        assertEquals(
                Optional.of("1.2.3.4"),
                series.items(Tags.REFERENCED_SOP_SEQUENCE).getFirst().code(Tags.REFERENCED_SOP_INSTANCE_UID));
    }
}
