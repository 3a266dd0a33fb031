package io.veilray.ui.tool;

import io.veilray.ui.theme.TextSize;
import io.veilray.ui.viewer.ViewTransform;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import javafx.scene.transform.Affine;

/**
 * Strokes in view pixels, so that a line is equally thick at any zoom: bright on a dark halo, to be seen on black and on
 * white.
 */
final class Brush {
    /** Colours every kind of colour vision tells apart (Okabe and Ito, 2008), those that show on dark grey. */
    private static final List<Color> COLOURS = List.of(
            Color.web("#F0E442"),
            Color.web("#56B4E9"),
            Color.web("#E69F00"),
            Color.web("#00B383"),
            Color.web("#DF8FBC"),
            Color.web("#F0712C"));

    private static final Color HALO = Color.rgb(0, 0, 0, 0.8);
    private static final double HANDLE_PX = 8;
    private static final double MARGIN_PX = 4;
    /** About as wide as a letter of the font. */
    private static final double LETTER_PX = 8.5;

    private final GraphicsContext g;
    private final Font font = TextSize.boldFont(13);
    private final Affine toView;

    Brush(GraphicsContext g, ViewTransform transform) {
        this.g = g;
        this.toView = transform.affine();
        g.setLineJoin(StrokeLineJoin.ROUND);
        g.setLineCap(StrokeLineCap.ROUND);
        g.setFont(font);
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.BOTTOM);
    }

    static Color colour(Mark mark) {
        return COLOURS.get((mark.number() - 1) % COLOURS.size());
    }

    static Color draftColour() {
        return COLOURS.get(0);
    }

    List<Point2D> toView(List<Point2D> image) {
        return image.stream().map(point -> toView.transform(point)).toList();
    }

    void line(List<Point2D> view, boolean closed, Color colour, double widthPx, boolean dashed) {
        g.beginPath();
        g.moveTo(view.get(0).getX(), view.get(0).getY());
        view.forEach(point -> g.lineTo(point.getX(), point.getY()));
        if (closed) {
            g.closePath();
        }
        g.setLineDashes(0);
        stroke(HALO, widthPx + 2.5);
        if (dashed) {
            g.setLineDashes(6, 5);
        }
        stroke(colour, widthPx);
        g.setLineDashes(0);
    }

    void handle(Point2D view) {
        double left = Math.rint(view.getX() - HANDLE_PX / 2);
        double top = Math.rint(view.getY() - HANDLE_PX / 2);
        g.setFill(Color.BLACK);
        g.fillRect(left - 1, top - 1, HANDLE_PX + 2, HANDLE_PX + 2);
        g.setFill(Color.WHITE);
        g.fillRect(left, top, HANDLE_PX, HANDLE_PX);
    }

    /** @param corner lower left of the text, which is brought inside the view */
    void text(Point2D corner, String text, Color colour) {
        double lastX = Math.max(MARGIN_PX, g.getCanvas().getWidth() - text.length() * TextSize.px(LETTER_PX));
        double lastY = Math.max(font.getSize() + 5, g.getCanvas().getHeight() - MARGIN_PX);
        Point2D view = new Point2D(
                Math.clamp(corner.getX(), MARGIN_PX, lastX), Math.clamp(corner.getY(), font.getSize() + 5, lastY));
        g.setLineWidth(3);
        g.setStroke(HALO);
        g.strokeText(text, view.getX(), view.getY());
        g.setFill(colour);
        g.fillText(text, view.getX(), view.getY());
    }

    private void stroke(Color colour, double widthPx) {
        g.setStroke(colour);
        g.setLineWidth(widthPx);
        g.stroke();
    }
}
