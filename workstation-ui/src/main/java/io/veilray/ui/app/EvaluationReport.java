package io.veilray.ui.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.veilray.opinion.Doubt;
import io.veilray.protocol.ModelInfo;
import io.veilray.result.Classification;
import io.veilray.ui.classify.Comparison;
import io.veilray.ui.evaluate.Evaluation;
import io.veilray.ui.evaluate.Judged;
import io.veilray.ui.evaluate.Skipped;
import io.veilray.ui.report.ResultJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/**
 * The figures of an evaluation, in words or as JSON.
 *
 * @param missing why there is no comparison with the model in the clear; empty if there is
 */
record EvaluationReport(ModelInfo model, Evaluation figures, String missing, List<Skipped> skipped) {

    String mode() {
        return model.network().mode().word();
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("model", model.id());
        json.addProperty("modelVersion", model.version());
        json.addProperty("mode", mode());
        json.addProperty("protects", model.network().mode().promise());
        json.add("classes", ResultJson.strings(model.classes()));
        json.addProperty("images", figures.images().size());
        json.add("accuracy", ResultJson.number(figures.accuracy()));
        json.add("auc", byClass(figures::auc));
        json.add("accuracyFloat", ResultJson.number(figures.accuracyFloat()));
        json.add("aucFloat", byClass(figures::aucFloat));
        json.add("answered", ResultJson.number(figures.answered()));
        json.add("accuracyOfAnswered", ResultJson.number(figures.accuracyOfAnswered()));
        json.add("doubts", doubts());
        json.addProperty("calibrated", model.opinion().temperature().isPresent());
        json.add("expectedCalibrationError", ResultJson.number(figures.expectedCalibrationError()));
        json.add("fixedPointAgreement", ResultJson.number(figures.fixedPointAgreement()));
        json.add("floatAgreement", ResultJson.number(figures.floatAgreement()));
        json.add("meanMillis", ResultJson.number(figures.mean(Judged::millis)));
        json.add("meanBytesUp", ResultJson.number(figures.mean(i -> i.result().bytesUp())));
        json.add("meanBytesDown", ResultJson.number(figures.mean(i -> i.result().bytesDown())));
        json.add("meanBytesOffline", ResultJson.number(figures.mean(i -> i.result()
                .bytesOffline())));
        json.add("meanRounds", ResultJson.number(figures.mean(i -> i.result().rounds())));
        json.addProperty("comparisonMissing", missing.isEmpty() ? null : missing);
        json.add("disagreements", disagreements());
        json.add("skipped", skippedFiles());
        json.addProperty("use", Classification.RESEARCH_USE);
        return json;
    }

    private JsonObject byClass(IntFunction<OptionalDouble> figure) {
        JsonObject json = new JsonObject();
        for (int i = 0; i < model.classes().size(); i++) {
            json.add(model.classes().get(i), ResultJson.number(figure.apply(i)));
        }
        return json;
    }

    private JsonObject doubts() {
        JsonObject json = new JsonObject();
        for (Doubt.Kind kind : Doubt.Kind.values()) {
            json.addProperty(kind.word(), figures.doubted(kind));
        }
        return json;
    }

    private JsonArray disagreements() {
        JsonArray array = new JsonArray();
        for (Judged image : figures.disagreements()) {
            Comparison comparison = image.comparison().orElseThrow();
            JsonObject json = new JsonObject();
            json.addProperty("file", image.file().toString());
            json.addProperty("class", image.result().winningClass());
            json.addProperty("fixedPointClass", name(comparison.fixedPointLogits()));
            json.addProperty("floatClass", name(comparison.floatLogits()));
            json.addProperty("withinMaskingBound", comparison.isExplained());
            array.add(json);
        }
        return array;
    }

    private String name(double[] logits) {
        return model.classes().get(Classification.argMax(logits));
    }

    private JsonArray skippedFiles() {
        JsonArray array = new JsonArray();
        for (Skipped file : skipped) {
            JsonObject json = new JsonObject();
            json.addProperty("file", file.file().toString());
            json.addProperty("reason", file.reason());
            array.add(json);
        }
        return array;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(model.id() + " " + model.version() + ", " + figures.images().size() + " images, every one encrypted");
        lines.add(row("accuracy", percent(figures.accuracy()), "float model " + percent(figures.accuracyFloat())));
        for (int i = 0; i < model.classes().size(); i++) {
            String floatAuc = "float model " + decimal(figures.aucFloat(i));
            lines.add(row("AUC " + model.classes().get(i), decimal(figures.auc(i)), floatAuc));
        }
        lines.add(
                row("answered", percent(figures.answered()), "of them right " + percent(figures.accuracyOfAnswered())));
        for (Doubt.Kind kind : Doubt.Kind.values()) {
            if (figures.doubted(kind) > 0) {
                lines.add(row("no opinion", figures.doubted(kind) + " images", kind.word()));
            }
        }
        lines.add(row("calibration error", decimal(figures.expectedCalibrationError()), calibrated()));
        lines.add(row("same class", percent(figures.fixedPointAgreement()), "as the fixed-point model"));
        lines.add(row("same class", percent(figures.floatAgreement()), "as the float model"));
        lines.add(row("mean time", whole(figures.mean(Judged::millis)) + " ms", "ticket included"));
        lines.add(row("mean traffic", whole(figures.mean(i -> i.result().bytesUp())) + " B up", traffic()));
        lines.add("Mode " + mode() + ": " + model.network().mode().promise());
        if (!figures.hasProbabilities()) {
            lines.add(Classification.CLASS_ONLY);
        }
        if (!missing.isEmpty()) {
            lines.add(missing);
        }
        figures.disagreements().forEach(image -> lines.add("Differs: " + image.file()));
        skipped.forEach(file -> lines.add("Skipped: " + file.file() + ": " + file.reason()));
        lines.add(Classification.RESEARCH_USE);
        return lines;
    }

    private String calibrated() {
        if (!figures.hasProbabilities()) {
            return "the class only";
        }
        return model.opinion().temperature().isPresent() ? "probabilities calibrated" : "probabilities not calibrated";
    }

    private String traffic() {
        return whole(figures.mean(i -> i.result().bytesDown())) + " B down, "
                + whole(figures.mean(i -> i.result().bytesOffline())) + " B for the ticket";
    }

    private static String row(String label, String value, String more) {
        return String.format(Locale.ROOT, "  %-20s %12s   %s", label, value, more);
    }

    static String percent(OptionalDouble fraction) {
        return fraction.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * fraction.getAsDouble());
    }

    static String decimal(OptionalDouble value) {
        return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.4f", value.getAsDouble());
    }

    static String whole(OptionalDouble value) {
        return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%,.0f", value.getAsDouble());
    }
}
