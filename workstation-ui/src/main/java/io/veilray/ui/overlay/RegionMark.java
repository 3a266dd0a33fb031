package io.veilray.ui.overlay;

import io.veilray.region.Region;
import io.veilray.ui.theme.TextSize;
import io.veilray.ui.viewer.LabelRoom;
import io.veilray.ui.viewer.ViewTransform;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** Outline and label of a region on the screen; they lie around the region and cover none of it. */
final class RegionMark {
    private static final double LINE = 2;
    private static final double INSET = 5;
    /** Where the region's own name stands, and below it what it is resampled to. */
    private static final double NAME_LINE = 20;

    private static final Color HALO = color(Palette.HALO);

    private final Region region;
    private final String label;
    private final Color colour;
    private final boolean opinion;
    private final boolean above;
    private Font font = Font.getDefault();
    private double labelWidth;
    private double labelHeight;

    /**
     * @param opinion otherwise the outline is dashed and grey
     * @param above whether the label stands above the region where there is room, rather than below it
     */
    RegionMark(Region region, String label, boolean opinion, boolean above) {
        this(region, label, opinion ? Palette.MARK : Palette.QUIET, opinion, above);
    }

    /** @param opinion otherwise the outline is dashed */
    RegionMark(Region region, String label, java.awt.Color colour, boolean opinion, boolean above) {
        this.region = region;
        this.label = label;
        this.colour = color(colour);
        this.opinion = opinion;
        this.above = above;
    }

    private void measure() {
        Font now = TextSize.boldFont(13);
        if (!now.equals(font)) {
            font = now;
            Text measure = new Text(label);
            measure.setFont(font);
            labelWidth = measure.getLayoutBounds().getWidth() + 2 * INSET;
            labelHeight = measure.getLayoutBounds().getHeight() + INSET;
        }
    }

    private static Color color(java.awt.Color color) {
        return Color.rgb(color.getRed(), color.getGreen(), color.getBlue());
    }

    void paint(GraphicsContext g, ViewTransform transform, LabelRoom labels) {
        measure();
        Point2D one = transform.toView(region.xPx(), region.yPx());
        Point2D other = transform.toView(region.xPx() + region.widthPx(), region.yPx() + region.heightPx());
        Bounds place = box(one, other);
        outline(g, place);
        label(g, place, transform, labels);
    }

    /** What lies between two corners; quarter turns and flips keep it upright. */
    static Bounds box(Point2D one, Point2D other) {
        return new BoundingBox(
                Math.min(one.getX(), other.getX()),
                Math.min(one.getY(), other.getY()),
                Math.abs(one.getX() - other.getX()),
                Math.abs(one.getY() - other.getY()));
    }

    /** A bright line on a dark one: seen on white, on black and on everything between. */
    private void outline(GraphicsContext g, Bounds place) {
        g.setLineWidth(LINE + 2);
        g.setStroke(HALO);
        ring(g, place);
        g.setLineWidth(LINE);
        g.setStroke(colour);
        if (!opinion) {
            g.setLineDashes(6, 5);
        }
        ring(g, place);
    }

    private static void ring(GraphicsContext g, Bounds place) {
        double out = LINE / 2 + 1;
        g.strokeRect(
                place.getMinX() - out, place.getMinY() - out, place.getWidth() + 2 * out, place.getHeight() + 2 * out);
    }

    /** On the other side where there is no room or another label stands. */
    private void label(GraphicsContext g, Bounds place, ViewTransform transform, LabelRoom labels) {
        double lowest = transform.viewHeight() - labelHeight;
        double away = LINE + 4 + TextSize.px(NAME_LINE);
        double over = place.getMinY() - away - labelHeight;
        double under = place.getMaxY() + away;
        boolean upper = above ? over >= 0 : under > lowest && over >= 0;
        double left = place.getMinX() - LINE;
        double right = place.getMaxX() + LINE - labelWidth;
        double first = upper ? over : under;
        double second = upper ? under : over;
        Point2D corner = labels.take(
                List.of(
                        new Point2D(left, first),
                        new Point2D(right, first),
                        new Point2D(left, second),
                        new Point2D(right, second)),
                labelWidth,
                labelHeight);
        double x = corner.getX();
        double y = corner.getY();
        g.setFill(HALO);
        g.fillRect(x - 1, y - 1, labelWidth + 2, labelHeight + 2);
        g.setFill(colour);
        g.fillRect(x, y, labelWidth, labelHeight);
        g.setFill(HALO);
        g.setFont(font);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(label, x + INSET, y + labelHeight / 2);
    }
}
