package io.veilray.ui.overlay;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** Paints an evidence field over its region, in canvas pixels. Costs one blend a pixel of the region. */
record EvidencePaint(EvidenceField field) {
    void paint(BufferedImage canvas, Rectangle region) {
        for (int y = 0; y < region.height; y++) {
            for (int x = 0; x < region.width; x++) {
                double share = field.share((y + 0.5) / region.height, (x + 0.5) / region.width);
                int under = canvas.getRGB(region.x + x, region.y + y);
                canvas.setRGB(
                        region.x + x,
                        region.y + y,
                        blend(under, EvidenceScale.rgb(share), EvidenceScale.opacity(share)));
            }
        }
    }

    private static int blend(int under, int over, double opacity) {
        int rgb = 0xff;
        for (int shift = 16; shift >= 0; shift -= 8) {
            rgb = rgb << 8 | EvidenceScale.mix(under >> shift & 0xff, over >> shift & 0xff, opacity);
        }
        return rgb;
    }
}
