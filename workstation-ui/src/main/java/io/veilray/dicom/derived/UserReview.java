package io.veilray.dicom.derived;

import java.util.Optional;

/**
 * What the user thinks of a result.
 *
 * @param verifier who verifies the report; only of an accepted one
 */
public record UserReview(Verdict verdict, String comment, Optional<Verifier> verifier) {
    public enum Verdict {
        NOT_REVIEWED,
        ACCEPTED,
        REJECTED
    }

    public static final UserReview NONE = new UserReview(Verdict.NOT_REVIEWED, "", Optional.empty());

    public UserReview {
        if (verifier.isPresent() && verdict != Verdict.ACCEPTED) {
            throw new IllegalArgumentException(
                    "verdict " + verdict + " with a verifier: only what is accepted can be verified");
        }
    }
}
