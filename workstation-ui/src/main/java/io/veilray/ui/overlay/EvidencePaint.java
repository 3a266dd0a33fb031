package io.veilray.ui.overlay;

import io.veilray.result.EvidenceField;
import io.veilray.result.HotScale;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** Paints an evidence field over its region, in canvas pixels. Costs one blend a pixel of the region. */
record EvidencePaint(EvidenceField field) {
    /** Of the largest value, so that the scan stays readable. */
    static final double MOST_OPACITY = 0.6;

    void paint(BufferedImage canvas, Rectangle region) {
        for (int y = 0; y < region.height; y++) {
            for (int x = 0; x < region.width; x++) {
                double share = field.share((y + 0.5) / region.height, (x + 0.5) / region.width);
                int under = canvas.getRGB(region.x + x, region.y + y);
                canvas.setRGB(region.x + x, region.y + y, HotScale.over(under, share, MOST_OPACITY));
            }
        }
    }
}
