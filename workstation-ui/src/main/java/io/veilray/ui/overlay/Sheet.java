package io.veilray.ui.overlay;

import io.veilray.region.Region;
import io.veilray.region.Slice;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * One picture to look at or to save: the scan as its window shows it, enlarged by a whole factor if it is small, with a
 * region outlined and tagged, and a card on its right.
 */
final class Sheet {
    private static final double PADDING_UNITS = 20;
    private static final double LEAST_AREA_UNITS = 220;

    /** What is laid over the region, in canvas pixels. */
    interface Layer {
        void paint(BufferedImage canvas, Rectangle region);
    }

    private final Slice slice;
    private final Region region;
    private final Frame frame;
    private final Card card;
    private final RegionTag tag;
    private final int padding;
    private final int areaWidth;

    /** @param card made for the unit of the frame */
    Sheet(Slice slice, Region region, Frame frame, String label, Card card) {
        this.slice = slice;
        this.region = region.requireWithin(slice.widthPx(), slice.heightPx());
        this.frame = frame;
        this.card = card;
        this.padding = frame.px(PADDING_UNITS);
        this.areaWidth = Math.max(frame.widthPx(), frame.px(LEAST_AREA_UNITS)) + 2 * padding;
        this.tag = new RegionTag(frame, label, areaWidth - 2 * padding);
    }

    BufferedImage paint(Layer layer) {
        int above = tag.roomAbove() + padding / 2;
        int left = above + frame.heightPx() + padding;
        int right = (int) Math.ceil(card.heightPx()) + 2 * padding;
        int width = areaWidth + (int) Math.ceil(card.widthPx()) + padding;
        BufferedImage canvas = new BufferedImage(width, Math.max(left, right), BufferedImage.TYPE_INT_RGB);
        int pictureX = (areaWidth - frame.widthPx()) / 2;
        int pictureY = above + (canvas.getHeight() - left) / 2;
        Graphics2D g = canvas.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(Palette.GROUND);
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        paintScan(canvas, pictureX, pictureY);
        Rectangle place = frame.place(region, pictureX, pictureY);
        layer.paint(canvas, place);
        paintOutline(g, place);
        tag.paint(g, place, padding - frame.outline(), areaWidth - padding + frame.outline());
        card.paint(g, areaWidth, padding);
        g.dispose();
        return canvas;
    }

    private void paintScan(BufferedImage canvas, int pictureX, int pictureY) {
        int[] row = new int[frame.widthPx()];
        for (int y = 0; y < frame.heightPx(); y++) {
            if (y % frame.factor() == 0) {
                paintRow(row, y / frame.factor());
            }
            canvas.setRGB(pictureX, pictureY + y, row.length, 1, row, 0, row.length);
        }
    }

    private void paintRow(int[] row, int scanY) {
        for (int x = 0; x < row.length; x++) {
            int gray = (int) Math.round(255 * slice.brightness(x / frame.factor(), scanY, slice.window()));
            row[x] = gray << 16 | gray << 8 | gray;
        }
    }

    /** A bright line between two dark ones: seen on white, on black and on everything between. */
    private void paintOutline(Graphics2D g, Rectangle place) {
        ring(g, place, 0, frame.outline(), Palette.HALO);
        ring(g, place, frame.line(), 2 * frame.line(), Palette.MARK);
    }

    /** Fills what lies more than {@code from} and at most {@code to} pixels outside of the rectangle's sides. */
    private static void ring(Graphics2D g, Rectangle inner, int from, int to, Color color) {
        Rectangle outer = grown(inner, to);
        Rectangle hole = grown(inner, from);
        int thick = to - from;
        g.setColor(color);
        g.fillRect(outer.x, outer.y, outer.width, thick);
        g.fillRect(outer.x, hole.y + hole.height, outer.width, thick);
        g.fillRect(outer.x, hole.y, thick, hole.height);
        g.fillRect(hole.x + hole.width, hole.y, thick, hole.height);
    }

    private static Rectangle grown(Rectangle inner, int by) {
        return new Rectangle(inner.x - by, inner.y - by, inner.width + 2 * by, inner.height + 2 * by);
    }
}
