package io.veilray.ui.overlay;

import io.veilray.region.Region;
import io.veilray.region.SlidingWindows;
import io.veilray.result.Classification;
import io.veilray.result.HeatMap;
import io.veilray.result.HotScale;
import io.veilray.result.Percent;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;

/** The card of a heat map: the class it shows, the fixed colour bar, what gaps mean, what was classified by what. */
final class HeatCard extends Card {
    /** @param any one of the map's answers, for what they have in common */
    HeatCard(double unit, HeatMap map, int classIndex, Classification any, String scan) {
        super(unit);
        String name = map.classes().get(classIndex);
        if (!map.isComplete()) {
            text(letters(14, true, Palette.TEXT), "INCOMPLETE");
            text(
                    letters(10, false, Palette.TEXT),
                    "Only " + map.examined().size() + " of " + map.answers().size() + " windows were examined.");
            gap(8);
        }
        text(letters(16, true, Palette.MARK), name);
        text(letters(10, false, Palette.TEXT), "Mean probability in per cent over the windows that cover a place");
        gap(4);
        scale();
        alone(map, classIndex);
        gaps(map);
        facts(map, classIndex, any, scan);
        text(letters(9, false, Palette.TEXT), HeatMap.PARTS);
        gap(8);
        researchUse();
    }

    private void scale() {
        piece(12 * unit(), (g, x, top) -> {
            for (int i = 0; i < widthPx(); i++) {
                g.setColor(new Color(HotScale.rgb(i / widthPx())));
                g.fill(new Rectangle2D.Double(x + i, top, 1, 6 * unit()));
            }
        });
        ends("0 %", "50 %", "100 %");
        gap(6);
    }

    /** The map by itself, for over the scan its colours mix with the grey. */
    private void alone(HeatMap map, int classIndex) {
        HeatCells cells = new HeatCells(map, classIndex, (int) widthPx(), unit());
        piece(cells.heightPx() + 8 * unit(), (g, x, top) -> cells.paint(g, (int) x, (int) top));
    }

    private void gaps(HeatMap map) {
        swatch("no opinion: no window here had one", true);
        if (!map.isComplete()) {
            swatch("not examined", false);
        }
        gap(8);
    }

    private void swatch(String words, boolean examined) {
        Lettering letters = letters(9, false, Palette.TEXT);
        int height = (int) Math.round(16 * unit());
        int width = 2 * height;
        piece(height + 5 * unit(), (g, x, top) -> {
            HeatPaint.gap(g, new Rectangle((int) x, (int) top, width, height), examined, unit());
            double baseline = top + (height + letters.capitalPx()) / 2;
            letters.draw(g, words, x + width + 8 * unit(), baseline);
        });
    }

    private void facts(HeatMap map, int classIndex, Classification any, String scan) {
        SlidingWindows windows = map.windows();
        fact("Region", words(windows.region()));
        fact(
                "Windows",
                windows.count() + " of " + windows.widthPx() + "x" + windows.heightPx() + " px, at most "
                        + windows.stridePx() + " px apart, each judged alone");
        fact("Opinions", map.opinions() + " of " + map.examined().size() + " windows");
        map.highest(classIndex).ifPresent(index -> fact("Highest", highest(map, classIndex, index)));
        provenance(scan, any, UNVERIFIED);
    }

    private static String highest(HeatMap map, int classIndex, int index) {
        double probability = map.answers().get(index).orElseThrow().probabilities()[classIndex];
        return Percent.of(probability) + " in the window at "
                + map.windows().window(index).xPx() + ","
                + map.windows().window(index).yPx();
    }

    private static String words(Region region) {
        return region.widthPx() + "x" + region.heightPx() + " px at " + region.xPx() + "," + region.yPx();
    }
}
