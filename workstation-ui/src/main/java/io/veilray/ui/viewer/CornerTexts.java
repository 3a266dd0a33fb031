package io.veilray.ui.viewer;

import io.veilray.dicom.image.ToneCurve;
import io.veilray.region.Window;
import io.veilray.ui.scan.PatientAxes;
import io.veilray.ui.scan.PixelSpacing;
import io.veilray.ui.scan.Series;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.TextSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** What must be known of a shown slice, painted in the corners and along the edges in letters that any gray lets see. */
final class CornerTexts {
    private static final double MARGIN = 10;
    private static final double BAR_SHARE = 0.3;
    /** Leaves room for the slice number, or the letter in the middle. */
    private static final double TITLE_SHARE = 0.45;

    private static final int TITLE_LINES = 3;

    private static final double LONGEST_BAR = 220;
    /** Where bar and letter no longer fit between the corners they stand above them. */
    private static final double NARROW = 400;

    private static final Color TEXT = Color.web("#f1f4f7");
    private static final Color SHADE = Color.web("#000000", 0.8);

    private final Messages messages;
    private Font small = Font.getDefault();
    private double line;

    CornerTexts(Messages messages) {
        this.messages = messages;
    }

    void paint(GraphicsContext g, Viewport viewport) {
        small = TextSize.font(12.5);
        line = TextSize.px(17);
        Series series = viewport.seriesProperty().get();
        if (series == null) {
            sentence(g, viewport.invitationProperty().get(), viewport);
            return;
        }
        double right = viewport.getWidth() - MARGIN;
        double bottom = viewport.getHeight() - MARGIN;
        g.setFont(small);
        List<String> title = Lines.wrapped(series.title(), small, TITLE_SHARE * viewport.getWidth(), TITLE_LINES);
        lines(g, title, MARGIN, MARGIN, TextAlignment.LEFT);
        String number =
                messages.get("viewer.slice", viewport.sliceIndexProperty().get() + 1, series.slices());
        lines(g, List.of(number), right, MARGIN, TextAlignment.RIGHT);
        if (!viewport.problemProperty().get().isEmpty()) {
            sentence(g, viewport.problemProperty().get(), viewport);
            return;
        }
        List<String> state = state(viewport);
        lines(g, state, MARGIN, bottom - state.size() * line, TextAlignment.LEFT);
        List<String> reading = reading(viewport);
        lines(g, reading, right, bottom - reading.size() * line, TextAlignment.RIGHT);
        double lift = viewport.getWidth() < TextSize.px(NARROW) ? state.size() * line : 0;
        viewport.spacing().ifPresent(spacing -> bar(g, viewport, spacing, lift));
        viewport.info().flatMap(info -> info.axes()).ifPresent(axes -> letters(g, viewport, axes, lift));
    }

    private List<String> state(Viewport viewport) {
        List<String> lines = new ArrayList<>(viewport.remarksProperty().get());
        ViewTransform at = viewport.transformProperty().get();
        if (viewport.invertedProperty().get()) {
            lines.add(messages.get("viewer.inverted"));
        }
        if (at.flippedHorizontally() || at.flippedVertically()) {
            lines.add(messages.get("viewer.flipped"));
        }
        if (at.quarterTurns() != 0) {
            lines.add(messages.get("viewer.turned", 90 * at.quarterTurns()));
        }
        lines.add(messages.get("viewer.zoom", Math.round(100 * at.viewPxPerImagePx())));
        Window window = viewport.windowProperty().get();
        if (window != null) {
            lines.add(messages.get("viewer.window", shown(window.width()), shown(window.center()))
                    + curve(viewport.curveProperty().get()));
        }
        if (!viewport.appearance().overlays().isEmpty()
                && !viewport.overlays().visibleProperty().get()) {
            lines.add(messages.get("viewer.overlaysHidden"));
        }
        return lines;
    }

    private String curve(ToneCurve curve) {
        return curve == ToneCurve.LINEAR
                ? ""
                : ", " + messages.get(curve == ToneCurve.SIGMOID ? "viewer.curve.sigmoid" : "viewer.curve.table");
    }

    private List<String> reading(Viewport viewport) {
        Optional<PointerReading> pointer = viewport.pointerProperty().get();
        return pointer.map(at -> List.of(
                        messages.get("viewer.position", String.valueOf(at.xPx()), String.valueOf(at.yPx())),
                        (shown(at.value()) + " " + at.unit()).strip()))
                .orElse(List.of());
    }

    /** Whole numbers as such, others with as many digits as tell something. */
    private String shown(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return Long.toString((long) value);
        }
        return String.format(messages.locale(), Math.abs(value) < 1000 ? "%.4g" : "%.1f", value);
    }

    private void bar(GraphicsContext g, Viewport viewport, PixelSpacing spacing, double lift) {
        double most = Math.min(LONGEST_BAR, BAR_SHARE * viewport.getWidth());
        if (most < 2) {
            return;
        }
        ScaleBar bar = ScaleBar.of(spacing, viewport.transformProperty().get(), most);
        double left = (viewport.getWidth() - bar.viewPx()) / 2;
        double y = viewport.getHeight() - MARGIN - 6 - lift;
        stroke(g, left, y, left + bar.viewPx(), y);
        stroke(g, left, y - 5, left, y + 5);
        stroke(g, left + bar.viewPx(), y - 5, left + bar.viewPx(), y + 5);
        String length = bar.millimetres() >= 10
                ? messages.get("viewer.centimetres", shown(bar.millimetres() / 10))
                : messages.get("viewer.millimetres", shown(bar.millimetres()));
        g.setFont(small);
        text(g, length, viewport.getWidth() / 2, y - 6 - line, TextAlignment.CENTER);
    }

    private static void stroke(GraphicsContext g, double x1, double y1, double x2, double y2) {
        g.setStroke(SHADE);
        g.setLineWidth(4);
        g.strokeLine(x1, y1, x2, y2);
        g.setStroke(TEXT);
        g.setLineWidth(1.5);
        g.strokeLine(x1, y1, x2, y2);
    }

    private void letters(GraphicsContext g, Viewport viewport, PatientAxes axes, double lift) {
        OrientationLetters letters =
                OrientationLetters.of(axes, viewport.transformProperty().get());
        double middleX = viewport.getWidth() / 2;
        double middleY = viewport.getHeight() / 2 - TextSize.px(10);
        g.setFont(TextSize.boldFont(17));
        text(g, letters.left(), MARGIN, middleY, TextAlignment.LEFT);
        text(g, letters.right(), viewport.getWidth() - MARGIN, middleY, TextAlignment.RIGHT);
        text(g, letters.top(), middleX, MARGIN, TextAlignment.CENTER);
        text(g, letters.bottom(), middleX, viewport.getHeight() - 38 - TextSize.px(34) - lift, TextAlignment.CENTER);
    }

    /** In the middle. */
    private void sentence(GraphicsContext g, String sentence, Viewport viewport) {
        g.setFont(small);
        List<String> lines = Lines.wrapped(sentence, small, 0.7 * viewport.getWidth());
        double top = (viewport.getHeight() - lines.size() * line) / 2;
        lines(g, lines, viewport.getWidth() / 2, top, TextAlignment.CENTER);
    }

    private void lines(GraphicsContext g, List<String> lines, double x, double top, TextAlignment align) {
        for (int i = 0; i < lines.size(); i++) {
            text(g, lines.get(i), x, top + i * line, align);
        }
    }

    private static void text(GraphicsContext g, String text, double x, double top, TextAlignment align) {
        g.setTextAlign(align);
        g.setTextBaseline(VPos.TOP);
        g.setFill(SHADE);
        g.fillText(text, x + 1, top + 1);
        g.fillText(text, x - 1, top + 1);
        g.setFill(TEXT);
        g.fillText(text, x, top);
    }
}
