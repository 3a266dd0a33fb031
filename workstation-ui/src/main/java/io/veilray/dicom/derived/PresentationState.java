package io.veilray.dicom.derived;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.region.Region;
import io.veilray.region.Window;
import java.util.List;

/**
 * Outline and label over the source as a Grayscale Softcopy Presentation State, PS3.3 section A.33.1: in one layer named
 * after the algorithm, so that a viewer can hide it, with the window that the image was classified with.
 */
record PresentationState(NewObject object) {
    /** Of a number written out; the standard has 16. A long one takes the cube of its length to be refused. */
    private static final int MOST_DIGITS = 64;

    static final String LABEL_START = "AI: ";
    static final String LABEL_VERIFIED = ", verified, research use only";
    static final String LABEL_UNVERIFIED = ", unverified, research use only";

    DicomDataset dataset() {
        SourceImage source = object.source();
        ImageFinding finding = object.finding();
        DatasetBuilder made = object.laterality(object.begin(ObjectKind.PRESENTATION))
                .text(DerivedTags.CONTENT_LABEL, "AI_RESULT")
                .text(DerivedTags.PRESENTATION_CREATION_DATE, object.moment().date())
                .text(DerivedTags.PRESENTATION_CREATION_TIME, object.moment().time())
                .empty(DerivedTags.CONTENT_CREATOR_NAME)
                .sequence(
                        DerivedTags.REFERENCED_SERIES_SEQUENCE,
                        DicomDataset.builder()
                                .text(Tags.SERIES_INSTANCE_UID, source.seriesUid())
                                .sequence(DerivedTags.REFERENCED_IMAGE_SEQUENCE, image())
                                .build())
                .sequence(DerivedTags.DISPLAYED_AREA_SELECTION_SEQUENCE, displayedArea())
                .sequence(Tags.GRAPHIC_ANNOTATION_SEQUENCE, annotation(finding))
                .sequence(DerivedTags.GRAPHIC_LAYER_SEQUENCE, layer(finding.algorithm()))
                .sequence(DerivedTags.SOFTCOPY_VOI_LUT_SEQUENCE, window(finding.window()))
                .text(DerivedTags.PRESENTATION_LUT_SHAPE, source.isInverted() ? "INVERSE" : "IDENTITY");
        NewObject.text(made, DerivedTags.CONTENT_DESCRIPTION, finding.label() + ". " + NewObject.USE);
        return putModality(made).build();
    }

    private DicomDataset image() {
        return object.source().reference().dataset();
    }

    /** A presentation state says all of the way from stored values to grey: without this there would be no rescale. */
    private DatasetBuilder putModality(DatasetBuilder made) {
        DicomDataset values = object.source().group(Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE);
        if (values.has(Tags.MODALITY_LUT_SEQUENCE)) {
            return made.copy(values, Tags.MODALITY_LUT_SEQUENCE);
        }
        if (!values.has(Tags.RESCALE_SLOPE) || !values.has(Tags.RESCALE_INTERCEPT)) {
            return made;
        }
        return made.text(Tags.RESCALE_TYPE, "US")
                .copy(values, Tags.RESCALE_SLOPE, Tags.RESCALE_INTERCEPT, Tags.RESCALE_TYPE);
    }

    /** All of the image; pixels are counted from 1 here (PS3.3 section C.10.4). */
    private DicomDataset displayedArea() {
        SourceImage source = object.source();
        DatasetBuilder area = DicomDataset.builder()
                .sequence(DerivedTags.REFERENCED_IMAGE_SEQUENCE, image())
                .integers(DerivedTags.DISPLAYED_AREA_TOP_LEFT_HAND_CORNER, 1, 1)
                .integers(DerivedTags.DISPLAYED_AREA_BOTTOM_RIGHT_HAND_CORNER, source.widthPx(), source.heightPx())
                .text(DerivedTags.PRESENTATION_SIZE_MODE, "SCALE TO FIT");
        List<String> spacing = spacing(source);
        Tag tag = spacing.size() == 2
                ? DerivedTags.PRESENTATION_PIXEL_SPACING
                : DerivedTags.PRESENTATION_PIXEL_ASPECT_RATIO;
        return area.text(tag, spacing.size() == 2 ? spacing.toArray(String[]::new) : new String[] {"1", "1"})
                .build();
    }

    /** As in the source, row spacing first; none if it is no pair of positive numbers. */
    private static List<String> spacing(SourceImage source) {
        List<String> own = source.group(Tags.PIXEL_MEASURES_SEQUENCE).codes(Tags.PIXEL_SPACING);
        List<String> found = own.isEmpty() ? source.header().codes(Tags.IMAGER_PIXEL_SPACING) : own;
        return found.stream()
                        .allMatch(text -> text.length() <= MOST_DIGITS
                                && text.matches("[0-9]*\\.?[0-9]*[1-9][0-9]*|[1-9][0-9]*(\\.[0-9]*)?"))
                ? found
                : List.of();
    }

    /** The layer's name has no room for the algorithm's version: its description has both in full. */
    private DicomDataset annotation(ImageFinding finding) {
        return object.item()
                .sequence(DerivedTags.REFERENCED_IMAGE_SEQUENCE, image())
                .text(Tags.GRAPHIC_LAYER, layerName(finding.algorithm()))
                .sequence(Tags.TEXT_OBJECT_SEQUENCE, label(finding))
                .sequence(DerivedTags.GRAPHIC_OBJECT_SEQUENCE, outline(finding))
                .build();
    }

    static String layerName(Algorithm algorithm) {
        return PlainText.codeString(algorithm.name());
    }

    private DicomDataset layer(Algorithm algorithm) {
        DatasetBuilder layer = object.item()
                .text(Tags.GRAPHIC_LAYER, layerName(algorithm))
                .text(DerivedTags.GRAPHIC_LAYER_ORDER, "1")
                .integers(DerivedTags.GRAPHIC_LAYER_RECOMMENDED_DISPLAY_CIELAB_VALUE, NewObject.MARK_CIELAB);
        return NewObject.text(
                        layer, DerivedTags.GRAPHIC_LAYER_DESCRIPTION, algorithm.name() + " " + algorithm.version())
                .build();
    }

    /** Beside the region's upper right corner, which a viewer may connect with a line. */
    private DicomDataset label(ImageFinding finding) {
        Region region = finding.region();
        DatasetBuilder text = object.item()
                .text(Tags.ANCHOR_POINT_ANNOTATION_UNITS, "PIXEL")
                .decimals(Tags.ANCHOR_POINT, region.xPx() + region.widthPx(), region.yPx())
                .text(Tags.ANCHOR_POINT_VISIBILITY, "N");
        String words = LABEL_START
                + finding.label()
                + (finding.review().verifier().isPresent() ? LABEL_VERIFIED : LABEL_UNVERIFIED);
        return PlainText.put(text, Tags.UNFORMATTED_TEXT_VALUE, words, PlainText.SHORT)
                .build();
    }

    private DicomDataset outline(ImageFinding finding) {
        List<Float> points = MeasurementGroup.outline(finding.region());
        return finding.track(object.item())
                .text(DerivedTags.GRAPHIC_ANNOTATION_UNITS, "PIXEL")
                .integers(DerivedTags.GRAPHIC_DIMENSIONS, 2)
                .integers(DerivedTags.NUMBER_OF_GRAPHIC_POINTS, points.size() / 2)
                .decimals(
                        DerivedTags.GRAPHIC_DATA,
                        points.stream().mapToDouble(Float::doubleValue).toArray())
                .text(DerivedTags.GRAPHIC_TYPE, "POLYLINE")
                .text(DerivedTags.GRAPHIC_FILLED, "N")
                .build();
    }

    /**
     * As LINEAR, which every viewer knows: its centre c + 0.5 and width w + 1 are those of our window, which is
     * LINEAR_EXACT with c and w (PS3.3 sections C.11.2.1.2.1 and C.11.2.1.3.2).
     */
    private DicomDataset window(Window window) {
        return DicomDataset.builder()
                .sequence(DerivedTags.REFERENCED_IMAGE_SEQUENCE, image())
                .decimals(Tags.WINDOW_CENTER, window.center() + 0.5)
                .decimals(Tags.WINDOW_WIDTH, window.width() + 1)
                .build();
    }
}
