package io.veilray.ui.tool;

import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.ui.scan.PixelSpacing;
import io.veilray.ui.text.Messages;
import io.veilray.ui.viewer.LabelRoom;
import io.veilray.ui.viewer.MouseTool;
import io.veilray.ui.viewer.PointerEvent;
import io.veilray.ui.viewer.ViewTransform;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;

/** A slice on a canvas, twice enlarged, with the tools: stands for the viewport. The only place that knows its transform. */
final class TestPane extends Pane {
    static final int WIDTH = 240;
    static final int HEIGHT = 200;
    static final double SCALE = 2;
    static final ViewTransform TRANSFORM =
            new ViewTransform(SCALE, 0, false, false, 0, 0, WIDTH, HEIGHT, WIDTH * SCALE + 20, HEIGHT * SCALE + 40, 1);
    static final Slice SLICE = slice();

    final UndoHistory history = new UndoHistory();
    final DrawingBoard board = new DrawingBoard();
    final ToolBox tools = new ToolBox(board);
    final MarksLayer layer;
    private final WritableImage picture = picture();
    private final Canvas canvas = new Canvas(WIDTH * SCALE + 20, HEIGHT * SCALE + 40);

    TestPane(Messages messages, Optional<PixelSpacing> spacing) {
        board.drawingProperty().set(new Drawing(history, messages));
        board.sliceProperty().set(new ShownSlice(0, SLICE, spacing));
        getChildren().add(canvas);
        layer = new MarksLayer(board, messages, () -> repaint());
        hear(MouseEvent.MOUSE_PRESSED, MouseTool::pressed);
        hear(MouseEvent.MOUSE_DRAGGED, MouseTool::dragged);
        hear(MouseEvent.MOUSE_RELEASED, MouseTool::released);
        hear(MouseEvent.MOUSE_MOVED, MouseTool::moved);
        canvas.setOnMouseClicked(e -> {
            if (e.getClickCount() == 2) {
                tools.toolProperty().get().doubleClicked(pointer(e));
            }
        });
    }

    /** Where a point of the slice is on the canvas. */
    Canvas canvas() {
        return canvas;
    }

    static PointerEvent at(double imageX, double imageY, boolean shift, boolean alt) {
        Point2D image = new Point2D(imageX, imageY);
        return new PointerEvent(image, TRANSFORM.toView(imageX, imageY), shift, alt, false, TRANSFORM);
    }

    private void hear(EventType<MouseEvent> type, BiConsumer<MouseTool, PointerEvent> listener) {
        canvas.addEventHandler(type, e -> listener.accept(tools.toolProperty().get(), pointer(e)));
    }

    private static PointerEvent pointer(MouseEvent e) {
        Point2D image = TRANSFORM.toImage(e.getX(), e.getY());
        return new PointerEvent(
                image, new Point2D(e.getX(), e.getY()), e.isShiftDown(), e.isAltDown(), e.isShortcutDown(), TRANSFORM);
    }

    private void repaint() {
        if (layer == null) {
            return;
        }
        var g = canvas.getGraphicsContext2D();
        g.setFill(Color.BLACK);
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.drawImage(picture, 10, 20, WIDTH * SCALE, HEIGHT * SCALE);
        layer.paint(g, TRANSFORM, new LabelRoom(TRANSFORM.viewWidth(), TRANSFORM.viewHeight()));
    }

    private static WritableImage picture() {
        WritableImage image = new WritableImage(WIDTH, HEIGHT);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.getPixelWriter().setColor(x, y, Color.gray(SLICE.brightness(x, y, SLICE.window())));
            }
        }
        return image;
    }

    /** Black on the left, white on the right, a dark disc and a bright one. */
    private static Slice slice() {
        float[] values = new float[WIDTH * HEIGHT];
        for (int i = 0; i < values.length; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            boolean bright = Math.hypot(x - 70, y - 60) < 30;
            boolean dark = Math.hypot(x - 175, y - 130) < 35;
            values[i] = bright ? 200 : dark ? -900 : x * 5 - 900;
        }
        return new Slice(WIDTH, HEIGHT, values, new Window(-300, 1200), false);
    }
}
