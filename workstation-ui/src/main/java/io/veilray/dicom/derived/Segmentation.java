package io.veilray.dicom.derived;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.Uids;
import io.veilray.dicom.Vr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Segments over one frame of the source, PS3.3 section A.51: a frame a segment, pixel by pixel on the source's own, from
 * which geometry is copied where it has any.
 */
record Segmentation(NewObject object, ObjectKind kind, List<Segment> segments) {
    /** Of a fraction. */
    static final int FULL = 255;

    private static final Code CATEGORY = Code.sct("309825002", "Spatial and Relational Concept");
    private static final Code ARTIFICIAL_INTELLIGENCE = Code.dcm("123110", "Artificial Intelligence");
    private static final Code DERIVATION = Code.dcm("113076", "Segmentation");

    private static final List<Tag> MEASURES =
            List.of(Tags.PIXEL_SPACING, DerivedTags.SLICE_THICKNESS, DerivedTags.SPACING_BETWEEN_SLICES);

    private boolean binary() {
        return kind == ObjectKind.REGION;
    }

    DicomDataset dataset() {
        String organization = Uids.random();
        DatasetBuilder made = object.lossy(object.begin(kind))
                .text(Tags.IMAGE_TYPE, "DERIVED", "PRIMARY")
                .text(DerivedTags.CONTENT_LABEL, binary() ? "REGION" : "EVIDENCE")
                .empty(DerivedTags.CONTENT_CREATOR_NAME)
                .sequence(
                        DerivedTags.DIMENSION_ORGANIZATION_SEQUENCE,
                        DicomDataset.builder()
                                .text(DerivedTags.DIMENSION_ORGANIZATION_UID, organization)
                                .build())
                .sequence(DerivedTags.DIMENSION_INDEX_SEQUENCE, dimension(organization))
                .sequence(
                        DerivedTags.REFERENCED_SERIES_SEQUENCE,
                        object.sourceSeries(DerivedTags.REFERENCED_INSTANCE_SEQUENCE))
                .sequence(
                        DerivedTags.SEGMENT_SEQUENCE,
                        IntStream.range(0, segments.size())
                                .mapToObj(this::description)
                                .toArray(DicomDataset[]::new));
        NewObject.text(made, DerivedTags.CONTENT_DESCRIPTION, kind.title() + ". " + NewObject.USE);
        putFrames(made);
        return putPixels(made).build();
    }

    private DicomDataset dimension(String organization) {
        return DicomDataset.builder()
                .text(DerivedTags.DIMENSION_ORGANIZATION_UID, organization)
                .bytes(DerivedTags.DIMENSION_INDEX_POINTER, Vr.AT, tag(DerivedTags.REFERENCED_SEGMENT_NUMBER))
                .bytes(DerivedTags.FUNCTIONAL_GROUP_POINTER, Vr.AT, tag(DerivedTags.SEGMENT_IDENTIFICATION_SEQUENCE))
                .text(DerivedTags.DIMENSION_DESCRIPTION_LABEL, "Segment")
                .build();
    }

    private static byte[] tag(Tag tag) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) tag.group())
                .putShort((short) tag.element())
                .array();
    }

    /**
     * Semiautomatic: a person drew the region and the algorithm said what it is (PS3.3 section C.8.20.2).
     *
     * @param index of the segment, from 0
     */
    private DicomDataset description(int index) {
        Segment segment = segments.get(index);
        ImageFinding finding = object.finding();
        DatasetBuilder item = object.item()
                .integers(DerivedTags.SEGMENT_NUMBER, index + 1)
                .sequence(DerivedTags.SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE, object.code(CATEGORY))
                .sequence(DerivedTags.SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE, object.code(segment.type()))
                .sequence(DerivedTags.SEGMENTATION_ALGORITHM_IDENTIFICATION_SEQUENCE, algorithm(finding.algorithm()))
                .text(DerivedTags.SEGMENT_ALGORITHM_TYPE, "SEMIAUTOMATIC")
                .integers(DerivedTags.RECOMMENDED_DISPLAY_CIELAB_VALUE, NewObject.MARK_CIELAB);
        NewObject.text(item, DerivedTags.SEGMENT_LABEL, segment.label());
        PlainText.put(item, DerivedTags.SEGMENT_DESCRIPTION, segment.description(), PlainText.SHORT);
        NewObject.text(
                item, DerivedTags.SEGMENT_ALGORITHM_NAME, finding.algorithm().name());
        return finding.track(item).build();
    }

    private DicomDataset algorithm(Algorithm made) {
        DatasetBuilder item = object.item()
                .sequence(DerivedTags.ALGORITHM_FAMILY_CODE_SEQUENCE, object.code(ARTIFICIAL_INTELLIGENCE));
        NewObject.text(item, DerivedTags.ALGORITHM_NAME, made.name());
        NewObject.text(item, DerivedTags.ALGORITHM_VERSION, made.version());
        return PlainText.put(item, DerivedTags.ALGORITHM_PARAMETERS, made.parameters(), PlainText.SHORT)
                .build();
    }

    /** The functional groups, PS3.3 section A.51.5. */
    private void putFrames(DatasetBuilder made) {
        SourceImage source = object.source();
        DatasetBuilder shared = DicomDataset.builder().sequence(DerivedTags.DERIVATION_IMAGE_SEQUENCE, derivation());
        DicomDataset place = source.group(Tags.PLANE_POSITION_SEQUENCE);
        DicomDataset orientation = source.group(Tags.PLANE_ORIENTATION_SEQUENCE);
        DicomDataset measures = source.group(Tags.PIXEL_MEASURES_SEQUENCE);
        boolean placed = source.header().has(Tags.FRAME_OF_REFERENCE_UID)
                && place.code(Tags.IMAGE_POSITION).isPresent()
                && orientation.code(Tags.IMAGE_ORIENTATION).isPresent()
                && measures.code(Tags.PIXEL_SPACING).isPresent();
        if (placed) {
            made.empty(DerivedTags.POSITION_REFERENCE_INDICATOR)
                    .copy(source.header(), Tags.FRAME_OF_REFERENCE_UID, DerivedTags.POSITION_REFERENCE_INDICATOR);
            shared.sequence(Tags.PIXEL_MEASURES_SEQUENCE, only(measures, MEASURES.toArray(Tag[]::new)))
                    .sequence(Tags.PLANE_ORIENTATION_SEQUENCE, only(orientation, Tags.IMAGE_ORIENTATION))
                    .sequence(Tags.PLANE_POSITION_SEQUENCE, only(place, Tags.IMAGE_POSITION));
        } else {
            made.empty(DerivedTags.PATIENT_ORIENTATION).copy(source.header(), DerivedTags.PATIENT_ORIENTATION);
        }
        made.sequence(Tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared.build())
                .sequence(
                        Tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
                        IntStream.rangeClosed(1, segments.size())
                                .mapToObj(Segmentation::frame)
                                .toArray(DicomDataset[]::new));
    }

    private static DicomDataset only(DicomDataset from, Tag... tags) {
        return DicomDataset.builder().copy(from, tags).build();
    }

    private DicomDataset derivation() {
        return object.item()
                .sequence(DerivedTags.SOURCE_IMAGE_SEQUENCE, object.sourceImage())
                .sequence(DerivedTags.DERIVATION_CODE_SEQUENCE, object.code(DERIVATION))
                .build();
    }

    private static DicomDataset frame(int segment) {
        return DicomDataset.builder()
                .sequence(
                        DerivedTags.FRAME_CONTENT_SEQUENCE,
                        DicomDataset.builder()
                                .integers(DerivedTags.DIMENSION_INDEX_VALUES, segment)
                                .build())
                .sequence(
                        DerivedTags.SEGMENT_IDENTIFICATION_SEQUENCE,
                        DicomDataset.builder()
                                .integers(DerivedTags.REFERENCED_SEGMENT_NUMBER, segment)
                                .build())
                .build();
    }

    private DatasetBuilder putPixels(DatasetBuilder made) {
        int bits = binary() ? 1 : 8;
        made.text(DerivedTags.SEGMENTATION_TYPE, binary() ? "BINARY" : "FRACTIONAL")
                .integers(Tags.SAMPLES_PER_PIXEL, 1)
                .text(Tags.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .text(Tags.NUMBER_OF_FRAMES, String.valueOf(segments.size()))
                .integers(Tags.ROWS, object.source().heightPx())
                .integers(Tags.COLUMNS, object.source().widthPx())
                .integers(Tags.BITS_ALLOCATED, bits)
                .integers(Tags.BITS_STORED, bits)
                .integers(Tags.HIGH_BIT, bits - 1)
                .integers(Tags.PIXEL_REPRESENTATION, 0);
        if (!binary()) {
            made.text(DerivedTags.SEGMENTATION_FRACTIONAL_TYPE, "OCCUPANCY")
                    .integers(DerivedTags.MAXIMUM_FRACTIONAL_VALUE, FULL);
        }
        List<byte[]> frames = segments.stream().map(Segment::frame).toList();
        return made.bytes(Tags.PIXEL_DATA, Vr.OB, binary() ? BitFrames.packed(frames) : BitFrames.joined(frames));
    }
}
