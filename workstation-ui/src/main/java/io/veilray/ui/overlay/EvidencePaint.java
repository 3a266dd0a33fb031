package io.veilray.ui.overlay;

import io.veilray.result.Classification;
import io.veilray.result.EvidenceMap;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;

/**
 * Paints what speaks for the winning class over its region, in canvas pixels. Nothing is painted where nothing speaks for
 * it; from there to the map's largest value colour and opacity grow, from violet over red to yellow, a scale whose
 * brightness rises evenly for every kind of colour vision. Costs one blend a pixel of the region.
 */
final class EvidencePaint {
    private static final double MOST_OPACITY = 0.6;
    private static final int[][] SCALE = {{84, 2, 163}, {185, 50, 137}, {237, 121, 83}, {253, 180, 47}, {240, 249, 33}};

    private final EvidenceMap map;
    private final double[] cells;
    private final double largest;

    private EvidencePaint(EvidenceMap map, int winner) {
        this.map = map;
        this.cells = map.inFavourOf(winner);
        this.largest = Math.max(Arrays.stream(cells).max().orElse(0), 0);
    }

    /** Empty if the model gives no map. */
    static Optional<EvidencePaint> of(Classification result) {
        return result.evidence().map(map -> new EvidencePaint(map, result.winner()));
    }

    /** The value of full colour, in logits. */
    double largest() {
        return largest;
    }

    void paint(BufferedImage canvas, Rectangle region) {
        for (int y = 0; y < region.height; y++) {
            for (int x = 0; x < region.width; x++) {
                double value = at((y + 0.5) / region.height * map.rows(), (x + 0.5) / region.width * map.columns());
                double share = largest == 0 ? 0 : Math.clamp(value / largest, 0, 1);
                int under = canvas.getRGB(region.x + x, region.y + y);
                canvas.setRGB(region.x + x, region.y + y, blend(under, color(share), MOST_OPACITY * share));
            }
        }
    }

    /** Bilinear between cell centres, the outermost cells reaching to the border; in cells. */
    private double at(double row, double column) {
        int r = (int) Math.floor(row - 0.5);
        int c = (int) Math.floor(column - 0.5);
        double down = row - 0.5 - r;
        double right = column - 0.5 - c;
        double upper = cell(r, c) * (1 - right) + cell(r, c + 1) * right;
        double lower = cell(r + 1, c) * (1 - right) + cell(r + 1, c + 1) * right;
        return upper * (1 - down) + lower * down;
    }

    private double cell(int row, int column) {
        return cells[Math.clamp(row, 0, map.rows() - 1) * map.columns() + Math.clamp(column, 0, map.columns() - 1)];
    }

    /** Colour of a share of the largest value. */
    static Color color(double share) {
        double place = share * (SCALE.length - 1);
        int[] from = SCALE[(int) place];
        int[] to = SCALE[Math.min((int) place + 1, SCALE.length - 1)];
        double part = place - (int) place;
        return new Color(mix(from[0], to[0], part), mix(from[1], to[1], part), mix(from[2], to[2], part));
    }

    private static int mix(int from, int to, double part) {
        return (int) Math.round(from + (to - from) * part);
    }

    private static int blend(int under, Color over, double opacity) {
        int red = mix(under >> 16 & 0xff, over.getRed(), opacity);
        int green = mix(under >> 8 & 0xff, over.getGreen(), opacity);
        int blue = mix(under & 0xff, over.getBlue(), opacity);
        return 0xff000000 | red << 16 | green << 8 | blue;
    }
}
