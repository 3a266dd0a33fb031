package io.veilray.cloud.model;

import io.veilray.opinion.LogitFamiliarity;
import io.veilray.opinion.OpinionRule;
import io.veilray.opinion.PatchFamiliarity;
import java.util.List;
import java.util.Optional;

/** The parts of a model card that decide when an answer is an opinion: {@code input.modalities} and {@code opinion}. */
final class CardOpinion {
    private static final int MAX_MODALITIES = 20;
    private static final int MAX_CODE = 16;
    private static final int MAX_CLASSES = 64;
    private static final int MAX_FEATURES = 2 * PatchFamiliarity.MAX_GRID * PatchFamiliarity.MAX_GRID;

    private CardOpinion() {}

    static OpinionRule read(CardFields card) throws ModelException {
        List<String> modalities = card.object("input").texts("modalities", 0, MAX_MODALITIES, MAX_CODE);
        Optional<CardFields> measured = card.objectIfAny("opinion");
        if (measured.isEmpty()) {
            return OpinionRule.UNMEASURED.withModalities(modalities);
        }
        CardFields opinion = measured.get();
        Optional<CardFields> patch = opinion.objectOrNull("patch");
        Optional<CardFields> logits = opinion.objectOrNull("logits");
        return new OpinionRule(
                modalities,
                Optional.of(opinion.number("temperature", 0, Double.MAX_VALUE)),
                opinion.number("leastProbability", 0, 1),
                patch.isEmpty() ? Optional.empty() : Optional.of(patch(patch.get())),
                logits.isEmpty() ? Optional.empty() : Optional.of(logits(logits.get())));
    }

    private static PatchFamiliarity patch(CardFields patch) throws ModelException {
        return new PatchFamiliarity(
                patch.integer("grid", 1, PatchFamiliarity.MAX_GRID),
                patch.numbers("center", MAX_FEATURES),
                patch.numbers("scale", MAX_FEATURES),
                patch.table("directions", PatchFamiliarity.MAX_DIRECTIONS, MAX_FEATURES),
                patch.numbers("variances", PatchFamiliarity.MAX_DIRECTIONS),
                patch.number("residualVariance", 0, Double.MAX_VALUE),
                patch.number("limit", 0, Double.MAX_VALUE));
    }

    private static LogitFamiliarity logits(CardFields logits) throws ModelException {
        return new LogitFamiliarity(
                logits.table("means", MAX_CLASSES, MAX_CLASSES),
                logits.table("whitening", MAX_CLASSES, MAX_CLASSES),
                logits.number("limit", 0, Double.MAX_VALUE));
    }
}
