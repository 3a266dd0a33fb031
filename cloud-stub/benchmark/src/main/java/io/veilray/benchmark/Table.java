package io.veilray.benchmark;

import java.util.Locale;
import java.util.StringJoiner;

/** A table of the page, in Markdown. */
public final class Table {
    private final StringBuilder text = new StringBuilder();
    private final int columns;

    public Table(String... headings) {
        columns = headings.length;
        line(headings);
        text.append("|---".repeat(columns)).append("|\n");
    }

    /** Numbers are rounded as {@link #number} does. */
    public Table row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("row of " + cells.length + " cells: must be " + columns);
        }
        line(cells);
        return this;
    }

    private void line(Object... cells) {
        StringJoiner line = new StringJoiner(" | ", "| ", " |\n");
        for (Object cell : cells) {
            line.add(cell instanceof Number value ? number(value.doubleValue()) : cell.toString());
        }
        text.append(line);
    }

    /** Two digits at least; whole numbers whole, large ones with their thousands apart. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3f", value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
