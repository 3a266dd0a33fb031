package io.veilray.dicom.derived;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.Uids;
import java.time.Instant;

/**
 * An object in the making, in the study of its source: what all of them have in common.
 *
 * @param now when it is made
 */
record NewObject(SourceImage source, ImageFinding finding, Equipment equipment, Instant now) {
    /** The words that every object carries in sight. */
    static final String USE = "Research use only. Not for diagnostic use.";

    /** A yellow, as the outline has on the screen: PS3.3 section C.10.7.1.1, each part scaled to 16 bits. */
    static final int[] MARK_CIELAB = {53586, 35186, 54119};

    private static final Code PURPOSE = Code.dcm("121322", "Source image for image processing operation");

    Moment moment() {
        return Moment.of(now, source.header());
    }

    /** With patient, study, series, equipment and SOP common modules; the series is a new one. */
    DatasetBuilder begin(ObjectKind kind) {
        DatasetBuilder made = DicomDataset.builder();
        for (Tag tag : StudyModules.REQUIRED) {
            made.empty(tag);
        }
        made.copy(source.header(), StudyModules.COPIED)
                .text(Tags.SOP_CLASS_UID, kind.classUid())
                .text(Tags.SOP_INSTANCE_UID, Uids.random())
                .text(DerivedTags.INSTANCE_CREATION_DATE, moment().date())
                .text(DerivedTags.INSTANCE_CREATION_TIME, moment().time())
                .text(Tags.MODALITY, kind.modality())
                .text(Tags.SERIES_INSTANCE_UID, Uids.random())
                .text(Tags.SERIES_NUMBER, String.valueOf(kind.seriesNumber()))
                .text(DerivedTags.SERIES_DATE, moment().date())
                .text(DerivedTags.SERIES_TIME, moment().time())
                .text(Tags.INSTANCE_NUMBER, "1")
                .text(DerivedTags.MANUFACTURER, Equipment.NAME)
                .text(DerivedTags.MODEL_NAME, Equipment.NAME)
                .text(DerivedTags.DEVICE_SERIAL_NUMBER, Equipment.SERIAL_NUMBER)
                .sequence(DerivedTags.CODING_SCHEME_IDENTIFICATION_SEQUENCE, ownScheme());
        if (kind != ObjectKind.PRESENTATION) { // which has dates of its own
            made.text(DerivedTags.CONTENT_DATE, moment().date()).text(DerivedTags.CONTENT_TIME, moment().time());
        }
        text(made, DerivedTags.SOFTWARE_VERSIONS, equipment.version());
        return text(made, Tags.SERIES_DESCRIPTION, kind.title() + ", AI result, research use only");
    }

    private static DicomDataset ownScheme() {
        return DicomDataset.builder()
                .text(Tags.CODING_SCHEME_DESIGNATOR, Code.OWN)
                .text(DerivedTags.CODING_SCHEME_NAME, "Veilray's own codes, and the classes of its models")
                .text(DerivedTags.CODING_SCHEME_RESPONSIBLE_ORGANIZATION, Equipment.NAME)
                .build();
    }

    DatasetBuilder item() {
        return source.item();
    }

    DicomDataset code(Code code) {
        return code.dataset(source.characterSet());
    }

    static DatasetBuilder text(DatasetBuilder into, Tag tag, String text) {
        return PlainText.put(into, tag, text, PlainText.LINE);
    }

    /** The source, and that it was processed. */
    DicomDataset sourceImage() {
        return source.reference().dataset().toBuilder()
                .sequence(DerivedTags.PURPOSE_OF_REFERENCE_CODE_SEQUENCE, code(PURPOSE))
                .build();
    }

    /** The series of the source with the source in it, under that name. */
    DicomDataset sourceSeries(Tag instances) {
        return item().text(Tags.SERIES_INSTANCE_UID, source.seriesUid())
                .sequence(
                        instances,
                        source.reference().instance(DicomDataset.builder()).build())
                .build();
    }

    /** The side of the body, where the source says it: PS3.3 section C.7.3.1.1.2. */
    DatasetBuilder laterality(DatasetBuilder into) {
        return into.empty(DerivedTags.LATERALITY).copy(source.header(), DerivedTags.LATERALITY);
    }

    /** Whether the pixels were ever compressed with loss, and how: what is made of them is marked so too. */
    DatasetBuilder lossy(DatasetBuilder into) {
        return into.text(DerivedTags.LOSSY_IMAGE_COMPRESSION, "00")
                .copy(
                        source.header(),
                        DerivedTags.LOSSY_IMAGE_COMPRESSION,
                        DerivedTags.LOSSY_IMAGE_COMPRESSION_RATIO,
                        DerivedTags.LOSSY_IMAGE_COMPRESSION_METHOD);
    }
}
