package io.veilray.ui.viewer;

import io.veilray.dicom.image.Overlay;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Affine;

/** Paints the bit planes that a file lays over its image, in a yellow that neither blood nor a result has. */
public final class OverlayPlanes {
    private static final int COLOUR = 0xFFFFD84D;

    private final BooleanProperty visible = new SimpleBooleanProperty(true);
    private List<Overlay> painted = List.of();
    private List<WritableImage> images = List.of();

    OverlayPlanes() {}

    public BooleanProperty visibleProperty() {
        return visible;
    }

    void paint(GraphicsContext g, List<Overlay> planes, ViewTransform at) {
        if (!visible.get() || planes.isEmpty()) {
            return;
        }
        if (painted != planes) {
            images = planes.stream().map(OverlayPlanes::image).toList();
            painted = planes;
        }
        Affine affine = at.affine();
        g.save();
        g.setTransform(affine);
        g.setImageSmoothing(at.viewPxPerImagePx() < 1);
        for (int i = 0; i < planes.size(); i++) {
            g.drawImage(images.get(i), planes.get(i).leftPx(), planes.get(i).topPx());
        }
        g.restore();
    }

    private static WritableImage image(Overlay plane) {
        WritableImage image = new WritableImage(plane.widthPx(), plane.heightPx());
        PixelWriter writer = image.getPixelWriter();
        for (int bit = plane.bits().nextSetBit(0); bit >= 0; bit = plane.bits().nextSetBit(bit + 1)) {
            writer.setArgb(bit % plane.widthPx(), bit / plane.widthPx(), COLOUR);
        }
        return image;
    }
}
