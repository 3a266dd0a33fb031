package io.veilray.dicom.deidentify;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.Vr;
import java.nio.charset.StandardCharsets;

/** Values that say nothing and are allowed for their representation (PS3.5 table 6.2-1). */
final class DummyValues {
    static final String TEXT = "REMOVED";

    private static final String TEXT_SCHEME = "99VEILRAY";

    private DummyValues() {}

    /** @param vr none of UI and SQ */
    static DicomElement of(Tag tag, Vr vr) {
        return switch (vr) {
            case DA -> text(tag, vr, "19000101");
            case DT -> text(tag, vr, "19000101000000");
            case TM -> text(tag, vr, "000000");
            case AS -> text(tag, vr, "000D");
            case DS, IS -> text(tag, vr, "0 ");
            case UR -> text(tag, vr, "urn:none");
            default ->
                vr.isText()
                        ? text(tag, vr, TEXT + " ")
                        : DicomElement.of(tag, vr, new byte[Math.max(2, vr.wordBytes())]);
        };
    }

    private static DicomElement text(Tag tag, Vr vr, String even) {
        return DicomElement.of(tag, vr, even.getBytes(StandardCharsets.US_ASCII));
    }

    /** The one item of a sequence that must have some, with what its macro requires (PS3.3 chapters 10 and C). */
    static DicomDataset item(Tag sequence) {
        if (sequence.equals(Tags.CONTENT_SEQUENCE)) {
            return contentItem();
        } else if (sequence.equals(Tags.VERIFYING_OBSERVER_SEQUENCE)) {
            return verifyingObserver();
        } else if (sequence.equals(Tags.OPERATOR_IDENTIFICATION_SEQUENCE)) {
            return operator();
        } else if (sequence.equals(Tags.GRAPHIC_ANNOTATION_SEQUENCE)) {
            return annotation();
        } else if (sequence.equals(Tags.FLOW_IDENTIFIER_SEQUENCE)) {
            return DicomDataset.builder().put(of(Tags.FLOW_IDENTIFIER, Vr.OB)).build();
        }
        return code(TEXT, TEXT_SCHEME, "Removed");
    }

    /** Of a performed procedure step. */
    static DicomDataset reference(String uid) {
        return DicomDataset.builder()
                .text(Tags.REFERENCED_SOP_CLASS_UID, "1.2.840.10008.3.1.2.3.3")
                .text(Tags.REFERENCED_SOP_INSTANCE_UID, uid)
                .build();
    }

    static DicomDataset code(String value, String scheme, String meaning) {
        return DicomDataset.builder()
                .text(Tags.CODE_VALUE, value)
                .text(Tags.CODING_SCHEME_DESIGNATOR, scheme)
                .text(Tags.CODE_MEANING, meaning)
                .build();
    }

    private static DicomDataset contentItem() {
        return DicomDataset.builder()
                .text(Tags.RELATIONSHIP_TYPE, "CONTAINS")
                .text(Tags.VALUE_TYPE, "TEXT")
                .sequence(Tags.CONCEPT_NAME_CODE_SEQUENCE, code("121106", "DCM", "Comment"))
                .text(Tags.TEXT_VALUE, TEXT)
                .build();
    }

    private static DicomDataset verifyingObserver() {
        return DicomDataset.builder()
                .text(Tags.VERIFYING_ORGANIZATION, TEXT)
                .put(of(Tags.VERIFICATION_DATE_TIME, Vr.DT))
                .text(Tags.VERIFYING_OBSERVER_NAME, TEXT)
                .empty(Tags.VERIFYING_OBSERVER_IDENTIFICATION_CODE_SEQUENCE)
                .build();
    }

    private static DicomDataset operator() {
        return DicomDataset.builder()
                .text(Tags.INSTITUTION_NAME, TEXT)
                .sequence(Tags.PERSON_IDENTIFICATION_CODE_SEQUENCE, code(TEXT, TEXT_SCHEME, "Removed"))
                .build();
    }

    private static DicomDataset annotation() {
        DicomDataset text = DicomDataset.builder()
                .text(Tags.UNFORMATTED_TEXT_VALUE, TEXT)
                .text(Tags.ANCHOR_POINT_ANNOTATION_UNITS, "DISPLAY")
                .decimals(Tags.ANCHOR_POINT, 0, 0)
                .text(Tags.ANCHOR_POINT_VISIBILITY, "N")
                .build();
        return DicomDataset.builder()
                .text(Tags.GRAPHIC_LAYER, TEXT)
                .sequence(Tags.TEXT_OBJECT_SEQUENCE, text)
                .build();
    }
}
