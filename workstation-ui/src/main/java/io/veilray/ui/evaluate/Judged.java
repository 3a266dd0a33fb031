package io.veilray.ui.evaluate;

import io.veilray.result.Classification;
import io.veilray.ui.classify.Comparison;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One image that went through the encrypted protocol.
 *
 * @param truth index of the class its folder names, in the model's order
 * @param millis wall-clock time of the private classification, ticket included
 */
public record Judged(Path file, int truth, Classification result, Optional<Comparison> comparison, double millis) {
    boolean isRight() {
        return result.winner() == truth;
    }
}
