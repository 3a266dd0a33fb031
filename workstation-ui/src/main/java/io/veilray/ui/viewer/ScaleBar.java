package io.veilray.ui.viewer;

import io.veilray.ui.scan.PixelSpacing;

/** A bar of a round number of millimetres. */
record ScaleBar(double millimetres, double viewPx) {
    /** The longest bar of 1, 2 or 5 times a power of ten that is at most so long on the screen. */
    static ScaleBar of(PixelSpacing spacing, ViewTransform transform, double mostViewPx) {
        double mmPerViewPx = spacing.columnMm() / transform.viewPxPerImagePx();
        double most = mostViewPx * mmPerViewPx;
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        double round = most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power;
        return new ScaleBar(round, round / mmPerViewPx);
    }
}
