package io.veilray.ui.overlay;

import io.veilray.dicom.derived.StoredEvidence;
import io.veilray.dicom.derived.StoredResult;
import io.veilray.result.HotScale;
import io.veilray.ui.viewer.LabelRoom;
import io.veilray.ui.viewer.Layer;
import io.veilray.ui.viewer.ViewTransform;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;

/**
 * A result from a file over its image: outline and label in another colour than results of this session have, and the
 * evidence map under them. On the JavaFX thread.
 */
public final class StoredLayer implements Layer {
    private static final int MOST_SIDE_PX = 256;

    private final StoredResult result;
    private final RegionMark mark;
    private final @Nullable WritableImage evidence;
    private double opacity = EvidencePaint.MOST_OPACITY;

    /** @param label that it is from a file, by which algorithm, and what it says */
    public StoredLayer(StoredResult result, String label) {
        this.result = result;
        this.mark = new RegionMark(
                result.region(),
                label,
                result.hasOpinion() ? Palette.STORED : Palette.QUIET,
                result.hasOpinion(),
                false);
        this.evidence = result.evidence().map(StoredLayer::picture).orElse(null);
    }

    /** A point a pixel, or fewer for a large map. */
    private static WritableImage picture(StoredEvidence map) {
        int mapWidth = map.place().widthPx();
        int width = Math.min(mapWidth, MOST_SIDE_PX);
        int height = Math.min(map.place().heightPx(), MOST_SIDE_PX);
        WritableImage picture = new WritableImage(width, height);
        PixelWriter pixels = picture.getPixelWriter();
        for (int y = 0; y < height; y++) {
            int row = (int) ((long) y * map.place().heightPx() / height);
            for (int x = 0; x < width; x++) {
                int share = Byte.toUnsignedInt(map.shares()[row * mapWidth + (int) ((long) x * mapWidth / width)]);
                pixels.setArgb(x, y, share << 24 | HotScale.rgb(share / 255.0));
            }
        }
        return picture;
    }

    /** How strong the evidence map is, from 0 (not there) to 1; the viewport is to be repainted after it. */
    public void setOpacity(double opacity) {
        this.opacity = Math.clamp(opacity, 0, 1);
    }

    @Override
    public void paint(GraphicsContext g, ViewTransform transform, LabelRoom labels) {
        g.save();
        if (evidence != null && opacity > 0) {
            var place = result.evidence().orElseThrow().place();
            g.save();
            g.transform(transform.affine());
            g.setGlobalAlpha(opacity);
            g.drawImage(evidence, place.xPx(), place.yPx(), place.widthPx(), place.heightPx());
            g.restore();
        }
        mark.paint(g, transform, labels);
        g.restore();
    }
}
