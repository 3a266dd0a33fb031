package io.veilray.ui.tool;

import io.veilray.ui.theme.TextSize;
import io.veilray.ui.viewer.LabelRoom;
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
    private static final double LINE_PX = 17;

    private final GraphicsContext g;
    private final Font font = TextSize.boldFont(13);
    private final Affine toView;
    private final LabelRoom labels;

    Brush(GraphicsContext g, ViewTransform transform, LabelRoom labels) {
        this.labels = labels;
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

    /** Where it covers no other text, if there is such a place. */
    void text(LabelPlaces places, String text, Color colour) {
        double width = TextSize.width(text, font) + 2 * MARGIN_PX;
        double height = TextSize.px(LINE_PX);
        Point2D place = labels.take(places.corners(width, height), width, height);
        double left = place.getX() + MARGIN_PX;
        double bottom = place.getY() + height;
        g.setFill(HALO); // four times beside itself, which costs a fraction of painting the outlines of letters
        for (double dx = -1; dx <= 1; dx += 2) {
            g.fillText(text, left + dx, bottom - 1);
            g.fillText(text, left + dx, bottom + 1);
        }
        g.setFill(colour);
        g.fillText(text, left, bottom);
    }

    private void stroke(Color colour, double widthPx) {
        g.setStroke(colour);
        g.setLineWidth(widthPx);
        g.stroke();
    }
}
