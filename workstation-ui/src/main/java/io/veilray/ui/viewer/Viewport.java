package io.veilray.ui.viewer;

import io.veilray.dicom.image.Appearance;
import io.veilray.dicom.image.ToneCurve;
import io.veilray.dicom.image.Voi;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.ui.scan.PixelSpacing;
import io.veilray.ui.scan.Series;
import io.veilray.ui.scan.SliceInfo;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.TextSize;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import javafx.animation.AnimationTimer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import javafx.util.Subscription;

/**
 * Shows one slice of a series: image, layers, and what a reader must know of it in the corners. Decodes off the JavaFX
 * thread; paints at most once a frame. All methods on the JavaFX thread.
 */
public final class Viewport extends Region implements AutoCloseable {
    private static final double ZOOM_STEP = 1.25;
    /** From here on single pixels are shown as they are. */
    private static final double SMOOTH_BELOW = 8;

    private final Canvas canvas = new Canvas();
    private final SliceImage image = new SliceImage();
    private final OverlayPlanes overlays = new OverlayPlanes();
    private final SliceImage enlarged = new SliceImage();
    private final SliceLoader loader = new SliceLoader(this::show);
    private final CornerTexts corners;
    private final ObservableList<Layer> layers = FXCollections.observableArrayList();

    private final ReadOnlyObjectWrapper<Series> series = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper sliceIndex = new ReadOnlyIntegerWrapper();
    /** The slice that is painted, which trails {@link #sliceIndex} while the wanted one is decoded. */
    private int shownIndex = -1;

    private final ReadOnlyObjectWrapper<Slice> slice = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ObjectProperty<Window> window = new SimpleObjectProperty<>();
    private final ObjectProperty<ToneCurve> curve = new SimpleObjectProperty<>(ToneCurve.LINEAR);
    private final BooleanProperty inverted = new SimpleBooleanProperty();
    private final BooleanProperty magnifier = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<ViewTransform> transform =
            new ReadOnlyObjectWrapper<>(ViewTransform.fitting(1, 1, 1, 1, 1));
    private final ObjectProperty<MouseTool> tool = new SimpleObjectProperty<>(new MouseTool() {});
    private final ReadOnlyObjectWrapper<Optional<PointerReading>> pointer =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    private final BooleanProperty active = new SimpleBooleanProperty(true);
    private final ObjectProperty<List<String>> remarks = new SimpleObjectProperty<>(List.of());
    private final StringProperty invitation = new SimpleStringProperty();
    private IntConsumer scrolled = from -> {};
    private Runnable changed = () -> {};

    private Pyramid pyramid;
    /** Where the pointer is, in image space; null while it is elsewhere. */
    private Point2D pointed;

    private final Subscription textSize = TextSize.percentProperty().subscribe(() -> requestRepaint());

    private boolean dirty;
    private final AnimationTimer painter = new AnimationTimer() {
        @Override
        public void handle(long now) {
            if (dirty && getScene() != null) {
                dirty = false;
                paint();
            } else {
                stop();
            }
        }
    };

    public Viewport(Messages messages) {
        corners = new CornerTexts(messages);
        invitation.set(messages.get("viewer.noSeries"));
        getChildren().add(canvas);
        setMinSize(0, 0);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(messages.get("viewer.accessible"));
        canvas.setManaged(false);
        layers.addListener((javafx.collections.ListChangeListener<Layer>) change -> requestRepaint());
        for (var property : new javafx.beans.Observable[] {
            window,
            curve,
            inverted,
            magnifier,
            transform,
            pointer,
            problem,
            slice,
            remarks,
            invitation,
            overlays.visibleProperty()
        }) {
            property.addListener(observable -> requestRepaint());
        }
        tool.addListener((observable, before, after) -> {
            if (active.get()) {
                before.cancelled();
            }
            setCursor(after.cursor());
        });
        sceneProperty().subscribe(now -> paintSoon());
        new ViewportMouse(this).install();
    }

    /** Shows a series from its first slice, fitted, under its own window; null for none. */
    public void open(Series shown) {
        series.set(shown);
        pyramid = null;
        shownIndex = -1;
        slice.set(null);
        window.set(null);
        inverted.set(false);
        problem.set("");
        sliceIndex.set(0);
        if (shown != null) {
            fitTo(shown.info(0));
            loader.load(shown, 0, 1);
        }
        requestRepaint();
    }

    private void fitTo(SliceInfo info) {
        double aspect = info.spacing()
                .map(spacing -> spacing.rowMm() / spacing.columnMm())
                .orElse(1.0);
        transform.set(ViewTransform.fitting(info.widthPx(), info.heightPx(), aspect, getWidth(), getHeight()));
    }

    /** Goes to a slice, the nearest if there is none of that number. */
    public void goTo(int index) {
        Series shown = series.get();
        if (shown == null) {
            return;
        }
        int next = Math.clamp(index, 0, shown.slices() - 1);
        int before = sliceIndex.get();
        if (next != before) {
            sliceIndex.set(next);
            loader.load(shown, next, next > before ? 1 : -1);
            scrolled.accept(before);
        }
    }

    public void step(int slices) {
        goTo(sliceIndex.get() + slices);
    }

    private void show(SliceLoader.Loaded loaded) {
        pyramid = loaded.pyramid().orElse(null);
        shownIndex = loaded.index();
        if (pyramid != null) {
            Slice now = pyramid.slice();
            ViewTransform at = transform.get();
            if (at.imageWidthPx() != now.widthPx() || at.imageHeightPx() != now.heightPx()) {
                fitTo(loaded.series().info(loaded.index()));
            }
            if (window.get() == null) {
                show(ownVoi());
            }
        }
        problem.set(loaded.problem());
        slice.set(pyramid == null ? null : pyramid.slice());
        requestRepaint();
    }

    /** Paints in the next frame, once however often it was asked for. */
    public void requestRepaint() {
        dirty = true;
        paintSoon();
    }

    /** Outside of a scene the canvas would keep every command that was painted. */
    private void paintSoon() {
        if (dirty && getScene() != null) {
            painter.start();
        }
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
            transform.set(transform.get().resized(getWidth(), getHeight()));
            requestRepaint();
        }
    }

    private void paint() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setFill(Color.BLACK);
        g.fillRect(0, 0, getWidth(), getHeight());
        paintSlice(g, image, transform.get());
        corners.paint(g, this);
        if (magnifier.get() && pointed != null) {
            ViewTransform at = transform.get();
            Magnifier.paint(g, at, at.toView(pointed), (inside, lens) -> paintSlice(inside, enlarged, lens));
        }
    }

    private void paintSlice(GraphicsContext g, SliceImage painted, ViewTransform at) {
        if (pyramid != null && window.get() != null) {
            boolean flip = inverted.get() != pyramid.slice().inverted();
            ToneTable tones = new ToneTable(window.get(), curve.get(), flip);
            painted.paint(g, pyramid, tones, at.viewPxPerImagePx() < SMOOTH_BELOW, at);
            overlays.paint(g, pyramid.overlays(), at);
            paintLayers(g, at);
        }
    }

    /** Nothing may stand on a slice that it does not belong to. */
    private void paintLayers(GraphicsContext g, ViewTransform at) {
        if (shownIndex != sliceIndex.get()) {
            return;
        }
        LabelRoom labels = new LabelRoom(at.viewWidth(), at.viewHeight());
        for (Layer layer : layers) {
            g.save();
            g.setTextAlign(TextAlignment.LEFT);
            g.setTextBaseline(VPos.BASELINE);
            layer.paint(g, at, labels);
            g.restore();
        }
    }

    /** Changes how the image lies on the screen. */
    public void change(UnaryOperator<ViewTransform> how) {
        transform.set(how.apply(transform.get()));
        changed.run();
    }

    /** @param heard given the slice that was shown before, whenever the user goes to another one of the same series */
    void onScrolled(IntConsumer heard) {
        scrolled = heard;
    }

    /** @param heard called when the user changes how the image lies on the screen */
    void onChanged(Runnable heard) {
        changed = heard;
    }

    public void zoom(boolean in) {
        change(at -> at.zoomedAt(getWidth() / 2, getHeight() / 2, in ? ZOOM_STEP : 1 / ZOOM_STEP));
    }

    void zoomAt(Point2D view, double factor) {
        change(at -> at.zoomedAt(view.getX(), view.getY(), factor));
    }

    /** Upright, fitted, the slice's own window, not inverted. */
    public void reset() {
        change(ViewTransform::reset);
        inverted.set(false);
        if (slice.get() != null) {
            show(ownVoi());
        }
    }

    /** As the file wants the shown slice to be seen at first. */
    private Voi ownVoi() {
        return new Voi(pyramid.slice().window(), pyramid.appearance().curve(), "");
    }

    /** Shows grey values under a window and the curve that goes with it. */
    public void show(Voi voi) {
        curve.set(voi.curve());
        window.set(voi.window());
    }

    /** Shows grey values under a window, brightness rising evenly across it. */
    public void show(Window linear) {
        show(new Voi(linear, ToneCurve.LINEAR, ""));
    }

    /** From the slice's least to its largest value. */
    public void windowOfValues() {
        if (slice.get() != null) {
            show(valueSpan());
        }
    }

    /** The window from the least to the largest value of the shown slice, which there must be. */
    public Window valueSpan() {
        return ValueSpan.of(slice.get());
    }

    void point(Point2D at) {
        pointed = at;
        if (magnifier.get()) {
            requestRepaint();
        }
        pointer.set(reading(at));
    }

    private Optional<PointerReading> reading(Point2D at) {
        Slice shown = slice.get();
        if (at == null || shown == null) {
            return Optional.empty();
        }
        int x = (int) Math.floor(at.getX());
        int y = (int) Math.floor(at.getY());
        return x < 0 || y < 0 || x >= shown.widthPx() || y >= shown.heightPx()
                ? Optional.empty()
                : Optional.of(new PointerReading(
                        x, y, shown.value(x, y), info().map(SliceInfo::unit).orElse("")));
    }

    /** What the header says of the slice; empty if nothing is open. */
    public Optional<SliceInfo> info() {
        return Optional.ofNullable(series.get()).map(shown -> shown.info(sliceIndex.get()));
    }

    public Optional<PixelSpacing> spacing() {
        return info().flatMap(SliceInfo::spacing);
    }

    public ObservableList<Layer> layers() {
        return layers;
    }

    public ReadOnlyObjectProperty<Series> seriesProperty() {
        return series.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty sliceIndexProperty() {
        return sliceIndex.getReadOnlyProperty();
    }

    /** The slice on the screen; null while none is. May be that of another index until the wanted one is decoded. */
    public ReadOnlyObjectProperty<Slice> sliceProperty() {
        return slice.getReadOnlyProperty();
    }

    /** Why no slice is shown, a sentence; empty if there is nothing to say. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Null while nothing is shown. */
    public ObjectProperty<Window> windowProperty() {
        return window;
    }

    /** How brightness rises across the window. */
    public ReadOnlyObjectProperty<ToneCurve> curveProperty() {
        return curve;
    }

    /** The overlays of the shown file. */
    public OverlayPlanes overlays() {
        return overlays;
    }

    /** How the file of the shown slice wants it seen; plain while none is shown. */
    public Appearance appearance() {
        return pyramid == null ? Appearance.PLAIN : pyramid.appearance();
    }

    public BooleanProperty invertedProperty() {
        return inverted;
    }

    /** Whether a lens follows the pointer. */
    public BooleanProperty magnifierProperty() {
        return magnifier;
    }

    public ReadOnlyObjectProperty<ViewTransform> transformProperty() {
        return transform.getReadOnlyProperty();
    }

    /** Whether keys and tools act here; the mouse over another viewport moves no tool. */
    public BooleanProperty activeProperty() {
        return active;
    }

    /** Lines for the corner where the view is described. */
    public ObjectProperty<List<String>> remarksProperty() {
        return remarks;
    }

    /** What to do where nothing is shown. */
    public StringProperty invitationProperty() {
        return invitation;
    }

    public ObjectProperty<MouseTool> toolProperty() {
        return tool;
    }

    public ReadOnlyObjectProperty<Optional<PointerReading>> pointerProperty() {
        return pointer.getReadOnlyProperty();
    }

    @Override
    public void close() {
        painter.stop();
        textSize.unsubscribe();
        loader.close();
    }
}
