package io.veilray.result;

import io.veilray.opinion.Doubt;
import io.veilray.region.Region;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A decrypted answer with its provenance.
 *
 * @param classes class names in the model's order; {@code logits} and {@code probabilities} follow it
 * @param logits none, like probabilities, if the model's owner reveals the class alone
 * @param probabilities of the classes, computed on this computer
 * @param winner index of the class with the largest logit, the first of equals
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
        int winner,
        List<Doubt> doubts,
        Region region,
        int rounds,
        long bytesUp,
        long bytesDown,
        long bytesOffline,
        Map<String, Double> millis,
        Optional<EvidenceMap> evidence) {

    /** In place of probabilities where there are none. */
    public static final String CLASS_ONLY =
            "The model's owner reveals the class only: no probability tells how sure it is.";

    /** The words that travel with every result. */
    public static final String RESEARCH_USE = "Research use only. Not for diagnostic use.";

    public Classification {
        boolean told = logits.length > 0;
        if (logits.length != probabilities.length || told && logits.length != classes.size() || classes.isEmpty()) {
            throw new IllegalArgumentException("classification with " + classes.size() + " classes, " + logits.length
                    + " logits and " + probabilities.length
                    + " probabilities: the three must be equal and not 0, or the last two 0");
        }
        if (winner < 0 || winner >= classes.size() || told && winner != argMax(logits)) {
            throw new IllegalArgumentException(
                    "class " + winner + " of " + classes.size() + ": must be the one with the largest logit");
        }
        if (!told && (calibrated || evidence.isPresent())) {
            throw new IllegalArgumentException("a class alone with "
                    + (calibrated ? "calibrated probabilities" : "an evidence map") + ": neither can be there");
        }
        classes = List.copyOf(classes);
        doubts = List.copyOf(doubts);
        logits = logits.clone();
        probabilities = probabilities.clone();
        millis = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(millis));
    }

    /** With logits, of which the winner is the largest. */
    public Classification(
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
        this(
                model,
                modelVersion,
                mode,
                classes,
                logits,
                probabilities,
                calibrated,
                largest(logits),
                doubts,
                region,
                rounds,
                bytesUp,
                bytesDown,
                bytesOffline,
                millis,
                evidence);
    }

    private static int largest(double[] logits) {
        if (logits.length == 0) {
            throw new IllegalArgumentException("classification with 0 logits: a class alone must be named");
        }
        return argMax(logits);
    }

    /** Whether the answer may be shown as one; otherwise "no opinion" stands in its place, with the doubts. */
    public boolean hasOpinion() {
        return doubts.isEmpty();
    }

    /** Whether the model's owner reveals the class alone: there are no logits and no probabilities then. */
    public boolean classOnly() {
        return logits.length == 0;
    }

    /** Of the class at that place; empty if the class alone is revealed. */
    public OptionalDouble probability(int index) {
        return classOnly() ? OptionalDouble.empty() : OptionalDouble.of(probabilities[index]);
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
