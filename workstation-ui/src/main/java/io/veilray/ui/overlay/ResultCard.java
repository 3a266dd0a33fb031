package io.veilray.ui.overlay;

import io.veilray.region.Region;
import io.veilray.result.Classification;
import io.veilray.result.EvidenceField;
import io.veilray.result.HotScale;
import io.veilray.result.Percent;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The card of one result: the winner, every class with its bar, what was classified by what, the research-use words. */
final class ResultCard extends Card {
    /** Classes beyond these are summed up in one line. */
    static final int MAX_CLASSES = 20;

    /** @param unit pixels a unit of the design; text is 9 to 22 units high */
    ResultCard(double unit, Classification result, String scan, String status, Optional<EvidenceField> evidence) {
        super(unit);
        winner(result);
        if (result.classOnly()) {
            classOnly(result);
        } else {
            classes(result);
        }
        evidence.ifPresent(map -> evidence(map, result.winningClass()));
        facts(result, scan, status);
        researchUse();
    }

    private void winner(Classification result) {
        if (result.hasOpinion()) {
            text(letters(16, true, Palette.MARK), result.winningClass());
            if (!result.classOnly()) {
                text(letters(22, true, Palette.TEXT), Percent.of(result.probabilities()[result.winner()]));
            }
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

    /** What it was chosen from, and why nothing tells how surely. */
    private void classOnly(Classification result) {
        if (!result.hasOpinion()) {
            text(letters(10, false, Palette.QUIET), "The model names " + result.winningClass() + ": not an answer.");
        }
        text(letters(10, false, Palette.QUIET), "One of " + String.join(", ", result.classes()) + ".");
        text(letters(10, false, Palette.QUIET), Classification.CLASS_ONLY);
        gap(10);
    }

    private void classRow(String name, double probability, boolean wins) {
        Lettering letters = letters(10, wins, wins ? Palette.TEXT : Palette.QUIET);
        String percent = Percent.of(probability);
        double nameWidth = widthPx() - letters.width("> 99.9 %") - 16 * unit();
        List<String> lines = letters.wrap(name, nameWidth);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean last = i == lines.size() - 1;
            piece(letters.lineHeight(), (g, x, top) -> {
                letters.draw(g, line, x, top + letters.capitalPx());
                if (last) {
                    letters.drawRight(g, percent, x + widthPx(), top + letters.capitalPx());
                }
            });
        }
        piece(17 * unit(), (g, x, top) -> bar(g, x, top, probability, wins));
    }

    private void bar(Graphics2D g, double x, double top, double probability, boolean wins) {
        double height = 6 * unit();
        g.setColor(Palette.TRACK);
        g.fill(new Rectangle2D.Double(x, top, widthPx(), height));
        g.setColor(wins ? Palette.MARK : Palette.OTHER);
        g.fill(new Rectangle2D.Double(x, top, Math.clamp(probability * widthPx(), unit(), widthPx()), height));
    }

    /** The colour bar of the evidence map: from nothing to its largest value. */
    private void evidence(EvidenceField map, String name) {
        text(letters(9, false, Palette.QUIET), "Evidence for " + name + ", in logits");
        piece(12 * unit(), (g, x, top) -> {
            for (int i = 0; i < widthPx(); i++) {
                g.setColor(new Color(HotScale.rgb(i / widthPx())));
                g.fill(new Rectangle2D.Double(x + i, top, 1, 6 * unit()));
            }
        });
        ends("0, clear", "", String.format(Locale.ROOT, "%.2g", map.largest()));
        gap(10);
    }

    private void facts(Classification result, String scan, String status) {
        Region region = result.region();
        fact("Region", region.widthPx() + "x" + region.heightPx() + " px at " + region.xPx() + "," + region.yPx());
        provenance(scan, result, status);
    }
}
