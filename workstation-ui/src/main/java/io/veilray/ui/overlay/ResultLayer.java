package io.veilray.ui.overlay;

import io.veilray.region.Region;
import io.veilray.result.Classification;
import io.veilray.result.EvidenceField;
import io.veilray.result.HotScale;
import io.veilray.ui.viewer.LabelRoom;
import io.veilray.ui.viewer.Layer;
import io.veilray.ui.viewer.ViewTransform;
import java.util.Optional;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;

/**
 * A result over its scan: outline and label, and the evidence map under them. Without an opinion the outline is dashed and
 * grey. The outline lies around the region and covers none of it. On the JavaFX thread.
 */
public final class ResultLayer implements Layer {
    private static final int MOST_SIDE_PX = 256;

    private final Region region;
    private final RegionMark mark;
    private final @Nullable WritableImage evidence;
    private double opacity = EvidencePaint.MOST_OPACITY;

    /** @param label class and probability, or that there is no opinion, in the user's language */
    public ResultLayer(Classification result, String label) {
        this.region = result.region();
        this.mark = new RegionMark(region, label, result.hasOpinion(), true);
        Optional<EvidenceField> field = EvidenceField.of(result);
        this.evidence = field.isPresent() ? picture(field.get(), region) : null;
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
                pixels.setArgb(x, y, (int) Math.round(255 * share) << 24 | HotScale.rgb(share));
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
    public void paint(GraphicsContext g, ViewTransform transform, LabelRoom labels) {
        g.save();
        if (evidence != null && opacity > 0) {
            g.save();
            g.transform(transform.affine());
            g.setGlobalAlpha(opacity);
            g.drawImage(evidence, region.xPx(), region.yPx(), region.widthPx(), region.heightPx());
            g.restore();
        }
        mark.paint(g, transform, labels);
        g.restore();
    }
}
