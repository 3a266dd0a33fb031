package io.veilray.ui.stored;

import io.veilray.dicom.derived.ClassProbability;
import io.veilray.dicom.derived.ObjectKind;
import io.veilray.dicom.derived.StoredResult;
import io.veilray.dicom.derived.UserReview;
import io.veilray.ui.text.Messages;
import java.util.stream.Collectors;

/** What a result from a file says, in the user's language. */
public final class StoredWords {
    private final Messages messages;

    public StoredWords(Messages messages) {
        this.messages = messages;
    }

    /** Over the image: that it is from a file, by which algorithm, and what it says. */
    public String label(StoredResult result) {
        return messages.get("stored.label", result.algorithm(), answer(result));
    }

    /** Classes as people write them; models name theirs in one word. */
    String answer(StoredResult result) {
        return result.hasOpinion() ? result.label().replace('_', ' ') : messages.get("classify.result.noOpinion");
    }

    /** Of a class whose probability is known. */
    String classLine(ClassProbability each) {
        double probability = each.probability().orElseThrow();
        double shown = Math.clamp(probability, 0.001, 0.999); // never rounded to certainty
        String sign = probability > shown ? "> " : probability < shown ? "< " : "";
        return messages.get(
                "stored.class",
                each.name().replace('_', ' '),
                sign + String.format(messages.locale(), "%.1f", 100 * shown));
    }

    String kinds(StoredResult result) {
        return result.kinds().stream()
                .sorted()
                .map(kind -> messages.get("dicom.kind." + kind))
                .collect(Collectors.joining(", "));
    }

    /** Only a report says more than that nobody has verified it. */
    String status(StoredResult result) {
        if (result.verified()) {
            return messages.get("stored.verified");
        }
        String review = result.review()
                .filter(verdict -> verdict != UserReview.Verdict.NOT_REVIEWED)
                .map(verdict -> " " + messages.get("stored.review." + verdict))
                .orElse("");
        return messages.get("stored.unverified") + review;
    }

    static boolean isWithoutReport(StoredResult result) {
        return !result.kinds().contains(ObjectKind.REPORT);
    }
}
