package io.veilray.ui.viewer;

import io.veilray.dicom.image.Overlay;
import java.nio.IntBuffer;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Affine;

/** Paints the bit planes that a file lays over its image, in a yellow that neither blood nor a result has. */
public final class OverlayPlanes {
    private static final int COLOUR = 0xFFFFD84D;

    /** A plane as a picture, which takes four bytes a pixel of it. */
    record Plane(double left, double top, Image image) {
        /** Costs milliseconds for a large one, so not on the JavaFX thread. */
        static Plane of(Overlay overlay) {
            int[] pixels = new int[overlay.widthPx() * overlay.heightPx()];
            overlay.bits().stream().forEach(bit -> pixels[bit] = COLOUR);
            PixelBuffer<IntBuffer> buffer = new PixelBuffer<>(
                    overlay.widthPx(), overlay.heightPx(), IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
            return new Plane(overlay.leftPx(), overlay.topPx(), new WritableImage(buffer));
        }
    }

    private final BooleanProperty visible = new SimpleBooleanProperty(true);

    OverlayPlanes() {}

    public BooleanProperty visibleProperty() {
        return visible;
    }

    void paint(GraphicsContext g, List<Plane> planes, ViewTransform at) {
        if (!visible.get()) {
            return;
        }
        Affine affine = at.affine();
        g.save();
        g.setTransform(affine);
        g.setImageSmoothing(at.viewPxPerImagePx() < 1);
        planes.forEach(plane -> g.drawImage(plane.image(), plane.left(), plane.top()));
        g.restore();
    }
}
