package io.veilray.dicom.pacs;

import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import java.util.List;

/** The levels of the study root model, PS3.4 section C.6.2.1, with the attributes that are asked for at each. */
public enum Level {
    STUDY(
            Tags.STUDY_INSTANCE_UID,
            Tags.STUDY_DATE,
            Tags.STUDY_TIME,
            Tags.ACCESSION_NUMBER,
            Tags.MODALITIES_IN_STUDY,
            Tags.STUDY_DESCRIPTION,
            Tags.PATIENT_NAME,
            Tags.PATIENT_ID,
            Tags.PATIENT_BIRTH_DATE,
            Tags.PATIENT_SEX,
            Tags.STUDY_RELATED_SERIES,
            Tags.STUDY_RELATED_INSTANCES),
    SERIES(
            Tags.SERIES_INSTANCE_UID,
            Tags.STUDY_INSTANCE_UID,
            Tags.MODALITY,
            Tags.SERIES_NUMBER,
            Tags.SERIES_DESCRIPTION,
            Tags.BODY_PART_EXAMINED,
            Tags.SERIES_RELATED_INSTANCES),
    IMAGE(
            Tags.SOP_INSTANCE_UID,
            Tags.STUDY_INSTANCE_UID,
            Tags.SERIES_INSTANCE_UID,
            Tags.SOP_CLASS_UID,
            Tags.INSTANCE_NUMBER,
            Tags.ROWS,
            Tags.COLUMNS,
            Tags.NUMBER_OF_FRAMES);

    private final List<Tag> asked;

    Level(Tag... asked) {
        this.asked = List.of(asked);
    }

    /** What a query at this level asks to be told; the level's own UID comes first. */
    public List<Tag> asked() {
        return asked;
    }

    /** The UID that names one thing at this level. */
    public Tag uid() {
        return asked.get(0);
    }
}
