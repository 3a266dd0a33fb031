package io.veilray.ui.overlay;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Words across a picture that nobody can miss. */
final class Banner {
    private static final String WORDS = "AI result, research use only";
    private static final double CAPITAL_UNITS = 12;

    private Banner() {}

    /** A new picture with the words on a bar above the other. */
    static BufferedImage above(BufferedImage picture, double unit) {
        Lettering letters = new Lettering(CAPITAL_UNITS * unit, true, Palette.HALO);
        int height = (int) Math.ceil(2.4 * CAPITAL_UNITS * unit);
        BufferedImage out =
                new BufferedImage(picture.getWidth(), picture.getHeight() + height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = out.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(Palette.MARK);
        g.fillRect(0, 0, out.getWidth(), height);
        letters.draw(g, WORDS, (out.getWidth() - letters.width(WORDS)) / 2, (height + letters.capitalPx()) / 2);
        g.drawImage(picture, 0, height, null);
        g.dispose();
        return out;
    }
}
