package io.veilray.dicom.derived;

import io.veilray.region.Region;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A result that was read back, from one object or from several that hold the same one.
 *
 * @param kinds of the objects it was read from
 * @param image it lies over
 * @param algorithm name and version
 * @param trackingUid the same in every object that holds this result
 * @param label the answer with its probability, or that there is no opinion
 * @param classes all of the model's; none unless a report was read that has an opinion
 * @param review what the user had thought of it, if a report was read
 */
public record StoredResult(
        Set<ObjectKind> kinds,
        ImageReference image,
        String algorithm,
        String trackingUid,
        Region region,
        String label,
        boolean hasOpinion,
        List<ClassProbability> classes,
        List<String> doubts,
        boolean verified,
        Optional<UserReview.Verdict> review,
        Optional<StoredEvidence> evidence) {
    private static final int MOST_CHARACTERS = 160;

    public StoredResult {
        kinds = Set.copyOf(kinds);
        algorithm = cut(algorithm);
        label = cut(label);
        classes = List.copyOf(classes);
        doubts = List.copyOf(doubts);
    }

    /** What stands in a file may be longer than any screen. */
    private static String cut(String text) {
        return text.strip().substring(0, Math.min(MOST_CHARACTERS, text.strip().length()));
    }

    public boolean isSameAs(StoredResult other) {
        return !trackingUid.isEmpty() && trackingUid.equals(other.trackingUid) && image.equals(other.image);
    }

    /** What both say; a report has the last word, as it says most. */
    public StoredResult with(StoredResult other) {
        StoredResult first = other.rank() < rank() ? other : this;
        StoredResult second = first == this ? other : this;
        Set<ObjectKind> both = EnumSet.copyOf(kinds);
        both.addAll(other.kinds);
        return new StoredResult(
                both,
                image,
                first.algorithm,
                trackingUid,
                first.region,
                first.label,
                first.hasOpinion,
                first.classes,
                first.doubts,
                first.verified,
                first.review,
                first.evidence.or(() -> second.evidence));
    }

    /** Of the kind that says most. */
    private int rank() {
        return kinds.stream().mapToInt(Enum::ordinal).min().orElseThrow();
    }
}
