package io.veilray.trainer;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.veilray.opinion.Doubt;
import io.veilray.opinion.LogitFamiliarity;
import io.veilray.opinion.OpinionRule;
import io.veilray.opinion.PatchFamiliarity;
import io.veilray.opinion.Reliability;

/** The rule for opinions and what it was worth, as parts of a card. */
final class CardOpinion {
    private CardOpinion() {}

    static JsonObject json(OpinionRule rule) {
        JsonObject json = new JsonObject();
        json.addProperty("temperature", rule.temperature().orElseThrow());
        json.addProperty("leastProbability", rule.leastProbability());
        json.add("patch", patch(rule.patch().orElseThrow()));
        json.add("logits", logits(rule.logits().orElseThrow()));
        return json;
    }

    private static JsonObject patch(PatchFamiliarity patch) {
        JsonObject json = new JsonObject();
        json.addProperty("grid", patch.grid());
        json.addProperty("limit", patch.limit());
        json.add("center", numbers(patch.center()));
        json.add("scale", numbers(patch.scale()));
        json.add("directions", table(patch.directions()));
        json.add("variances", numbers(patch.variances()));
        json.addProperty("residualVariance", patch.residualVariance());
        return json;
    }

    private static JsonObject logits(LogitFamiliarity logits) {
        JsonObject json = new JsonObject();
        json.addProperty("limit", logits.limit());
        json.add("means", table(logits.means()));
        json.add("whitening", table(logits.whitening()));
        return json;
    }

    /** What the rule did on the test split. */
    static void add(JsonObject accuracy, OpinionExam exam) {
        JsonObject calibration = new JsonObject();
        calibration.addProperty(
                "expectedCalibrationError", Card.rounded(exam.reliability().expectedCalibrationError()));
        calibration.addProperty(
                "ofPlainSoftmax", Card.rounded(exam.uncalibrated().expectedCalibrationError()));
        calibration.addProperty("bins", Reliability.BINS);
        accuracy.add("calibration", calibration);
        JsonObject opinion = new JsonObject();
        Card.addProportion(opinion, "answered", exam.answered());
        Card.addProportion(opinion, "accuracyOfAnswered", exam.accuracy());
        for (Doubt.Kind kind : Doubt.Kind.values()) {
            opinion.addProperty(kind.word(), exam.doubted().get(kind).hits());
        }
        accuracy.add("opinion", opinion);
    }

    private static JsonArray numbers(double[] values) {
        JsonArray array = new JsonArray();
        for (double value : values) {
            array.add(value);
        }
        return array;
    }

    private static JsonArray table(double[][] rows) {
        JsonArray array = new JsonArray();
        for (double[] row : rows) {
            array.add(numbers(row));
        }
        return array;
    }
}
