package io.veilray.dicom.derived;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a content tree. Items of a value type that no report of ours has are left out, with all below them. */
final class ContentReader {
    private ContentReader() {}

    static ContentItem root(DicomDataset report) throws DicomException {
        return item(report)
                .orElseThrow(() -> new DicomException(Tags.VALUE_TYPE + " is not that of a measurement report"));
    }

    private static Optional<ContentItem> item(DicomDataset dataset) throws DicomException {
        Optional<ItemValue> value = value(dataset);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        List<ContentItem> children = new ArrayList<>();
        for (DicomDataset child : dataset.items(Tags.CONTENT_SEQUENCE)) {
            item(child).ifPresent(children::add);
        }
        return Optional.of(new ContentItem(
                dataset.code(Tags.RELATIONSHIP_TYPE).flatMap(Relationship::of),
                code(dataset, Tags.CONCEPT_NAME_CODE_SEQUENCE),
                value.get(),
                children));
    }

    private static Optional<ItemValue> value(DicomDataset dataset) throws DicomException {
        return switch (dataset.code(Tags.VALUE_TYPE).orElse("")) {
            case "CONTAINER" ->
                Optional.of(new ItemValue.Container(first(dataset, DerivedTags.CONTENT_TEMPLATE_SEQUENCE)
                        .flatMap(item -> item.code(DerivedTags.TEMPLATE_IDENTIFIER))));
            case "TEXT" -> dataset.text(Tags.TEXT_VALUE).map(ItemValue.Text::new);
            case "CODE" -> code(dataset, DerivedTags.CONCEPT_CODE_SEQUENCE).map(ItemValue.Coded::new);
            case "NUM" -> number(dataset);
            case "UIDREF" -> dataset.code(DerivedTags.UID).map(ItemValue.Uid::new);
            case "IMAGE" -> image(dataset);
            case "SCOORD" -> line(dataset);
            default -> Optional.empty();
        };
    }

    private static Optional<ItemValue> number(DicomDataset dataset) throws DicomException {
        Optional<DicomDataset> measured = first(dataset, DerivedTags.MEASURED_VALUE_SEQUENCE);
        Optional<Code> unit = measured.flatMap(item -> code(item, DerivedTags.MEASUREMENT_UNITS_CODE_SEQUENCE));
        if (unit.isEmpty()) {
            return Optional.empty();
        }
        var exact = measured.get().decimal(DerivedTags.FLOATING_POINT_VALUE);
        var written = exact.isPresent() ? exact : measured.get().decimal(DerivedTags.NUMERIC_VALUE);
        return written.isEmpty()
                ? Optional.empty()
                : Optional.of(new ItemValue.Number(written.getAsDouble(), unit.get()));
    }

    private static Optional<ItemValue> image(DicomDataset dataset) throws DicomException {
        Optional<DicomDataset> item = first(dataset, Tags.REFERENCED_SOP_SEQUENCE);
        return item.isEmpty() ? Optional.empty() : Optional.of(new ItemValue.Image(ImageReference.read(item.get())));
    }

    private static Optional<ItemValue> line(DicomDataset dataset) throws DicomException {
        if (!dataset.code(DerivedTags.GRAPHIC_TYPE).orElse("").equals("POLYLINE")) {
            return Optional.empty();
        }
        return Optional.of(new ItemValue.Polyline(dataset.decimals(DerivedTags.GRAPHIC_DATA).stream()
                .map(Double::floatValue)
                .toList()));
    }

    static Optional<Code> code(DicomDataset dataset, Tag sequence) {
        return first(dataset, sequence).flatMap(Code::read);
    }

    static Optional<DicomDataset> first(DicomDataset dataset, Tag sequence) {
        return dataset.items(sequence).stream().findFirst();
    }
}
