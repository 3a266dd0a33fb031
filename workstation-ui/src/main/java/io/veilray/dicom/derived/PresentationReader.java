package io.veilray.dicom.derived;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tags;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The outline and label of a presentation state as {@link PresentationState} writes it. */
final class PresentationReader {
    private PresentationReader() {}

    static StoredResult read(DicomDataset state) throws DicomException {
        DicomDataset annotation = DerivedReader.first(state, Tags.GRAPHIC_ANNOTATION_SEQUENCE);
        DicomDataset outline = DerivedReader.first(annotation, DerivedTags.GRAPHIC_OBJECT_SEQUENCE);
        if (!outline.code(DerivedTags.GRAPHIC_ANNOTATION_UNITS).orElse("").equals("PIXEL")) {
            throw new DicomException("its outline is not in image pixels");
        }
        String words = DerivedReader.first(annotation, Tags.TEXT_OBJECT_SEQUENCE)
                .text(Tags.UNFORMATTED_TEXT_VALUE)
                .orElse("");
        String label = label(words);
        return new StoredResult(
                Set.of(ObjectKind.PRESENTATION),
                ImageReference.read(DerivedReader.first(annotation, DerivedTags.REFERENCED_IMAGE_SEQUENCE)),
                DerivedReader.first(state, DerivedTags.GRAPHIC_LAYER_SEQUENCE)
                        .text(DerivedTags.GRAPHIC_LAYER_DESCRIPTION)
                        .orElse(""),
                outline.code(DerivedTags.TRACKING_UID).orElse(""),
                OutlineRegion.of(outline.decimals(DerivedTags.GRAPHIC_DATA)),
                label,
                !label.startsWith(ReportCodes.NO_OPINION.meaning()),
                List.of(),
                List.of(),
                words.endsWith(PresentationState.LABEL_VERIFIED),
                Optional.empty(),
                Optional.empty());
    }

    private static String label(String words) {
        String start = words.startsWith(PresentationState.LABEL_START)
                ? words.substring(PresentationState.LABEL_START.length())
                : words;
        for (String end : List.of(PresentationState.LABEL_UNVERIFIED, PresentationState.LABEL_VERIFIED)) {
            if (start.endsWith(end)) {
                return start.substring(0, start.length() - end.length());
            }
        }
        return start;
    }
}
