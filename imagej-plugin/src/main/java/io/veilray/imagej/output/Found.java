package io.veilray.imagej.output;

import ij.gui.Roi;
import io.veilray.result.Classification;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A result with all that the table says of it.
 *
 * @param image the image's title
 * @param slice from 1
 * @param roi the region as the user drew it; empty for the whole slice
 * @param seconds from the click to the answer
 * @param endpoint {@code local} or {@code HOST:PORT}
 * @param calibration how values came from stored ones
 */
public record Found(
        String image,
        int slice,
        Optional<Roi> roi,
        Classification result,
        double seconds,
        String endpoint,
        String calibration) {
    String regionName() {
        return roi.map(area -> area.getName() == null ? "" : area.getName()).orElse("whole slice");
    }

    /** The class, or the words that stand in its place. */
    public String answer() {
        return answer(result);
    }

    public static String answer(Classification result) {
        return result.hasOpinion() ? result.winningClass() : "no opinion";
    }

    /** Of the class that the model names; empty if its owner reveals the class alone. */
    OptionalDouble probability() {
        return result.probability(result.winner());
    }
}
