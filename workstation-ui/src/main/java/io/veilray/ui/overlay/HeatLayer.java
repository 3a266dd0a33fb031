package io.veilray.ui.overlay;

import io.veilray.result.HeatMap;
import io.veilray.result.HotScale;
import io.veilray.ui.viewer.LabelRoom;
import io.veilray.ui.viewer.Layer;
import io.veilray.ui.viewer.ViewTransform;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.paint.ImagePattern;

/**
 * A heat map over its scan. The scale is fixed, probability 0 to 1; a gap has stripes instead of a colour, one way where
 * no window had an opinion, crossed where none was examined. All pixels that the same windows cover are one cell of one
 * colour, with hard edges: what is between two windows is not known. Costs a rectangle a cell, at most four a window. On
 * the JavaFX thread.
 */
public final class HeatLayer implements Layer {
    /** After this many pixels stripes repeat. */
    private static final int STRIPES_PX = 12;

    /** Fainter than evidence at the same setting, as colour may lie over all of the region and not only over a spot. */
    static final double STRENGTH = HeatPaint.MOST_OPACITY / EvidencePaint.MOST_OPACITY;

    private final HeatMap map;
    private final RegionMark mark;
    private final List<Cell> cells;
    private final ImagePattern noOpinion = stripes(true);
    private final ImagePattern notExamined = stripes(false);
    private double opacity = EvidencePaint.MOST_OPACITY;

    /** In pixels from the region's top left corner; NaN in a gap. */
    private record Cell(int left, int top, int right, int bottom, double value, boolean examined) {}

    /** @param label what it shows, in the user's language */
    public HeatLayer(HeatMap map, int classIndex, String label) {
        this.map = map;
        this.mark = new RegionMark(map.windows().region(), label, map.opinions() > 0, false);
        this.cells = cells(map, classIndex);
    }

    private static List<Cell> cells(HeatMap map, int classIndex) {
        int[] across = map.windows().across().edges();
        int[] down = map.windows().down().edges();
        List<Cell> out = new ArrayList<>();
        for (int r = 0; r + 1 < down.length; r++) {
            double[] values = map.row(classIndex, down[r]);
            for (int c = 0; c + 1 < across.length; c++) {
                boolean examined = map.isExamined(across[c], down[r]);
                out.add(new Cell(across[c], down[r], across[c + 1], down[r + 1], values[across[c]], examined));
            }
        }
        return out;
    }

    /** Clear between the stripes. */
    static ImagePattern stripes(boolean examined) {
        WritableImage tile = new WritableImage(STRIPES_PX, STRIPES_PX);
        for (int y = 0; y < STRIPES_PX; y++) {
            for (int x = 0; x < STRIPES_PX; x++) {
                tile.getPixelWriter().setArgb(x, y, HeatPaint.gap(0, x, y, examined, 1));
            }
        }
        return new ImagePattern(tile, 0, 0, STRIPES_PX, STRIPES_PX, false);
    }

    /** How strong colours and stripes are, from 0 (not there) to 1, as of an evidence map; the viewport is to be repainted after it. */
    public void setOpacity(double opacity) {
        this.opacity = Math.clamp(opacity, 0, 1);
    }

    @Override
    public void paint(GraphicsContext g, ViewTransform transform, LabelRoom labels) {
        g.save();
        cells.forEach(cell -> paint(g, transform, cell));
        g.setGlobalAlpha(1);
        mark.paint(g, transform, labels);
        g.restore();
    }

    private void paint(GraphicsContext g, ViewTransform transform, Cell cell) {
        int x = map.windows().region().xPx();
        int y = map.windows().region().yPx();
        Bounds place = RegionMark.box(
                transform.toView(x + cell.left(), y + cell.top()),
                transform.toView(x + cell.right(), y + cell.bottom()));
        double left = Math.round(place.getMinX()); // whole pixels: two colours must not mix into a third
        double top = Math.round(place.getMinY());
        fill(g, cell);
        g.fillRect(left, top, Math.round(place.getMaxX()) - left, Math.round(place.getMaxY()) - top);
    }

    private void fill(GraphicsContext g, Cell cell) {
        if (Double.isNaN(cell.value())) {
            g.setGlobalAlpha(opacity);
            g.setFill(cell.examined() ? noOpinion : notExamined);
            return;
        }
        int rgb = HotScale.rgb(cell.value());
        g.setGlobalAlpha(STRENGTH * opacity);
        g.setFill(Color.rgb(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff, cell.value()));
    }
}
