package io.veilray.dicom.derived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.Tags;
import io.veilray.dicom.Vr;
import io.veilray.region.Window;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives show presentation states without being asked: a wrong window or outline is what everybody sees first. */
class PresentationStateTest {
    private static DicomDataset made() throws Exception {
        return Findings.made(ObjectKind.PRESENTATION, Findings.opinion(UserReview.NONE));
    }

    private static double linear(double center, double width, double value) {
        return (value - (center - 0.5)) / (width - 1) + 0.5; // PS3.3 section C.11.2.1.2.1
    }

    @Test
    void window_showsEveryValueAsTheWorkstationDoes() throws Exception {
        DicomDataset window =
                made().items(DerivedTags.SOFTCOPY_VOI_LUT_SEQUENCE).getFirst();
        double center = window.decimal(Tags.WINDOW_CENTER).orElseThrow();
        double width = window.decimal(Tags.WINDOW_WIDTH).orElseThrow();
        for (double value = -159; value < 240; value += 7.3) {
            assertEquals(new Window(40, 400).toUnit(value), linear(center, width, value), 1e-9);
        }
    }

    /** Took the cube of its length to be told from a number. */
    @Test
    void spacingOfEndlessDigits_isLeftOut() throws Exception {
        byte[] endless = ("1".repeat(20_000) + "x\\1").getBytes(StandardCharsets.US_ASCII);
        DicomDataset image =
                Findings.image().bytes(Tags.PIXEL_SPACING, Vr.DS, endless).build();
        DicomDataset state = Findings.objects(SourceImage.of(image, 1), Findings.opinion(UserReview.NONE))
                .dataset(ObjectKind.PRESENTATION);
        DicomDataset area =
                state.items(DerivedTags.DISPLAYED_AREA_SELECTION_SEQUENCE).getFirst();
        assertEquals(List.of("1", "1"), area.codes(DerivedTags.PRESENTATION_PIXEL_ASPECT_RATIO));
    }

    @Test
    void rescale_isTheSources() throws Exception {
        DicomDataset state = made();
        DicomDataset source = Findings.image().build();
        for (var tag : List.of(Tags.RESCALE_SLOPE, Tags.RESCALE_INTERCEPT, Tags.RESCALE_TYPE)) {
            assertEquals(source.find(tag), state.find(tag));
        }
    }

    @Test
    void outlineAndLabel_areInALayerNamedAfterTheAlgorithm() throws Exception {
        DicomDataset state = made();
        DicomDataset layer = state.items(DerivedTags.GRAPHIC_LAYER_SEQUENCE).getFirst();
        DicomDataset annotation = state.items(Tags.GRAPHIC_ANNOTATION_SEQUENCE).getFirst();
        assertEquals(Optional.of("LUNG CT 64"), layer.code(Tags.GRAPHIC_LAYER));
        assertEquals(layer.code(Tags.GRAPHIC_LAYER), annotation.code(Tags.GRAPHIC_LAYER));
        assertEquals(Optional.of("lung-ct-64 1.2.0"), layer.text(DerivedTags.GRAPHIC_LAYER_DESCRIPTION));
        StoredResult read = DerivedReader.read(state).getFirst();
        assertEquals(Findings.REGION, read.region());
        assertEquals("nodule 97.3 %", read.label());
    }

    @Test
    void displayedArea_isTheWholeImageCountedFromOne() throws Exception {
        DicomDataset area =
                made().items(DerivedTags.DISPLAYED_AREA_SELECTION_SEQUENCE).getFirst();
        assertEquals(List.of(1, 1), area.integers(DerivedTags.DISPLAYED_AREA_TOP_LEFT_HAND_CORNER));
        assertEquals(List.of(12, 10), area.integers(DerivedTags.DISPLAYED_AREA_BOTTOM_RIGHT_HAND_CORNER));
        assertEquals(List.of("0.5", "0.25"), area.codes(DerivedTags.PRESENTATION_PIXEL_SPACING));
    }

    @ParameterizedTest
    @CsvSource({"MONOCHROME1,INVERSE", "MONOCHROME2,IDENTITY"})
    void lowestValue_isAsWhiteAsInTheSource(String photometric, String shape) throws Exception {
        SourceImage source = SourceImage.of(
                Findings.image()
                        .text(Tags.PHOTOMETRIC_INTERPRETATION, photometric)
                        .build(),
                1);
        DicomDataset state = Findings.objects(source, Findings.noOpinion()).dataset(ObjectKind.PRESENTATION);
        assertEquals(Optional.of(shape), state.code(DerivedTags.PRESENTATION_LUT_SHAPE));
    }

    @Test
    void colourImage_isLeftOutWithTheReason(@TempDir java.nio.file.Path folder) throws Exception {
        SourceImage source = SourceImage.of(
                Findings.image().text(Tags.PHOTOMETRIC_INTERPRETATION, "RGB").build(), 1);
        DerivedObjects.Written written = Findings.objects(source, Findings.opinion(UserReview.NONE))
                .write(EnumSet.allOf(ObjectKind.class), folder);
        assertEquals(Map.of(ObjectKind.PRESENTATION, DerivedObjects.Reason.COLOUR_IMAGE), written.leftOut());
        assertEquals(4, written.files().size());
    }

    @ParameterizedTest
    @CsvSource({
        "chest-cxr-256,CHEST CXR 256",
        "pneumonia-cxr-28-large,PNEUMONIA CXR 28",
        "abcdefghijklmno-pq,ABCDEFGHIJKLMNO"
    })
    void layerName_isACodeString(String model, String name) {
        String layer = PresentationState.layerName(new Algorithm(model, "1", ""));
        assertEquals(name, layer);
        assertFalse(layer.length() > 16);
    }
}
