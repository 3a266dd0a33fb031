package io.veilray.dicom.derived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.region.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A result that an archive files under another patient, or under a new one, is a mix-up. */
class SameStudyTest {
    private static List<DicomDataset> reread(SourceImage source, ImageFinding finding) throws DicomException {
        List<DicomDataset> read = new ArrayList<>();
        for (ObjectKind kind : ObjectKind.values()) {
            if (kind != ObjectKind.PRESENTATION || source.isGray()) {
                DicomDataset made = Findings.objects(source, finding).dataset(kind);
                read.add(DicomFile.of(DicomWriter.bytes(made, TransferSyntax.EXPLICIT_LITTLE))
                        .dataset());
            }
        }
        return read;
    }

    private static void requireSame(SourceImage source, String name) throws DicomException {
        ImageFinding finding =
                Findings.at(new Region(0, 0, Math.min(9, source.widthPx()), Math.min(7, source.heightPx())));
        for (DicomDataset object : reread(source, finding)) {
            for (Tag tag : StudyModules.COPIED) {
                if (source.header().has(tag)) {
                    assertEquals(source.header().find(tag), object.find(tag), name + " " + tag);
                }
            }
            assertNotEquals(
                    source.header().code(Tags.SERIES_INSTANCE_UID), object.code(Tags.SERIES_INSTANCE_UID), name);
        }
    }

    @Test
    void realFiles_everyObjectHasPatientAndStudyByteForByte() throws Exception {
        int sources = 0;
        try (Stream<Path> files = Files.list(TestData.folder("dicom/pydicom"))) {
            for (Path file : files.sorted().toList()) {
                Optional<SourceImage> source = source(file);
                if (source.isPresent()) {
                    requireSame(source.get(), file.getFileName().toString());
                    sources++;
                }
            }
        }
        assertTrue(sources >= 60, "only " + sources + " files could be a source");
    }

    /** A report, a palette or a file that is cut off cannot be one: such are refused with a sentence. */
    private static Optional<SourceImage> source(Path file) throws IOException {
        try {
            return Optional.of(SourceImage.open(file, 1));
        } catch (DicomException e) {
            return Optional.empty();
        }
    }

    @Test
    void objects_haveSeriesAndInstancesOfTheirOwnAndSayWhoMadeThem() throws Exception {
        Set<String> uids = new HashSet<>();
        for (DicomDataset object : reread(Findings.source(), Findings.opinion(UserReview.NONE))) {
            assertTrue(uids.add(object.code(Tags.SERIES_INSTANCE_UID).orElseThrow()));
            assertTrue(uids.add(object.code(Tags.SOP_INSTANCE_UID).orElseThrow()));
            assertEquals(Optional.of("Veilray"), object.text(DerivedTags.MANUFACTURER));
            assertEquals(Optional.of("0.9-test"), object.text(DerivedTags.SOFTWARE_VERSIONS));
            assertTrue(object.text(Tags.SERIES_DESCRIPTION).orElseThrow().contains("research use only"));
        }
    }

    @Test
    void sourceWithoutWhatAStudyMustHave_getsItEmpty() throws Exception {
        DatasetBuilder bare = Findings.image();
        StudyModules.REQUIRED.forEach(bare::remove);
        for (DicomDataset object : reread(SourceImage.of(bare.build(), 1), Findings.noOpinion())) {
            for (Tag tag : StudyModules.REQUIRED) {
                assertEquals(0, object.find(tag).orElseThrow().valueBytes(), tag.toString());
            }
        }
    }

    @Test
    void sourceWithoutAnIdentity_isRefusedWithTheTag() {
        for (Tag tag :
                List.of(Tags.STUDY_INSTANCE_UID, Tags.SERIES_INSTANCE_UID, Tags.SOP_INSTANCE_UID, Tags.SOP_CLASS_UID)) {
            DicomException refused = assertThrows(
                    DicomException.class,
                    () -> SourceImage.of(Findings.image().remove(tag).build(), 1));
            assertTrue(refused.getMessage().startsWith(tag.toString()), refused.getMessage());
        }
    }

    /** Three frames with positions of their own; what is shared stands once. */
    private static DicomDataset enhanced() {
        DatasetBuilder image = Findings.image()
                .text(Tags.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.2.1")
                .text(Tags.NUMBER_OF_FRAMES, "3")
                .remove(Tags.IMAGE_POSITION)
                .remove(Tags.IMAGE_ORIENTATION)
                .remove(Tags.PIXEL_SPACING)
                .remove(Tags.RESCALE_INTERCEPT)
                .remove(Tags.RESCALE_SLOPE)
                .remove(Tags.RESCALE_TYPE);
        DicomDataset shared = DicomDataset.builder()
                .sequence(Tags.PLANE_ORIENTATION_SEQUENCE, of(Tags.IMAGE_ORIENTATION, "1", "0", "0", "0", "1", "0"))
                .sequence(Tags.PIXEL_MEASURES_SEQUENCE, of(Tags.PIXEL_SPACING, "0.5", "0.25"))
                .build();
        List<DicomDataset> frames = IntStream.rangeClosed(1, 3)
                .mapToObj(frame -> DicomDataset.builder()
                        .sequence(
                                Tags.PLANE_POSITION_SEQUENCE, of(Tags.IMAGE_POSITION, "0", "0", String.valueOf(frame)))
                        .sequence(
                                Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                                DicomDataset.builder()
                                        .text(Tags.RESCALE_INTERCEPT, String.valueOf(-1000 - frame))
                                        .text(Tags.RESCALE_SLOPE, "1")
                                        .text(Tags.RESCALE_TYPE, "HU")
                                        .build())
                        .build())
                .toList();
        return image.sequence(Tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared)
                .sequence(Tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frames)
                .build();
    }

    private static DicomDataset of(Tag tag, String... values) {
        return DicomDataset.builder().text(tag, values).build();
    }

    @Test
    void frameOfSeveral_isNamedInEveryObjectWithItsOwnPlaceAndRescale() throws Exception {
        SourceImage second = SourceImage.of(enhanced(), 2);
        for (DicomDataset object : reread(second, Findings.opinion(UserReview.NONE))) {
            if (DerivedReader.isResult(object)) {
                ImageReference image = DerivedReader.read(object).getFirst().image();
                assertTrue(image.means("1.2.3.4", 2));
                assertFalse(image.means("1.2.3.4", 1));
            }
        }
        DicomDataset region = Findings.objects(second, Findings.noOpinion()).dataset(ObjectKind.REGION);
        DicomDataset place = region.items(Tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE)
                .getFirst()
                .items(Tags.PLANE_POSITION_SEQUENCE)
                .getFirst();
        assertEquals(List.of("0", "0", "2"), place.codes(Tags.IMAGE_POSITION));
        DicomDataset state = Findings.objects(second, Findings.noOpinion()).dataset(ObjectKind.PRESENTATION);
        assertEquals(Optional.of("-1002"), state.code(Tags.RESCALE_INTERCEPT));
    }

    @Test
    void frameThatIsNotThere_isRefused() {
        assertThrows(DicomException.class, () -> SourceImage.of(enhanced(), 4));
        assertThrows(DicomException.class, () -> SourceImage.of(enhanced(), 0));
    }
}
