package io.veilray.dicom.derived;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.Uids;
import io.veilray.dicom.Vr;
import io.veilray.region.Region;
import io.veilray.region.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Sources and findings for tests. */
final class Findings {
    static final Instant NOW = Instant.parse("2026-03-01T10:20:30Z");
    static final String MODEL = "lung-ct-64";
    static final Region REGION = new Region(3, 2, 5, 4);
    /** Two rows of three cells; the value furthest from zero is -4. */
    static final EvidenceGrid EVIDENCE = new EvidenceGrid(2, 3, new double[] {1, 2, 0, -4, 0.5, 3});

    private Findings() {}

    static ImageFinding opinion(UserReview review) {
        return finding(Optional.of(1), List.of(), review, REGION);
    }

    static ImageFinding noOpinion() {
        return finding(Optional.empty(), List.of("The region looks unlike the images."), UserReview.NONE, REGION);
    }

    static ImageFinding at(Region region) {
        return finding(Optional.of(1), List.of(), UserReview.NONE, region);
    }

    static ImageFinding classAlone() {
        List<ClassProbability> classes = List.of(
                new ClassProbability("normal", OptionalDouble.empty()),
                new ClassProbability("nodule", OptionalDouble.empty()));
        return finding(classes, Optional.of(1), List.of(), UserReview.NONE, REGION);
    }

    private static ImageFinding finding(
            Optional<Integer> answer, List<String> doubts, UserReview review, Region region) {
        return finding(
                List.of(new ClassProbability("normal", 0.027), new ClassProbability("nodule", 0.973)),
                answer,
                doubts,
                review,
                region);
    }

    private static ImageFinding finding(
            List<ClassProbability> classes,
            Optional<Integer> answer,
            List<String> doubts,
            UserReview review,
            Region region) {
        return new ImageFinding(
                region,
                "Region A",
                new Algorithm(MODEL, "1.2.0", "mode masked, input 64x64"),
                classes,
                answer,
                classes.getFirst().probability().isPresent(),
                doubts,
                Optional.of(EVIDENCE),
                new Window(40, 400),
                review,
                NOW,
                "2.25.123456789");
    }

    /** A CT slice of 12 columns and 10 rows with all that a study should say. */
    static DatasetBuilder image() {
        return DicomDataset.builder()
                .text(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .text(Tags.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.2")
                .text(Tags.SOP_INSTANCE_UID, "1.2.3.4")
                .text(Tag.of(0x00080020), "20260228")
                .text(Tag.of(0x00080030), "101112")
                .text(Tag.of(0x00080050), "A1")
                .text(Tags.MODALITY, "CT")
                .text(Tag.of(0x00080070), "Scanner AG")
                .text(Tag.of(0x00080090), "Überweiser^Jörg")
                .text(Tag.of(0x00100010), "Müller^Änne")
                .text(Tag.of(0x00100020), "P-7")
                .text(Tag.of(0x00100030), "19600102")
                .text(Tag.of(0x00100040), "F")
                .text(Tags.STUDY_INSTANCE_UID, "1.2.3")
                .text(Tags.SERIES_INSTANCE_UID, "1.2.3.1")
                .text(Tag.of(0x00200010), "S1")
                .text(Tags.FRAME_OF_REFERENCE_UID, "1.2.3.9")
                .text(Tags.IMAGE_POSITION, "-10", "-20.5", "30")
                .text(Tags.IMAGE_ORIENTATION, "1", "0", "0", "0", "1", "0")
                .text(Tags.PIXEL_SPACING, "0.5", "0.25")
                .text(Tag.of(0x00180050), "2")
                .integers(Tags.SAMPLES_PER_PIXEL, 1)
                .text(Tags.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .integers(Tags.ROWS, 10)
                .integers(Tags.COLUMNS, 12)
                .integers(Tags.BITS_ALLOCATED, 16)
                .integers(Tags.BITS_STORED, 16)
                .integers(Tags.HIGH_BIT, 15)
                .integers(Tags.PIXEL_REPRESENTATION, 0)
                .text(Tags.RESCALE_INTERCEPT, "-1024")
                .text(Tags.RESCALE_SLOPE, "1")
                .text(Tags.RESCALE_TYPE, "HU")
                .bytes(Tags.PIXEL_DATA, Vr.OW, new byte[240]);
    }

    static SourceImage source() throws DicomException {
        return SourceImage.of(image().build(), 1);
    }

    static DerivedObjects objects(SourceImage source, ImageFinding finding) {
        return new DerivedObjects(source, finding, new Equipment("0.9-test"), picture(), NOW);
    }

    static DicomDataset made(ObjectKind kind, ImageFinding finding) throws DicomException {
        return objects(source(), finding).dataset(kind);
    }

    static Supplier<Picture> picture() {
        return () -> new Picture(5, 3, new byte[45]);
    }

    static String uid() {
        return Uids.random();
    }
}
