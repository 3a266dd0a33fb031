package io.veilray.opinion;

import io.veilray.region.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the client turns logits into probabilities, and when it gives no opinion; measured by whoever made the model and
 * carried by its card.
 *
 * <p>Guarantees: works on this computer alone; the server learns neither the answer nor whether it was an opinion. Does not
 * guarantee that an image outside of what the model knows is noticed: docs/models says how many are.
 *
 * @param modalities DICOM codes of the modalities that the model was made for; empty for any
 * @param temperature what logits are divided by before the softmax (Guo, Pleiss, Sun and Weinberger, ICML 2017, section
 *     4.2); empty if nobody has measured it, and probabilities then are not calibrated
 * @param leastProbability largest probability below which there is no opinion; 0 for none
 */
public record OpinionRule(
        List<String> modalities,
        Optional<Double> temperature,
        double leastProbability,
        Optional<PatchFamiliarity> patch,
        Optional<LogitFamiliarity> logits) {
    /** Of a model whose card measures nothing: plain softmax, always an opinion. */
    public static final OpinionRule UNMEASURED =
            new OpinionRule(List.of(), Optional.empty(), 0, Optional.empty(), Optional.empty());

    /** Codes that say nothing about how an image was made: other, and secondary capture. */
    private static final Set<String> TELLS_NOTHING = Set.of("OT", "SC");

    private static final int MAX_MODALITIES = 20;
    private static final double MOST_TEMPERATURE = 1000;

    public OpinionRule {
        modalities = List.copyOf(modalities);
        if (modalities.size() > MAX_MODALITIES
                || !modalities.stream().allMatch(code -> code.matches("[A-Z][A-Z0-9_]{0,15}"))) {
            throw new IllegalArgumentException("modalities of a model: must be at most " + MAX_MODALITIES
                    + " DICOM codes of 1 to 16 capital letters, such as CT");
        }
        double divisor = temperature.orElse(1.0);
        if (!(divisor >= 1 / MOST_TEMPERATURE && divisor <= MOST_TEMPERATURE)) {
            throw new IllegalArgumentException(
                    "temperature " + divisor + ": must be from " + 1 / MOST_TEMPERATURE + " to " + MOST_TEMPERATURE);
        }
        if (!(leastProbability >= 0 && leastProbability <= 1)) {
            throw new IllegalArgumentException("least probability " + leastProbability + ": must be from 0 to 1");
        }
    }

    /** The same for those modalities. */
    public OpinionRule withModalities(List<String> codes) {
        return new OpinionRule(codes, temperature, leastProbability, patch, logits);
    }

    /** The same with that temperature. */
    public OpinionRule withTemperature(double divisor) {
        return new OpinionRule(modalities, Optional.of(divisor), leastProbability, patch, logits);
    }

    /** Throws if this cannot judge patches of that size or logits of so many classes. */
    public void requireFor(int classes, int heightPx, int widthPx) {
        if (logits.isPresent() && logits.get().classes() != classes) {
            throw new IllegalArgumentException("the rule for opinions has means of "
                    + logits.get().classes() + " classes: the model has " + classes);
        }
        if (patch.isPresent() && patch.get().grid() > Math.min(heightPx, widthPx)) {
            throw new IllegalArgumentException("the rule for opinions cuts patches into "
                    + patch.get().grid() + " cells a side: the model takes " + widthPx + "x" + heightPx + " px");
        }
    }

    /** Softmax of the logits over the temperature, shifted by the largest so that it cannot overflow. */
    public double[] probabilities(double[] logits) {
        double divisor = temperature.orElse(1.0);
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            largest = Math.max(largest, logit);
        }
        double[] out = new double[logits.length];
        double total = 0;
        for (int i = 0; i < logits.length; i++) {
            out[i] = Math.exp((logits[i] - largest) / divisor);
            total += out[i];
        }
        for (int i = 0; i < out.length; i++) {
            out[i] /= total;
        }
        return out;
    }

    /** What is left of this where the class alone is known: the modality and how familiar the image is. */
    public OpinionRule ofImages() {
        return new OpinionRule(modalities, Optional.empty(), 0, patch, Optional.empty());
    }

    /** Whether anything in this needs the logits. */
    public boolean judgesLogits() {
        return temperature.isPresent() || leastProbability > 0 || logits.isPresent();
    }

    /** Every reason not to take the answer for an opinion; the gravest first, empty if there is none. */
    public List<Doubt> doubts(Patch image, double[] answer) {
        List<Doubt> out = new ArrayList<>(doubts(image));
        logits.ifPresent(known -> addAbove(out, Doubt.Kind.UNFAMILIAR_ANSWER, known.distance(answer), known.limit()));
        double largest = 0;
        for (double probability : probabilities(answer)) {
            largest = Math.max(largest, probability);
        }
        if (!(largest >= leastProbability)) {
            out.add(new Doubt(Doubt.Kind.LOW_PROBABILITY, largest, leastProbability, ""));
        }
        return List.copyOf(out);
    }

    /** The same where the class alone is known: reasons in the image. */
    public List<Doubt> doubts(Patch image) {
        List<Doubt> out = new ArrayList<>();
        image.modality()
                .filter(code -> !modalities.isEmpty() && !modalities.contains(code) && !TELLS_NOTHING.contains(code))
                .ifPresent(code -> out.add(new Doubt(Doubt.Kind.OTHER_MODALITY, 1, 0, code)));
        patch.ifPresent(known -> addAbove(out, Doubt.Kind.UNFAMILIAR_IMAGE, known.distance(image), known.limit()));
        return List.copyOf(out);
    }

    private static void addAbove(List<Doubt> out, Doubt.Kind kind, double distance, double limit) {
        if (!(distance <= limit)) {
            out.add(new Doubt(kind, distance, limit, ""));
        }
    }
}
