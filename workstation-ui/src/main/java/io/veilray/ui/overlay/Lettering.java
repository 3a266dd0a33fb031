package io.veilray.ui.overlay;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;

/** Text of one size and weight. Sizes are the height of a capital in pixels. */
record Lettering(double capitalPx, boolean bold, Color color) {
    Lettering in(Color other) {
        return new Lettering(capitalPx, bold, other);
    }

    private double scale() {
        return capitalPx / StrokeFont.CAPITAL;
    }

    double width(String text) {
        return StrokeFont.width(text) * scale();
    }

    /** Height of one line, the gap to the next included. */
    double lineHeight() {
        return StrokeFont.LINE * scale();
    }

    /** How far letters may reach below the baseline. */
    double descent() {
        return StrokeFont.DESCENT * scale();
    }

    void draw(Graphics2D g, String text, double x, double baseline) {
        AffineTransform place = AffineTransform.getTranslateInstance(x, baseline);
        place.scale(scale(), -scale());
        g.setColor(color);
        double weight = capitalPx * (bold ? 0.17 : 0.115);
        g.setStroke(new BasicStroke((float) weight, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(place.createTransformedShape(StrokeFont.strokes(text)));
    }

    void drawRight(Graphics2D g, String text, double right, double baseline) {
        draw(g, text, right - width(text), baseline);
    }

    /** Breaks a text at spaces into lines no wider than that; a word that is too long is broken within. */
    List<String> wrap(String text, double widthPx) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (width(longer) <= widthPx) {
                line = longer;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            line = breakWord(word, widthPx, lines);
        }
        lines.add(line);
        return lines;
    }

    /** Adds the full lines of a word to {@code lines} and returns what is left of it. */
    private String breakWord(String word, double widthPx, List<String> lines) {
        String rest = word;
        while (width(rest) > widthPx && rest.length() > 1) {
            int fits = 1;
            while (width(rest.substring(0, fits + 1)) <= widthPx) {
                fits++;
            }
            lines.add(rest.substring(0, fits));
            rest = rest.substring(fits);
        }
        return rest;
    }
}
