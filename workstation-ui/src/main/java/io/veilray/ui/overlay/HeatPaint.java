package io.veilray.ui.overlay;

import io.veilray.result.HeatMap;
import io.veilray.result.HotScale;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/**
 * Paints a heat map over its region, in canvas pixels. The scale is fixed, probability 0 to 1, so that two maps can be
 * laid beside each other and a map of low values looks low. A gap gets stripes instead of a colour: one way where no
 * window had an opinion, crossed where no window was examined. Costs one blend a pixel of the region.
 */
final class HeatPaint {
    /** Low, so that the anatomy stays in sight: the card repeats the map in full colour. */
    static final double MOST_OPACITY = 0.4;

    private static final int LIGHT = 0xFFC7D0DA;
    private static final int DARK = 0xFF0B0D10;

    private static final int UNDER_GAP = 0xFF6A6A6A;

    private final HeatMap map;
    private final int classIndex;
    private final Frame frame;

    HeatPaint(HeatMap map, int classIndex, Frame frame) {
        this.map = map;
        this.classIndex = classIndex;
        this.frame = frame;
    }

    void paint(BufferedImage canvas, Rectangle place) {
        for (int row = 0; row < place.height / frame.factor(); row++) {
            double[] values = map.row(classIndex, row);
            for (int column = 0; column < values.length; column++) {
                boolean gap = Double.isNaN(values[column]);
                boolean examined = !gap || map.isExamined(column, row);
                for (int i = 0; i < frame.factor() * frame.factor(); i++) {
                    int x = place.x + column * frame.factor() + i % frame.factor();
                    int y = place.y + row * frame.factor() + i / frame.factor();
                    int under = canvas.getRGB(x, y);
                    canvas.setRGB(
                            x,
                            y,
                            gap
                                    ? gap(under, x, y, examined, frame.unit())
                                    : HotScale.over(under, values[column], MOST_OPACITY));
                }
            }
        }
    }

    /** A pixel of a gap: light stripes with a dark edge, seen on white, on black and on everything between. */
    static int gap(int under, int x, int y, boolean examined, double unit) {
        int rising = stripe(under, x + y, unit);
        return examined || rising != under ? rising : stripe(under, x - y, unit);
    }

    /** A gap without a scan beneath. */
    static void gap(Graphics2D g, Rectangle place, boolean examined, double unit) {
        for (int y = place.y; y < place.y + place.height; y++) {
            for (int x = place.x; x < place.x + place.width; x++) {
                g.setColor(new Color(gap(UNDER_GAP, x, y, examined, unit)));
                g.fillRect(x, y, 1, 1);
            }
        }
    }

    private static int stripe(int under, int along, double unit) {
        int period = (int) Math.round(12 * unit);
        int width = (int) Math.round(1.5 * unit);
        int at = Math.floorMod(along, period);
        return at < width ? LIGHT : at < 2 * width ? DARK : under;
    }
}
