package io.veilray.imagej.output;

import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import io.veilray.region.Region;
import io.veilray.result.EvidenceField;
import io.veilray.result.HotScale;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** The evidence map as an image laid over its region, clear where nothing speaks for the class, with its scale. */
final class EvidenceImage {
    private EvidenceImage() {}

    /** @param opacity where the evidence is largest, from 0 to 1 */
    static ImageRoi of(EvidenceField field, Region region, double opacity) {
        BufferedImage map = new BufferedImage(region.widthPx(), region.heightPx(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < map.getHeight(); y++) {
            for (int x = 0; x < map.getWidth(); x++) {
                double share = field.share((y + 0.5) / map.getHeight(), (x + 0.5) / map.getWidth());
                map.setRGB(x, y, (int) Math.round(255 * share) << 24 | HotScale.rgb(share));
            }
        }
        ImageRoi roi = new ImageRoi(region.xPx(), region.yPx(), map);
        roi.setOpacity(opacity);
        return roi;
    }

    /** A bar from none to the largest value, inside the region at its lower left, with the value in logits. */
    static List<Roi> bar(EvidenceField field, Region region, int imageWidthPx) {
        int width = Math.clamp(region.widthPx() / 3, 8, 120);
        int height = Math.clamp(imageWidthPx / 64, 3, 12);
        BufferedImage scale = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                scale.setRGB(x, y, HotScale.rgb((x + 0.5) / width));
            }
        }
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, Math.clamp(imageWidthPx / 40, 8, 32));
        String most = String.format(Locale.ROOT, "evidence 0 to %.2f logits", field.largest());
        TextRoi words = new TextRoi(0, 0, most, font);
        double left = region.xPx() + 2;
        double bottom = region.yPx() + region.heightPx() - 2;
        words.setLocation(left, bottom - words.getFloatHeight());
        words.setStrokeColor(Color.WHITE);
        words.setFillColor(new Color(0xA0101418, true));
        return List.of(new ImageRoi((int) left, (int) (bottom - words.getFloatHeight() - height), scale), words);
    }
}
