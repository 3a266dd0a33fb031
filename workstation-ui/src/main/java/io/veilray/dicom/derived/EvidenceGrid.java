package io.veilray.dicom.derived;

import java.util.Arrays;

/**
 * What speaks for the class of a finding and what against it, over its region: cell (r, c) stands for rows
 * {@code r / rows} to {@code (r + 1) / rows} of the region, and columns likewise.
 *
 * @param logits {@code [r * columns + c]}, below zero where something speaks against
 */
public record EvidenceGrid(int rows, int columns, double[] logits) {
    public EvidenceGrid {
        if (rows < 1 || columns < 1 || logits.length != (long) rows * columns) {
            throw new IllegalArgumentException("evidence of " + rows + "x" + columns + " cells with " + logits.length
                    + " values: must have one a cell");
        }
        logits = logits.clone();
    }

    /** The value furthest from zero, without its sign. */
    double largest() {
        return Arrays.stream(logits)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    /** The cell of a pixel of a region of that size. */
    double at(int column, int row, int widthPx, int heightPx) {
        return logits[(int) ((long) row * rows / heightPx) * columns + (int) ((long) column * columns / widthPx)];
    }
}
