package io.veilray.dicom.pacs;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.Vr;
import java.util.Optional;

/** A study, series or object that an archive found, with what it told of it. */
public record Match(Level level, DicomDataset attributes) {
    /** The value as a person reads it, in the match's own character set; empty if the archive left it out. */
    public Optional<String> text(Tag tag) {
        return attributes
                        .find(tag)
                        .map(DicomElement::vr)
                        .filter(Match::isBinary)
                        .isPresent()
                ? numbers(tag)
                : attributes.text(tag);
    }

    private static boolean isBinary(Vr vr) {
        return vr == Vr.US || vr == Vr.SS || vr == Vr.UL || vr == Vr.SL;
    }

    private Optional<String> numbers(Tag tag) {
        try {
            return attributes.integers(tag).stream().map(String::valueOf).reduce((a, b) -> a + "\\" + b);
        } catch (DicomException e) {
            return Optional.empty();
        }
    }

    /** What to fetch for this match; empty if the archive left out or spoilt a UID. */
    public Optional<Selection> selection() {
        Optional<String> study = uid(Tags.STUDY_INSTANCE_UID);
        Optional<String> series = uid(Tags.SERIES_INSTANCE_UID);
        Optional<String> instance = uid(Tags.SOP_INSTANCE_UID);
        return switch (level) {
            case STUDY -> study.map(Selection::study);
            case SERIES -> study.flatMap(s -> series.map(e -> Selection.series(s, e)));
            case IMAGE -> study.flatMap(s -> series.flatMap(e -> instance.map(i -> Selection.instance(s, e, i))));
        };
    }

    private Optional<String> uid(Tag tag) {
        return attributes.code(tag).filter(Selection::isUid);
    }

    /** Says the level only: the attributes are the patient's. */
    @Override
    public String toString() {
        return level + " match of " + attributes.size() + " attributes";
    }
}
