package io.veilray.ui.app;

import io.veilray.protocol.NonlinearMode;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import io.veilray.result.Percent;
import io.veilray.ui.classify.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A classification as lines for a reader: every class with a bar, then what it took. */
final class ResultText {
    private static final int BAR = 30;

    private ResultText() {}

    static List<String> lines(Job.Outcome outcome) {
        Classification result = outcome.result();
        Region region = result.region();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(result.model() + " " + result.modelVersion() + " on " + region.widthPx() + "x" + region.heightPx()
                + " px at " + region.xPx() + "," + region.yPx() + " of "
                + outcome.job().scan().description());
        outcome.job().scan().notes().forEach(note -> lines.add("  Note: " + note));
        lines.add("");
        if (!result.hasOpinion()) {
            lines.add("NO OPINION. The " + (result.classOnly() ? "class" : "figures") + " below "
                    + (result.classOnly() ? "is" : "are") + " not an answer:");
            result.doubts().forEach(doubt -> lines.add("  " + doubt.sentence()));
            lines.add("");
        }
        lines.addAll(result.classOnly() ? classOnly(result) : table(result));
        lines.add("");
        lines.add(cost(result));
        lines.add(NonlinearMode.of(result.mode()).promise());
        outcome.comparison().ifPresent(comparison -> lines.add(agreement(comparison)));
        lines.add(Classification.RESEARCH_USE);
        return lines;
    }

    private static List<String> table(Classification result) {
        int widest = result.classes().stream().mapToInt(String::length).max().orElse(1);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < result.classes().size(); i++) {
            double probability = result.probabilities()[i];
            int full = (int) Math.round(BAR * probability);
            rows.add(String.format(
                    Locale.ROOT,
                    "  %s %-" + widest + "s  %8s  %s",
                    result.hasOpinion() && i == result.winner() ? ">" : " ",
                    result.classes().get(i),
                    Percent.of(probability),
                    "#".repeat(full) + ".".repeat(BAR - full)));
        }
        rows.add(result.calibrated() ? "  Probabilities are calibrated." : "  Probabilities are not calibrated.");
        return rows;
    }

    private static List<String> classOnly(Classification result) {
        return List.of(
                "  " + (result.hasOpinion() ? ">" : " ") + " " + result.winningClass() + "  (of "
                        + String.join(", ", result.classes()) + ")",
                "  " + Classification.CLASS_ONLY);
    }

    private static String cost(Classification result) {
        String phases = result.millis().entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.0f ms", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "Mode %s, %d rounds, %,d bytes up, %,d down, %,d for the ticket; %s.",
                result.mode(),
                result.rounds(),
                result.bytesUp(),
                result.bytesDown(),
                result.bytesOffline(),
                phases);
    }

    private static String agreement(Comparison comparison) {
        String verdict = comparison.agrees()
                ? "Agrees with the model in the clear"
                : comparison.isExplained()
                        ? "Differs from the model in the clear, as rounding may where two classes are this close"
                        : "DISAGREES with the model in the clear by more than rounding explains";
        String difference = comparison.largestDifference().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "largest logit difference %.2g, ",
                        comparison.largestDifference().getAsDouble());
        return String.format(Locale.ROOT, "%s; %sbound %.2g.", verdict, difference, comparison.maskingBound());
    }
}
