package io.veilray.dicom.derived;

import io.veilray.dicom.CharacterSet;
import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.Tags;

/** A content tree as nested data sets, PS3.3 section C.17.3. */
record ContentWriter(CharacterSet characterSet) {
    DicomDataset dataset(ContentItem item) {
        return put(DicomDataset.builder(characterSet), item).build();
    }

    /** Puts an item's attributes and content into a data set, which for the root is the report itself. */
    DatasetBuilder put(DatasetBuilder into, ContentItem item) {
        item.relationship().ifPresent(relation -> into.text(Tags.RELATIONSHIP_TYPE, relation.term()));
        into.text(Tags.VALUE_TYPE, ItemValue.term(item.value()));
        item.concept().ifPresent(name -> into.sequence(Tags.CONCEPT_NAME_CODE_SEQUENCE, code(name)));
        putValue(into, item.value());
        if (!item.children().isEmpty()) {
            into.sequence(
                    Tags.CONTENT_SEQUENCE,
                    item.children().stream().map(this::dataset).toArray(DicomDataset[]::new));
        }
        return into;
    }

    private void putValue(DatasetBuilder into, ItemValue value) {
        switch (value) {
            case ItemValue.Container container -> putContainer(into, container);
            case ItemValue.Text text -> PlainText.put(into, Tags.TEXT_VALUE, text.text(), PlainText.LONG);
            case ItemValue.Coded coded -> into.sequence(DerivedTags.CONCEPT_CODE_SEQUENCE, code(coded.code()));
            case ItemValue.Number number -> into.sequence(DerivedTags.MEASURED_VALUE_SEQUENCE, measured(number));
            case ItemValue.Uid uid -> into.text(DerivedTags.UID, uid.uid());
            case ItemValue.Image image ->
                into.sequence(Tags.REFERENCED_SOP_SEQUENCE, image.reference().dataset());
            case ItemValue.Polyline line -> putLine(into, line);
        }
    }

    private static void putContainer(DatasetBuilder into, ItemValue.Container container) {
        into.text(DerivedTags.CONTINUITY_OF_CONTENT, "SEPARATE");
        container
                .template()
                .ifPresent(template -> into.sequence(
                        DerivedTags.CONTENT_TEMPLATE_SEQUENCE,
                        DicomDataset.builder()
                                .text(DerivedTags.MAPPING_RESOURCE, "DCMR")
                                .text(DerivedTags.TEMPLATE_IDENTIFIER, template)
                                .build()));
    }

    private static void putLine(DatasetBuilder into, ItemValue.Polyline line) {
        into.decimals(
                        DerivedTags.GRAPHIC_DATA,
                        line.coordinates().stream()
                                .mapToDouble(Float::doubleValue)
                                .toArray())
                .text(DerivedTags.GRAPHIC_TYPE, "POLYLINE");
    }

    /** Written out for the reader, and in full beside it (PS3.3 section C.18.1). */
    private DicomDataset measured(ItemValue.Number number) {
        return DicomDataset.builder(characterSet)
                .sequence(DerivedTags.MEASUREMENT_UNITS_CODE_SEQUENCE, code(number.unit()))
                .decimals(DerivedTags.FLOATING_POINT_VALUE, number.value())
                .decimals(DerivedTags.NUMERIC_VALUE, number.value())
                .build();
    }

    private DicomDataset code(Code code) {
        return code.dataset(characterSet);
    }
}
