package io.veilray.ui.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.veilray.result.Classification;
import io.veilray.ui.evaluate.Judged;
import io.veilray.ui.evaluate.Skipped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The same images through one model in several modes, side by side. */
record EvaluationByMode(List<EvaluationReport> reports) {
    EvaluationByMode {
        reports = List.copyOf(reports);
    }

    JsonObject json() {
        EvaluationReport first = reports.getFirst();
        JsonObject json = new JsonObject();
        json.addProperty("model", first.model().baseId());
        json.addProperty("modelVersion", first.model().version());
        JsonArray modes = new JsonArray();
        reports.forEach(report -> modes.add(report.json()));
        json.add("modes", modes);
        json.addProperty("use", Classification.RESEARCH_USE);
        return json;
    }

    List<String> lines() {
        EvaluationReport first = reports.getFirst();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(first.model().baseId() + " " + first.model().version() + ", "
                + first.figures().images().size() + " images in each mode, every one encrypted");
        lines.add(row("", EvaluationReport::mode));
        lines.add(row(
                "accuracy", report -> EvaluationReport.percent(report.figures().accuracy())));
        lines.add(row(
                "accuracy, float",
                report -> EvaluationReport.percent(report.figures().accuracyFloat())));
        for (int i = 0; i < first.model().classes().size(); i++) {
            int index = i;
            String name = first.model().classes().get(i);
            lines.add(row(
                    "AUC " + name,
                    report -> EvaluationReport.decimal(report.figures().auc(index))));
        }
        lines.add(row(
                "class of float model",
                report -> EvaluationReport.percent(report.figures().floatAgreement())));
        lines.add(row(
                "class of fixed point",
                report -> EvaluationReport.percent(report.figures().fixedPointAgreement())));
        lines.add(row(
                "answered", report -> EvaluationReport.percent(report.figures().answered())));
        lines.add(row("seconds an image", report -> seconds(mean(report, Judged::millis))));
        lines.add(row(
                "ticket bytes",
                report -> EvaluationReport.whole(mean(report, i -> i.result().bytesOffline()))));
        lines.add(row(
                "online bytes up",
                report -> EvaluationReport.whole(mean(report, i -> i.result().bytesUp()))));
        lines.add(row(
                "online bytes down",
                report -> EvaluationReport.whole(mean(report, i -> i.result().bytesDown()))));
        lines.add(row(
                "rounds",
                report -> EvaluationReport.whole(mean(report, i -> i.result().rounds()))));
        lines.add("");
        for (EvaluationReport report : reports) {
            lines.add(report.mode() + ": " + report.model().network().mode().promise());
        }
        lines.addAll(exceptions());
        lines.add(Classification.RESEARCH_USE);
        return lines;
    }

    /** What does not fit into the table; a skipped file is told once. */
    private Set<String> exceptions() {
        Set<String> lines = new LinkedHashSet<>();
        for (EvaluationReport report : reports) {
            if (!report.figures().hasProbabilities()) {
                lines.add(report.mode() + ": " + Classification.CLASS_ONLY);
            }
            if (!report.missing().isEmpty()) {
                lines.add(report.mode() + ": " + report.missing());
            }
            for (Judged image : report.figures().disagreements()) {
                lines.add("Differs, " + report.mode() + ": " + image.file());
            }
        }
        for (Skipped file : reports.getFirst().skipped()) {
            lines.add("Skipped: " + file.file() + ": " + file.reason());
        }
        return lines;
    }

    private static OptionalDouble mean(EvaluationReport report, ToDoubleFunction<Judged> figure) {
        return report.figures().mean(figure);
    }

    private String row(String label, Function<EvaluationReport, String> cell) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "  %-24s", label));
        reports.forEach(report -> row.append(String.format(Locale.ROOT, " %14s", cell.apply(report))));
        return row.toString();
    }

    private static String seconds(OptionalDouble millis) {
        return millis.isEmpty() ? "-" : String.format(Locale.ROOT, "%.3f", millis.getAsDouble() / 1000);
    }
}
