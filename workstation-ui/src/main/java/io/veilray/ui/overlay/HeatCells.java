package io.veilray.ui.overlay;

import io.veilray.region.Region;
import io.veilray.result.HeatMap;
import io.veilray.result.HotScale;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.Locale;

/**
 * A heat map by itself, in full colour, reduced or enlarged: one cell for all pixels that the same windows cover, with its
 * value in per cent where there is room.
 */
final class HeatCells {
    private final HeatMap map;
    private final int classIndex;
    private final double unit;
    private final double scale;

    /** @param sidePx longer side */
    HeatCells(HeatMap map, int classIndex, int sidePx, double unit) {
        Region region = map.windows().region();
        this.map = map;
        this.classIndex = classIndex;
        this.unit = unit;
        this.scale = (double) sidePx / Math.max(region.widthPx(), region.heightPx());
    }

    int heightPx() {
        return px(map.windows().region().heightPx());
    }

    private int px(int scanPx) {
        return Math.max(1, (int) Math.round(scanPx * scale));
    }

    void paint(Graphics2D g, int left, int top) {
        int[] across = map.windows().across().edges();
        int[] down = map.windows().down().edges();
        for (int r = 0; r + 1 < down.length; r++) {
            double[] values = map.row(classIndex, down[r]);
            int y = (int) Math.round(down[r] * scale);
            int height = (int) Math.round(down[r + 1] * scale) - y;
            for (int c = 0; c + 1 < across.length; c++) {
                int x = (int) Math.round(across[c] * scale);
                Rectangle place = new Rectangle(left + x, top + y, (int) Math.round(across[c + 1] * scale) - x, height);
                cell(g, place, values[across[c]], map.isExamined(across[c], down[r]));
            }
        }
    }

    private void cell(Graphics2D g, Rectangle place, double value, boolean examined) {
        if (Double.isNaN(value)) {
            HeatPaint.gap(g, place, examined, unit);
            return;
        }
        g.setColor(new Color(HotScale.rgb(value)));
        g.fill(place);
        Lettering letters = new Lettering(9 * unit, true, value > 0.4 ? Palette.HALO : Palette.TEXT);
        String number = String.format(Locale.ROOT, "%.0f", Math.clamp(100 * value, 1, 99));
        if (letters.width(number) + 6 * unit <= place.width && letters.capitalPx() + 8 * unit <= place.height) {
            letters.draw(
                    g,
                    number,
                    place.getCenterX() - letters.width(number) / 2,
                    place.getCenterY() + letters.capitalPx() / 2);
        }
    }
}
