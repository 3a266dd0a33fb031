package io.veilray.dicom.derived;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.region.Region;
import io.veilray.region.Window;
import io.veilray.result.Percent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a model says of a region of an image, as it goes home.
 *
 * @param regionName what the user calls the region
 * @param classes all of the model's, in its order; not shown without an opinion
 * @param answer index of the class that is the answer; empty if there is no opinion
 * @param doubts why there is none, a sentence each
 * @param evidence in favour of the answer
 * @param window that the image was shown with when it was classified
 * @param trackingUid the same in every object that holds this finding
 */
public record ImageFinding(
        Region region,
        String regionName,
        Algorithm algorithm,
        List<ClassProbability> classes,
        Optional<Integer> answer,
        boolean calibrated,
        List<String> doubts,
        Optional<EvidenceGrid> evidence,
        Window window,
        UserReview review,
        Instant made,
        String trackingUid) {
    public ImageFinding {
        classes = List.copyOf(classes);
        doubts = List.copyOf(doubts);
        if (answer.isPresent() && (answer.get() < 0 || answer.get() >= classes.size())) {
            throw new IllegalArgumentException(
                    "answer " + answer.get() + " of " + classes.size() + " classes: must be one of them");
        }
    }

    /** The class that is the answer, if there is an opinion. */
    Optional<ClassProbability> answered() {
        return answer.map(classes::get);
    }

    /** The answer with its probability if that is known, or that there is none. */
    String label() {
        return answered().map(ImageFinding::label).orElse(ReportCodes.NO_OPINION.meaning());
    }

    /** What the user calls the region, or a plain word where it has no name. */
    String trackingName() {
        return regionName.isBlank() ? "Region" : regionName;
    }

    /** Marks a part of an object as this finding. */
    DatasetBuilder track(DatasetBuilder item) {
        item.text(DerivedTags.TRACKING_UID, trackingUid);
        return PlainText.put(item, DerivedTags.TRACKING_ID, trackingName(), PlainText.LINE);
    }

    static String label(ClassProbability answer) {
        return answer.probability().isEmpty()
                ? answer.name()
                : answer.name() + " " + Percent.of(answer.probability().getAsDouble());
    }
}
