package io.veilray.ui.overlay;

import io.veilray.region.Region;
import io.veilray.result.Classification;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The card beside the picture, built from top to bottom as pieces that know their height: the winner, every class with
 * its bar, what was classified by what, and the research-use words.
 */
final class ResultCard {
    /** Classes beyond these are summed up in one line. */
    static final int MAX_CLASSES = 20;

    private interface Painter {
        void paint(Graphics2D g, double x, double top);
    }

    private record Piece(double heightPx, Painter painter) {}

    private final double unit;
    private final double widthPx;
    private final List<Piece> pieces = new ArrayList<>();

    /** @param unit pixels a unit of the design; text is 9 to 22 units high */
    ResultCard(double unit, Classification result, String scan, Optional<EvidenceField> evidence) {
        this.unit = unit;
        this.widthPx = contentUnits() * unit;
        winner(result);
        classes(result);
        evidence.ifPresent(map -> evidence(map, result.winningClass()));
        facts(result, scan);
        researchUse();
    }

    static double contentUnits() {
        return 300;
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

    private Lettering letters(double units, boolean bold, java.awt.Color color) {
        return new Lettering(units * unit, bold, color);
    }

    private void gap(double units) {
        pieces.add(new Piece(units * unit, (g, x, top) -> {}));
    }

    private void text(Lettering letters, String text) {
        for (String line : letters.wrap(text, widthPx)) {
            pieces.add(new Piece(
                    letters.lineHeight(), (g, x, top) -> letters.draw(g, line, x, top + letters.capitalPx())));
        }
    }

    private void winner(Classification result) {
        if (result.hasOpinion()) {
            text(letters(16, true, Palette.MARK), result.winningClass());
            text(letters(22, true, Palette.TEXT), Percent.of(result.probabilities()[result.winner()]));
        } else {
            text(letters(22, true, Palette.TEXT), "No opinion");
            result.doubts().forEach(doubt -> text(letters(10, false, Palette.TEXT), doubt.sentence()));
        }
        gap(8);
    }

    private void classes(Classification result) {
        double[] probabilities = result.probabilities();
        List<Integer> order = IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -result.logits()[i]))
                .toList();
        for (int i : order.subList(0, Math.min(MAX_CLASSES, order.size()))) {
            classRow(result.classes().get(i), probabilities[i], result.hasOpinion() && i == result.winner());
        }
        if (order.size() > MAX_CLASSES) {
            List<Integer> rest = order.subList(MAX_CLASSES, order.size());
            double together = rest.stream().mapToDouble(i -> probabilities[i]).sum();
            text(letters(9, false, Palette.QUIET), rest.size() + " others, together " + Percent.of(together));
        }
        gap(10);
    }

    private void classRow(String name, double probability, boolean wins) {
        Lettering letters = letters(10, wins, wins ? Palette.TEXT : Palette.QUIET);
        String percent = Percent.of(probability);
        double nameWidth = widthPx - letters.width("> 99.9 %") - 16 * unit;
        List<String> lines = letters.wrap(name, nameWidth);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean last = i == lines.size() - 1;
            pieces.add(new Piece(letters.lineHeight(), (g, x, top) -> {
                letters.draw(g, line, x, top + letters.capitalPx());
                if (last) {
                    letters.drawRight(g, percent, x + widthPx, top + letters.capitalPx());
                }
            }));
        }
        pieces.add(new Piece(17 * unit, (g, x, top) -> bar(g, x, top, probability, wins)));
    }

    private void bar(Graphics2D g, double x, double top, double probability, boolean wins) {
        double height = 6 * unit;
        g.setColor(Palette.TRACK);
        g.fill(new Rectangle2D.Double(x, top, widthPx, height));
        g.setColor(wins ? Palette.MARK : Palette.OTHER);
        g.fill(new Rectangle2D.Double(x, top, Math.clamp(probability * widthPx, unit, widthPx), height));
    }

    /** The colour bar of the evidence map: from nothing to its largest value. */
    private void evidence(EvidenceField map, String name) {
        text(letters(9, false, Palette.QUIET), "Evidence for " + name + ", in logits");
        pieces.add(new Piece(12 * unit, (g, x, top) -> {
            for (int i = 0; i < widthPx; i++) {
                g.setColor(new java.awt.Color(EvidenceScale.rgb(i / widthPx)));
                g.fill(new Rectangle2D.Double(x + i, top, 1, 6 * unit));
            }
        }));
        Lettering letters = letters(9, false, Palette.TEXT);
        pieces.add(new Piece(letters.lineHeight(), (g, x, top) -> {
            letters.draw(g, "0, clear", x, top + letters.capitalPx());
            letters.drawRight(
                    g, String.format(Locale.ROOT, "%.2g", map.largest()), x + widthPx, top + letters.capitalPx());
        }));
        gap(10);
    }

    private void facts(Classification result, String scan) {
        Region region = result.region();
        fact("Region", region.widthPx() + "x" + region.heightPx() + " px at " + region.xPx() + "," + region.yPx());
        fact("Scan", scan);
        fact("Model", result.model() + " " + result.modelVersion());
        fact("Mode", result.mode());
        fact("Figures", result.calibrated() ? "calibrated" : "not calibrated");
        fact("Status", "unverified");
        gap(8);
    }

    private void fact(String label, String value) {
        Lettering quiet = letters(9, false, Palette.QUIET);
        Lettering letters = letters(9, false, Palette.TEXT);
        double indent = 62 * unit;
        List<String> lines = letters.wrap(value, widthPx - indent);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String head = i == 0 ? label : "";
            pieces.add(new Piece(letters.lineHeight(), (g, x, top) -> {
                quiet.draw(g, head, x, top + quiet.capitalPx());
                letters.draw(g, line, x + indent, top + letters.capitalPx());
            }));
        }
    }

    private void researchUse() {
        Lettering letters = letters(9, true, Palette.MARK);
        double inset = 10 * unit;
        List<String> lines = letters.wrap(Classification.RESEARCH_USE, widthPx - 2 * inset);
        double height = lines.size() * letters.lineHeight() + 2 * inset - (letters.lineHeight() - letters.capitalPx());
        pieces.add(new Piece(height, (g, x, top) -> {
            g.setColor(Palette.MARK);
            g.setStroke(new java.awt.BasicStroke((float) unit));
            g.draw(new Rectangle2D.Double(x, top, widthPx, height));
            for (int i = 0; i < lines.size(); i++) {
                double baseline = top + inset + letters.capitalPx() + i * letters.lineHeight();
                letters.draw(g, lines.get(i), x + inset, baseline);
            }
        }));
    }
}
