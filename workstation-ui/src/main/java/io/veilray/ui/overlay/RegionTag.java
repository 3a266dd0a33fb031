package io.veilray.ui.overlay;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.List;

/** The small label above the region: the winning class and its probability. */
final class RegionTag {
    private final Frame frame;
    private final Lettering letters;
    private final List<String> lines;

    /** @param mostWidthPx room for the tag; a longer text takes more lines */
    RegionTag(Frame frame, String text, int mostWidthPx) {
        this.frame = frame;
        this.letters = new Lettering(frame.px(10), true, Palette.HALO);
        this.lines = letters.wrap(text, mostWidthPx - 2 * inset());
    }

    private int inset() {
        return frame.px(6);
    }

    int widthPx() {
        double widest = lines.stream().mapToDouble(letters::width).max().orElse(0);
        return (int) Math.ceil(widest) + 2 * inset();
    }

    int heightPx() {
        double text = (lines.size() - 1) * letters.lineHeight() + letters.capitalPx() + letters.descent();
        return (int) Math.ceil(text) + 2 * inset() - frame.px(2);
    }

    /** Room needed above the region, outline included. */
    int roomAbove() {
        return heightPx() + frame.px(3) + frame.outline();
    }

    /** Stands above the region, moved sideways as far as needed to stay between the two edges. */
    void paint(Graphics2D g, Rectangle region, int leftEdge, int rightEdge) {
        int x = Math.max(leftEdge, Math.min(region.x - frame.outline(), rightEdge - widthPx()));
        int y = region.y - roomAbove();
        g.setColor(Palette.HALO);
        g.fillRect(x - frame.line() / 2, y - frame.line() / 2, widthPx() + frame.line(), heightPx() + frame.line());
        g.setColor(Palette.MARK);
        g.fillRect(x, y, widthPx(), heightPx());
        for (int i = 0; i < lines.size(); i++) {
            double baseline = y + inset() + letters.capitalPx() + i * letters.lineHeight();
            letters.draw(g, lines.get(i), x + inset(), baseline);
        }
    }
}
