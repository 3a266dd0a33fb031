package io.veilray.ui.report;

import io.veilray.result.Classification;
import io.veilray.ui.classify.Agreement;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.Comparison;
import io.veilray.ui.classify.Review;
import io.veilray.ui.scan.Scan;
import java.time.Instant;
import java.util.Optional;

/**
 * A result as it is exported: a copy that other threads may write while the window goes on.
 *
 * @param server address, or {@code local} for the server inside the program
 */
public record Finding(
        Scan scan,
        String regionName,
        Classification result,
        Optional<Comparison> comparison,
        Review review,
        String server,
        double seconds,
        Instant finished) {
    static final String LOCAL = "local";

    /** On the JavaFX thread, as a result's review may change. */
    public static Finding of(ClassifyResult result) {
        Agreement agreement = result.agreement();
        return new Finding(
                result.request().scan(),
                result.request().name(),
                result.classification(),
                agreement.comparison(),
                result.review(),
                result.server().isLocal() ? LOCAL : result.server().address(),
                result.seconds(),
                result.finished());
    }
}
