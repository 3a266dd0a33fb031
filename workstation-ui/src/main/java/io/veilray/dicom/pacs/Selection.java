package io.veilray.dicom.pacs;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.Tags;
import java.util.Optional;

/** What to fetch: a study, a series of it, or one object of that. UIDs are checked (PS3.5 section 9.1). */
public record Selection(String studyUid, Optional<String> seriesUid, Optional<String> instanceUid) {
    public Selection {
        uid(studyUid);
        seriesUid.ifPresent(Selection::uid);
        instanceUid.ifPresent(Selection::uid);
        if (instanceUid.isPresent() && seriesUid.isEmpty()) {
            throw new IllegalArgumentException("one object is named by its study, its series and itself");
        }
    }

    public static Selection study(String studyUid) {
        return new Selection(studyUid, Optional.empty(), Optional.empty());
    }

    public static Selection series(String studyUid, String seriesUid) {
        return new Selection(studyUid, Optional.of(seriesUid), Optional.empty());
    }

    public static Selection instance(String studyUid, String seriesUid, String instanceUid) {
        return new Selection(studyUid, Optional.of(seriesUid), Optional.of(instanceUid));
    }

    public Level level() {
        return instanceUid.isPresent() ? Level.IMAGE : seriesUid.isPresent() ? Level.SERIES : Level.STUDY;
    }

    /** The text itself if it is a UID: digits and dots, at most 64. Archives that pad components with 0 are let through. */
    static String uid(String text) {
        if (!isUid(text)) {
            throw new IllegalArgumentException("a UID has 1 to 64 digits and dots, such as 1.2.840.10008.1.1");
        }
        return text;
    }

    /** Whether an object belongs to the study and, where one was asked for, to the series. */
    public boolean covers(DicomDataset object) {
        return object.code(Tags.STUDY_INSTANCE_UID).filter(studyUid::equals).isPresent()
                && (seriesUid.isEmpty() || seriesUid.equals(object.code(Tags.SERIES_INSTANCE_UID)));
    }

    public static boolean isUid(String text) {
        return text.length() <= 64 && text.matches("[0-9]+(\\.[0-9]+)*");
    }
}
