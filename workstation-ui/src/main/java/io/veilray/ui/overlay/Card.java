package io.veilray.ui.overlay;

import io.veilray.result.Classification;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** A card beside the picture, built from top to bottom as pieces that know their height. */
abstract class Card {
    interface Painter {
        void paint(Graphics2D g, double x, double top);
    }

    /** The status of what nobody has taken responsibility for. */
    static final String UNVERIFIED = "unverified";

    private record Piece(double heightPx, Painter painter) {}

    private final double unit;
    private final double widthPx;
    private final List<Piece> pieces = new ArrayList<>();

    /** @param unit pixels a unit of the design; text is 9 to 22 units high */
    Card(double unit) {
        this.unit = unit;
        this.widthPx = 300 * unit;
    }

    double unit() {
        return unit;
    }

    double widthPx() {
        return widthPx;
    }

    double heightPx() {
        return pieces.stream().mapToDouble(Piece::heightPx).sum();
    }

    void paint(Graphics2D g, double x, double top) {
        double y = top;
        for (Piece piece : pieces) {
            piece.painter().paint(g, x, y);
            y += piece.heightPx();
        }
    }

    void piece(double heightPx, Painter painter) {
        pieces.add(new Piece(heightPx, painter));
    }

    Lettering letters(double units, boolean bold, Color color) {
        return new Lettering(units * unit, bold, color);
    }

    void gap(double units) {
        piece(units * unit, (g, x, top) -> {});
    }

    void text(Lettering letters, String text) {
        for (String line : letters.wrap(text, widthPx)) {
            piece(letters.lineHeight(), (g, x, top) -> letters.draw(g, line, x, top + letters.capitalPx()));
        }
    }

    /** Words under a colour bar: at its left end, in its middle, at its right end. */
    void ends(String left, String middle, String right) {
        Lettering letters = letters(9, false, Palette.TEXT);
        piece(letters.lineHeight(), (g, x, top) -> {
            double baseline = top + letters.capitalPx();
            letters.draw(g, left, x, baseline);
            letters.draw(g, middle, x + (widthPx - letters.width(middle)) / 2, baseline);
            letters.drawRight(g, right, x + widthPx, baseline);
        });
    }

    void fact(String label, String value) {
        Lettering quiet = letters(9, false, Palette.QUIET);
        Lettering letters = letters(9, false, Palette.TEXT);
        double indent = 62 * unit;
        List<String> lines = letters.wrap(value, widthPx - indent);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String head = i == 0 ? label : "";
            piece(letters.lineHeight(), (g, x, top) -> {
                quiet.draw(g, head, x, top + quiet.capitalPx());
                letters.draw(g, line, x + indent, top + letters.capitalPx());
            });
        }
    }

    /** What every card ends its facts with. */
    void provenance(String scan, Classification result, String status) {
        fact("Scan", scan);
        fact("Model", result.model() + " " + result.modelVersion());
        fact("Mode", result.mode());
        if (!result.classOnly()) {
            fact("Figures", result.calibrated() ? "calibrated" : "not calibrated");
        }
        fact("Status", status);
        gap(8);
    }

    void researchUse() {
        Lettering letters = letters(9, true, Palette.MARK);
        double inset = 10 * unit;
        List<String> lines = letters.wrap(Classification.RESEARCH_USE, widthPx - 2 * inset);
        double height = lines.size() * letters.lineHeight() + 2 * inset - (letters.lineHeight() - letters.capitalPx());
        piece(height, (g, x, top) -> {
            g.setColor(Palette.MARK);
            g.setStroke(new BasicStroke((float) unit));
            g.draw(new Rectangle2D.Double(x, top, widthPx, height));
            for (int i = 0; i < lines.size(); i++) {
                double baseline = top + inset + letters.capitalPx() + i * letters.lineHeight();
                letters.draw(g, lines.get(i), x + inset, baseline);
            }
        });
    }
}
