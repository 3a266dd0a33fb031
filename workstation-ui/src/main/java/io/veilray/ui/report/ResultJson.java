package io.veilray.ui.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.veilray.opinion.Doubt;
import io.veilray.protocol.NonlinearMode;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import io.veilray.result.EvidenceMap;
import io.veilray.ui.classify.Comparison;
import io.veilray.ui.scan.Scan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A classification as one JSON object; its keys are a contract, listed in docs/cli.md. */
public final class ResultJson {
    private ResultJson() {}

    /** @param comparison with the model in the clear, if it was made */
    public static JsonObject of(Scan scan, Classification result, Optional<Comparison> comparison) {
        JsonObject json = new JsonObject();
        json.addProperty("opinion", result.hasOpinion());
        json.addProperty("class", result.hasOpinion() ? result.winningClass() : null);
        json.add("doubts", doubts(result));
        json.addProperty("mostLikely", result.winningClass());
        json.addProperty("calibrated", result.calibrated());
        json.add(
                "probabilities",
                result.classOnly() ? JsonNull.INSTANCE : byClass(result.classes(), result.probabilities()));
        json.add("classes", strings(result.classes()));
        json.add("logits", result.classOnly() ? JsonNull.INSTANCE : numbers(result.logits()));
        json.addProperty("model", result.model());
        json.addProperty("modelVersion", result.modelVersion());
        json.addProperty("mode", result.mode());
        json.addProperty("protects", NonlinearMode.of(result.mode()).promise());
        json.add("region", region(result.region()));
        json.addProperty("scan", scan.description());
        json.add("notes", strings(scan.notes()));
        json.addProperty("rounds", result.rounds());
        json.addProperty("bytesUp", result.bytesUp());
        json.addProperty("bytesDown", result.bytesDown());
        json.addProperty("bytesOffline", result.bytesOffline());
        JsonObject millis = new JsonObject();
        result.millis().forEach((phase, value) -> millis.add(phase, number(value)));
        json.add("millis", millis);
        json.addProperty("use", Classification.RESEARCH_USE);
        result.evidence().ifPresent(map -> json.add("evidence", evidence(map, result.classes())));
        comparison.ifPresent(both -> addComparison(json, both));
        return json;
    }

    public static JsonArray doubts(Classification result) {
        JsonArray array = new JsonArray();
        for (Doubt doubt : result.doubts()) {
            JsonObject json = new JsonObject();
            json.addProperty("kind", doubt.kind().word());
            json.add("value", number(doubt.value()));
            json.add("limit", number(doubt.limit()));
            json.addProperty("sentence", doubt.sentence());
            array.add(json);
        }
        return array;
    }

    private static JsonObject evidence(EvidenceMap map, List<String> classes) {
        JsonObject json = new JsonObject();
        json.addProperty("rows", map.rows());
        json.addProperty("columns", map.columns());
        JsonObject values = new JsonObject();
        for (int k = 0; k < classes.size(); k++) {
            values.add(classes.get(k), numbers(map.values()[k]));
        }
        json.add("values", values);
        return json;
    }

    private static void addComparison(JsonObject json, Comparison comparison) {
        json.add("fixedPointLogits", numbers(comparison.fixedPointLogits()));
        json.add("floatLogits", numbers(comparison.floatLogits()));
        json.addProperty("agreesWithPlaintext", comparison.agrees());
        json.add("maskingBound", number(comparison.maskingBound()));
        json.add("largestLogitDifference", number(comparison.largestDifference()));
    }

    public static JsonObject byClass(List<String> classes, double[] values) {
        JsonObject json = new JsonObject();
        for (int i = 0; i < values.length; i++) {
            json.add(classes.get(i), number(values[i]));
        }
        return json;
    }

    public static JsonArray strings(List<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    public static JsonElement number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : JsonNull.INSTANCE;
    }

    /** JSON has no infinities: what is not finite is null. */
    public static JsonElement number(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
    }

    public static JsonArray numbers(double[] values) {
        JsonArray array = new JsonArray();
        for (double value : values) {
            array.add(number(value));
        }
        return array;
    }

    public static JsonObject region(Region region) {
        JsonObject json = new JsonObject();
        json.addProperty("x", region.xPx());
        json.addProperty("y", region.yPx());
        json.addProperty("width", region.widthPx());
        json.addProperty("height", region.heightPx());
        return json;
    }
}
