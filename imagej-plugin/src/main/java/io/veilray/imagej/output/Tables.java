package io.veilray.imagej.output;

import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import io.veilray.opinion.Doubt;
import io.veilray.result.Classification;
import java.awt.GraphicsEnvironment;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Results as rows. Without a screen ImageJ finds no table by its name, so there the rows go to the system's "Results",
 * where a macro reads them with {@code getResultString} and {@code getResult}.
 */
public final class Tables {
    private static final String SYSTEM = "Results";
    private static final int DECIMALS = 4;

    private Tables() {}

    static void append(Found found, String title) {
        boolean system = GraphicsEnvironment.isHeadless() || title.equals(SYSTEM);
        ResultsTable open = system ? Analyzer.getResultsTable() : ResultsTable.getResultsTable(title);
        ResultsTable table = open == null ? new ResultsTable() : open;
        table.setPrecision(DECIMALS);
        table.setNaNEmptyCells(true);
        table.incrementCounter();
        cells(found).forEach((name, value) -> add(table, name, value));
        table.show(system ? SYSTEM : title);
    }

    private static void add(ResultsTable table, String name, String value) {
        if (value.matches("-?[0-9]+(\\.[0-9]+)?")) {
            table.addValue(name, Double.parseDouble(value));
        } else {
            table.addValue(name, value);
        }
    }

    /** The cells of a row by the names of their columns, in their order; numbers have a point. */
    public static Map<String, String> cells(Found found) {
        Classification result = found.result();
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("Image", found.image());
        cells.put("Slice", String.valueOf(found.slice()));
        cells.put("ROI", found.regionName());
        cells.put("X", String.valueOf(result.region().xPx()));
        cells.put("Y", String.valueOf(result.region().yPx()));
        cells.put("Width", String.valueOf(result.region().widthPx()));
        cells.put("Height", String.valueOf(result.region().heightPx()));
        cells.put("Class", found.answer());
        for (int k = 0; k < result.classes().size(); k++) {
            cells.put("P(" + result.classes().get(k) + ")", number(result.probability(k)));
        }
        cells.put("Doubts", doubts(result));
        cells.put("Calibrated", result.classOnly() ? "" : result.calibrated() ? "yes" : "no");
        cells.put("Model", result.model());
        cells.put("Version", result.modelVersion());
        cells.put("Mode", result.mode());
        cells.put("Seconds", number(found.seconds()));
        cells.put("Endpoint", found.endpoint());
        cells.put("Values", found.calibration());
        cells.put("Use", Classification.RESEARCH_USE);
        return cells;
    }

    /** Nothing where there is no number. */
    static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "";
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    static String doubts(Classification result) {
        return result.doubts().stream().map(Doubt::sentence).collect(Collectors.joining(" "));
    }
}
