package io.veilray.result;

/**
 * What each part of a patch adds to each class: a grid over the whole patch, cell (r, c) standing for rows
 * {@code r / rows} to {@code (r + 1) / rows} and columns likewise, as shares of the patch. The mean of a class's cells is
 * its logit. Cells see a neighbourhood wider than themselves, so the map says where to look, not where a finding ends.
 *
 * @param values {@code [class][r * columns + c]}, in logits
 */
public record EvidenceMap(int rows, int columns, double[][] values) {
    public EvidenceMap {
        for (double[] cells : values) {
            if (cells.length != rows * columns) {
                throw new IllegalArgumentException("evidence map of " + rows + "x" + columns + " cells with "
                        + cells.length + " values for a class: must have one a cell");
            }
        }
    }

    /**
     * What speaks for a class rather than for the others: its cells less the mean of the other classes' cells, below zero
     * where the others gain. With one class its cells.
     */
    public double[] inFavourOf(int winner) {
        double[] out = new double[rows * columns];
        for (int i = 0; i < out.length; i++) {
            double others = 0;
            for (int k = 0; k < values.length; k++) {
                others += k == winner ? 0 : values[k][i];
            }
            out[i] = values[winner][i] - others / Math.max(1, values.length - 1);
        }
        return out;
    }
}
