package io.veilray.ui.window;

import io.veilray.region.Region;
import io.veilray.region.SlidingWindows;
import io.veilray.result.Classification;
import io.veilray.result.EvidenceMap;
import io.veilray.result.HeatMap;
import io.veilray.ui.overlay.HeatLayer;
import io.veilray.ui.overlay.ResultLayer;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.prefs.PreferencesFile;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Theme;
import io.veilray.ui.tool.FreehandOutline;
import io.veilray.ui.tool.RectangleOutline;
import io.veilray.ui.viewer.FrameRun;
import io.veilray.ui.viewer.LabelRoom;
import io.veilray.ui.viewer.Layer;
import io.veilray.ui.viewer.ViewTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;

/**
 * What frames of the whole window take while the window of a CT is dragged, and what each layer adds: 50 marks, 10 results
 * with evidence maps, a heat map of 900 windows, the magnifier. A program, not a test: {@code mvn -q -Pframes -pl
 * workstation-ui -am process-test-classes}.
 */
public final class LayerTimes {
    private static final List<String> CLASSES = List.of("normal", "finding");
    private static final int CORNERS = 100;

    private LayerTimes() {}

    public static void main(String[] args) {
        Application.launch(Measured.class, args);
    }

    /** A class of its own: Java refuses to start one that is an application without JavaFX as modules. */
    public static final class Measured extends Application {
        private Workstation window;

        @Override
        public void start(Stage stage) throws Exception {
            Theme.DARK.use();
            window = new Workstation(
                    Messages.of(Locale.ENGLISH),
                    Preferences.defaults().withResearchUseAccepted(),
                    new PreferencesFile(Files.createTempDirectory("veilray-layers-")),
                    new WindowPage.FilesOfTheTest());
            Scene scene = window.scene(1000, 900);
            Theme.dress(scene);
            stage.setScene(scene);
            stage.show();
            new Thread(() -> measure(window), "measure").start();
        }

        @Override
        public void stop() {
            window.close();
        }
    }

    private static void measure(Workstation window) {
        try {
            Path folder = Files.createTempDirectory("veilray-frames-");
            FrameRun.writeCt(folder);
            CountDownLatch shown = new CountDownLatch(1);
            Platform.runLater(() -> {
                window.viewport().sliceProperty().addListener(changed -> shown.countDown());
                window.open(List.of(folder));
            });
            shown.await();
            Platform.runLater(() -> {
                List<Layer> layers = window.viewport().layers();
                layers.set(0, new Timed("results", layers.get(0)));
                layers.set(1, new Timed("marks", layers.get(1)));
            });
            run(window, "first frames");
            run(window, "nothing drawn");
            add(window, "magnifier", LayerTimes::lens);
            add(window, "50 marks", with -> {
                with.viewport().magnifierProperty().set(false);
                marks(with);
            });
            add(window, "10 results", LayerTimes::results);
            add(window, "heat map", with -> with.viewport().layers().add(new Timed("heat map", heat())));
            add(window, "all and magnifier", LayerTimes::lens);
            FrameRun.deleteCt(folder);
        } catch (Exception e) {
            e.printStackTrace();
        } finally {
            Platform.exit();
        }
    }

    private static void add(Workstation window, String name, Change what) throws InterruptedException {
        CountDownLatch added = new CountDownLatch(1);
        Platform.runLater(() -> {
            what.run(window);
            added.countDown();
        });
        added.await();
        run(window, name);
    }

    /** On the JavaFX thread. */
    @FunctionalInterface
    private interface Change {
        void run(Workstation window);
    }

    private static void run(Workstation window, String name) {
        FrameRun.measure(window.viewport().getScene(), name, i -> window.viewport()
                .windowProperty()
                .set(FrameRun.window(i)));
        Platform.runLater(() -> window.viewport().layers().forEach(layer -> ((Timed) layer).tell()));
    }

    /** A layer that takes the time; what it asks the canvas for is painted later, which the frames' distance shows. */
    private static final class Timed implements Layer {
        private final String name;
        private final Layer layer;
        private final List<Double> times = new ArrayList<>();

        Timed(String name, Layer layer) {
            this.name = name;
            this.layer = layer;
        }

        @Override
        public void paint(GraphicsContext g, ViewTransform transform, LabelRoom labels) {
            long start = System.nanoTime();
            layer.paint(g, transform, labels);
            times.add((System.nanoTime() - start) / 1e6);
        }

        private void tell() {
            double[] all = times.stream().mapToDouble(Double::doubleValue).toArray();
            times.clear();
            if (all.length > 0) {
                System.out.printf(
                        Locale.ROOT,
                        "    layer %-12s median %5.2f ms, 95 %% %5.2f ms%n",
                        name,
                        FrameRun.at(all, 0.5),
                        FrameRun.at(all, 0.95));
            }
        }
    }

    private static void marks(Workstation window) {
        for (int i = 0; i < 50; i++) {
            Region box = new Region(20 + i % 10 * 45, 20 + i / 10 * 90, 40, 60);
            window.current().orElseThrow().drawing().add(i % 5 == 0 ? freehand(box) : new RectangleOutline(box), 0);
        }
    }

    private static FreehandOutline freehand(Region box) {
        return new FreehandOutline(IntStream.range(0, CORNERS)
                .mapToObj(i -> 2 * Math.PI * i / CORNERS)
                .map(turn -> new Point2D(
                        box.xPx() + box.widthPx() * (0.5 + 0.5 * Math.cos(turn)),
                        box.yPx() + box.heightPx() * (0.5 + 0.5 * Math.sin(turn))))
                .toList());
    }

    private static void results(Workstation window) {
        for (int i = 0; i < 10; i++) {
            Region region = new Region(10 + i % 5 * 98, 30 + i / 5 * 230, 96, 200);
            window.viewport()
                    .layers()
                    .add(new Timed(
                            "one result", new ResultLayer(answer(region, i / 10.0), "finding  " + 10 * i + " %")));
        }
    }

    private static HeatLayer heat() {
        SlidingWindows windows = new SlidingWindows(new Region(16, 16, 480, 480), 16, 16, 16);
        List<Optional<Classification>> answers = new ArrayList<>();
        for (int i = 0; i < windows.count(); i++) {
            answers.add(Optional.of(answer(windows.window(i), i % 100 / 100.0)));
        }
        return new HeatLayer(new HeatMap(windows, CLASSES, answers), 1, "finding");
    }

    private static Classification answer(Region region, double finding) {
        double[][] cells = new double[2][64];
        for (int i = 0; i < 64; i++) {
            cells[1][i] = i % 9;
        }
        return new Classification(
                "m",
                "1",
                "masked",
                CLASSES,
                new double[] {0, 1},
                new double[] {1 - finding, finding},
                false,
                List.of(),
                region,
                1,
                1,
                1,
                1,
                Map.of(),
                Optional.of(new EvidenceMap(8, 8, cells)));
    }

    private static void lens(Workstation window) {
        window.viewport().magnifierProperty().set(true);
        window.viewport()
                .fireEvent(new MouseEvent(
                        MouseEvent.MOUSE_MOVED,
                        200,
                        400,
                        200,
                        400,
                        MouseButton.NONE,
                        0,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        null));
    }
}
