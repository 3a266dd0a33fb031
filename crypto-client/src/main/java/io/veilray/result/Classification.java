package io.veilray.result;

import io.veilray.opinion.Doubt;
import io.veilray.region.Region;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A decrypted answer with its provenance.
 *
 * @param classes class names in the model's order; {@code logits} and {@code probabilities} follow it
 * @param probabilities of the classes, computed on this computer
 * @param calibrated whether they are brought to how often the model was right on validation images
 * @param doubts why the answer is no opinion; empty if it is one
 * @param mode how nonlinear rounds were done, as the user reads it ("masked")
 * @param rounds online round trips
 * @param bytesUp online bytes sent, message payloads
 * @param bytesDown online bytes received
 * @param bytesOffline bytes both ways for the ticket
 * @param millis milliseconds by phase, in order of time
 * @param evidence where in the patch the logits come from, if the model gives that
 */
public record Classification(
        String model,
        String modelVersion,
        String mode,
        List<String> classes,
        double[] logits,
        double[] probabilities,
        boolean calibrated,
        List<Doubt> doubts,
        Region region,
        int rounds,
        long bytesUp,
        long bytesDown,
        long bytesOffline,
        Map<String, Double> millis,
        Optional<EvidenceMap> evidence) {

    /** The words that travel with every result. */
    public static final String RESEARCH_USE = "Research use only. Not for diagnostic use.";

    public Classification {
        if (classes.size() != logits.length || logits.length != probabilities.length || logits.length == 0) {
            throw new IllegalArgumentException("classification with " + classes.size() + " classes, " + logits.length
                    + " logits and " + probabilities.length + " probabilities: the three must be equal and not 0");
        }
        classes = List.copyOf(classes);
        doubts = List.copyOf(doubts);
        logits = logits.clone();
        probabilities = probabilities.clone();
        millis = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(millis));
    }

    /** Whether the answer may be shown as one; otherwise "no opinion" stands in its place, with the doubts. */
    public boolean hasOpinion() {
        return doubts.isEmpty();
    }

    /** Index of the largest logit; the first of equals. */
    public int winner() {
        return argMax(logits);
    }

    /** Name of the class with the largest logit. */
    public String winningClass() {
        return classes.get(winner());
    }

    /** Index of the largest value; the first of equals. */
    public static int argMax(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
