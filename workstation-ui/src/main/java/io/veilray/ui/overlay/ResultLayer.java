package io.veilray.ui.overlay;

import io.veilray.region.Region;
import io.veilray.result.Classification;
import io.veilray.ui.viewer.Layer;
import io.veilray.ui.viewer.ViewTransform;
import java.util.Optional;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * A result over its scan: outline and label, and the evidence map under them. Without an opinion the outline is dashed and
 * grey. The outline lies around the region and covers none of it. On the JavaFX thread.
 */
public final class ResultLayer implements Layer {
    private static final int MOST_SIDE_PX = 256;
    private static final double LINE = 2;
    private static final double INSET = 5;
    /** Where the region's own name stands. */
    private static final double NAME_LINE = 20;

    private static final Font FONT = Font.font("System", FontWeight.BOLD, 13);
    private static final Color HALO = color(Palette.HALO);

    private final Region region;
    private final String label;
    private final boolean opinion;
    private final @Nullable WritableImage evidence;
    private final double labelWidth;
    private final double labelHeight;
    private double opacity = EvidencePaint.MOST_OPACITY;

    /** @param label class and probability, or that there is no opinion, in the user's language */
    public ResultLayer(Classification result, String label) {
        this.region = result.region();
        this.label = label;
        this.opinion = result.hasOpinion();
        Optional<EvidenceField> field = EvidenceField.of(result);
        this.evidence = field.isPresent() ? picture(field.get(), region) : null;
        Text measure = new Text(label);
        measure.setFont(FONT);
        this.labelWidth = measure.getLayoutBounds().getWidth() + 2 * INSET;
        this.labelHeight = measure.getLayoutBounds().getHeight() + INSET;
    }

    private static Color color(java.awt.Color color) {
        return Color.rgb(color.getRed(), color.getGreen(), color.getBlue());
    }

    /** One point a pixel of the region, or fewer for a large one; where nothing speaks for the class it is clear. */
    private static WritableImage picture(EvidenceField field, Region region) {
        int width = Math.min(region.widthPx(), MOST_SIDE_PX);
        int height = Math.min(region.heightPx(), MOST_SIDE_PX);
        WritableImage picture = new WritableImage(width, height);
        PixelWriter pixels = picture.getPixelWriter();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double share = field.share((y + 0.5) / height, (x + 0.5) / width);
                pixels.setArgb(
                        x,
                        y,
                        (int) Math.round(255 * share) << 24
                                | HotScale.color(share).getRGB() & 0xffffff);
            }
        }
        return picture;
    }

    /** How strong the evidence map is, from 0 (not there) to 1; the viewport is to be repainted after it. */
    public void setOpacity(double opacity) {
        this.opacity = Math.clamp(opacity, 0, 1);
    }

    public double opacity() {
        return opacity;
    }

    @Override
    public void paint(GraphicsContext g, ViewTransform transform) {
        g.save();
        if (evidence != null && opacity > 0) {
            g.save();
            g.transform(transform.affine());
            g.setGlobalAlpha(opacity);
            g.drawImage(evidence, region.xPx(), region.yPx(), region.widthPx(), region.heightPx());
            g.restore();
        }
        Bounds place = place(transform);
        outline(g, place);
        label(g, place, transform);
        g.restore();
    }

    /** The region on the screen; quarter turns and flips keep it upright. */
    private Bounds place(ViewTransform transform) {
        Point2D one = transform.toView(region.xPx(), region.yPx());
        Point2D other = transform.toView(region.xPx() + region.widthPx(), region.yPx() + region.heightPx());
        return new BoundingBox(
                Math.min(one.getX(), other.getX()),
                Math.min(one.getY(), other.getY()),
                Math.abs(one.getX() - other.getX()),
                Math.abs(one.getY() - other.getY()));
    }

    private Color mark() {
        return color(opinion ? Palette.MARK : Palette.QUIET);
    }

    /** A bright line on a dark one: seen on white, on black and on everything between. */
    private void outline(GraphicsContext g, Bounds place) {
        g.setLineWidth(LINE + 2);
        g.setStroke(HALO);
        ring(g, place);
        g.setLineWidth(LINE);
        g.setStroke(mark());
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

    /** Above the region, below it where there is no room, and always inside the view. */
    private void label(GraphicsContext g, Bounds place, ViewTransform transform) {
        double above = place.getMinY() - LINE - 4 - NAME_LINE - labelHeight;
        double below = place.getMaxY() + LINE + 4 + NAME_LINE;
        double y = above >= 0 ? above : Math.min(below, transform.viewHeight() - labelHeight);
        double x = Math.clamp(place.getMinX() - LINE, 0, Math.max(0, transform.viewWidth() - labelWidth));
        g.setFill(HALO);
        g.fillRect(x - 1, y - 1, labelWidth + 2, labelHeight + 2);
        g.setFill(mark());
        g.fillRect(x, y, labelWidth, labelHeight);
        g.setFill(HALO);
        g.setFont(FONT);
        g.setTextBaseline(javafx.geometry.VPos.CENTER);
        g.fillText(label, x + INSET, y + labelHeight / 2);
    }
}
