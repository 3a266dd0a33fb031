package io.veilray.ui.overlay;

import io.veilray.result.Classification;
import io.veilray.result.EvidenceMap;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;

/**
 * Paints what speaks for the winning class over its region, in canvas pixels. Nothing is painted where nothing speaks for
 * it; from there to the map's largest value runs the {@link HotScale}. Costs one blend a pixel of the region.
 */
final class EvidencePaint {
    private static final double MOST_OPACITY = 0.6;

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
                canvas.setRGB(region.x + x, region.y + y, HotScale.over(under, share, MOST_OPACITY));
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
}
