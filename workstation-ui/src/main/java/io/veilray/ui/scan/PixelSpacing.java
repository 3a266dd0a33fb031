package io.veilray.ui.scan;

/**
 * How far apart pixel centres are, in the order of DICOM's Pixel Spacing (0028,0030): rows first.
 *
 * @param rowMm from one row to the next, that is along y
 * @param columnMm from one column to the next, that is along x
 */
public record PixelSpacing(double rowMm, double columnMm) {
    public PixelSpacing {
        if (!(rowMm > 0) || !(columnMm > 0) || !Double.isFinite(rowMm) || !Double.isFinite(columnMm)) {
            throw new IllegalArgumentException(
                    "pixel spacing " + rowMm + "\\" + columnMm + " mm: both must be positive and finite");
        }
    }

    public double pixelAreaMm2() {
        return rowMm * columnMm;
    }
}
