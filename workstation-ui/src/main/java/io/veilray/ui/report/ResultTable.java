package io.veilray.ui.report;

import io.veilray.opinion.Doubt;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import io.veilray.result.CsvText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Results as CSV (RFC 4180): a header, one row a result, and a probability column for each class of any. The first name in
 * the header is the research-use words. Numbers have a point whatever the language. A text that a spreadsheet would take
 * for a formula begins with an apostrophe.
 */
final class ResultTable {
    private static final String LINE_END = "\r\n";

    private ResultTable() {}

    static String of(List<Finding> findings) {
        List<String> classes = List.copyOf(findings.stream()
                .flatMap(finding -> finding.result().classes().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
        StringBuilder out = new StringBuilder(row(header(classes)));
        for (int i = 0; i < findings.size(); i++) {
            out.append(row(cells(i + 1, findings.get(i), classes)));
        }
        return out.toString();
    }

    private static List<String> header(List<String> classes) {
        List<String> names = new ArrayList<>(List.of(
                Classification.RESEARCH_USE,
                "scan",
                "region",
                "x",
                "y",
                "width",
                "height",
                "opinion",
                "class",
                "doubts",
                "calibrated"));
        classes.forEach(name -> names.add("p(" + name + ")"));
        names.addAll(List.of(
                "model",
                "version",
                "mode",
                "verdict",
                "comment",
                "agreesWithPlaintext",
                "server",
                "seconds",
                "bytesUp",
                "bytesDown",
                "bytesOffline",
                "finished"));
        return names.stream().map(CsvText::of).toList();
    }

    private static List<String> cells(int number, Finding finding, List<String> classes) {
        Classification result = finding.result();
        Region region = result.region();
        List<String> cells = new ArrayList<>(List.of(
                String.valueOf(number),
                CsvText.of(finding.scan().description()),
                CsvText.of(finding.regionName()),
                String.valueOf(region.xPx()),
                String.valueOf(region.yPx()),
                String.valueOf(region.widthPx()),
                String.valueOf(region.heightPx()),
                String.valueOf(result.hasOpinion()),
                CsvText.of(result.hasOpinion() ? result.winningClass() : ""),
                CsvText.of(result.doubts().stream().map(Doubt::sentence).collect(Collectors.joining(" "))),
                String.valueOf(result.calibrated())));
        classes.forEach(name -> cells.add(probability(result, name)));
        cells.addAll(List.of(
                CsvText.of(result.model()),
                CsvText.of(result.modelVersion()),
                CsvText.of(result.mode()),
                CsvText.of(finding.review().verdict().name()),
                CsvText.of(finding.review().comment()),
                finding.comparison().map(both -> String.valueOf(both.agrees())).orElse(""),
                CsvText.of(finding.server()),
                number(finding.seconds()),
                String.valueOf(result.bytesUp()),
                String.valueOf(result.bytesDown()),
                String.valueOf(result.bytesOffline()),
                finding.finished().toString()));
        return cells;
    }

    private static String probability(Classification result, String name) {
        int index = result.classes().indexOf(name);
        return index < 0 || result.classOnly() ? "" : number(result.probabilities()[index]);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    private static String row(List<String> cells) {
        return String.join(",", cells) + LINE_END;
    }
}
