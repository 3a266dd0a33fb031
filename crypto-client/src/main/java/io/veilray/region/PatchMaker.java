package io.veilray.region;

/** Cuts a region out of a slice and turns it into the tensor a model expects. */
public final class PatchMaker {
    private PatchMaker() {}

    /** Cuts a region that is its whole box. */
    public static Patch cut(Slice slice, Region region, InputSpec input) {
        return cut(slice, region, RegionMask.ALL, input);
    }

    /**
     * Applies the window, blackens what lies outside of the mask if the model wants that, then stretches the region to the model's input size.
     *
     * <p>Resampling is separable with the triangle filter, widened by the reduction factor when the region is larger
     * than the input (so that no pixel is skipped) and plain bilinear interpolation when it is smaller; pixel centres
     * sit at half-integer coordinates and edge pixels are repeated. A region of exactly the input size is copied
     * unchanged. Aspect ratio is not kept, as in the training data of the shipped models.
     *
     * @throws IllegalArgumentException if the region reaches outside the slice
     */
    public static Patch cut(Slice slice, Region region, RegionMask mask, InputSpec input) {
        region.requireWithin(slice.widthPx(), slice.heightPx());
        Window window = input.window().orElse(slice.window());
        double[][] cropped = new double[region.heightPx()][region.widthPx()];
        for (int y = 0; y < cropped.length; y++) {
            for (int x = 0; x < cropped[y].length; x++) {
                int xPx = region.xPx() + x;
                int yPx = region.yPx() + y;
                boolean black = input.blackSurroundings() && !mask.contains(xPx, yPx);
                cropped[y][x] = black ? 0 : slice.brightness(xPx, yPx, window);
            }
        }
        double[][] narrowed = transpose(resampleRows(cropped, input.widthPx()));
        double[][] stretched = transpose(resampleRows(narrowed, input.heightPx()));
        float[] values = new float[input.heightPx() * input.widthPx()];
        for (int y = 0; y < input.heightPx(); y++) {
            for (int x = 0; x < input.widthPx(); x++) {
                values[y * input.widthPx() + x] = (float) stretched[y][x];
            }
        }
        return new Patch(1, input.heightPx(), input.widthPx(), values, region, slice.modality());
    }

    /** Resamples every row to {@code length} entries. */
    private static double[][] resampleRows(double[][] rows, int length) {
        int source = rows[0].length;
        if (source == length) {
            return rows;
        }
        double scale = (double) source / length;
        double radius = Math.max(1, scale);
        double[][] out = new double[rows.length][length];
        for (int i = 0; i < length; i++) {
            double center = (i + 0.5) * scale;
            int from = (int) Math.floor(center - radius);
            int to = (int) Math.ceil(center + radius);
            double total = 0;
            for (int j = from; j < to; j++) {
                double weight = Math.max(0, 1 - Math.abs(j + 0.5 - center) / radius);
                int clamped = Math.clamp(j, 0, source - 1);
                total += weight;
                for (int r = 0; r < rows.length; r++) {
                    out[r][i] += weight * rows[r][clamped];
                }
            }
            for (double[] row : out) {
                row[i] /= total;
            }
        }
        return out;
    }

    private static double[][] transpose(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[y].length; x++) {
                columns[x][y] = rows[y][x];
            }
        }
        return columns;
    }
}
