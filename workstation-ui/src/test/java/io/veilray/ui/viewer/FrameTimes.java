package io.veilray.ui.viewer;

import io.veilray.dicom.DicomBytes;
import io.veilray.region.Window;
import io.veilray.ui.scan.Opened;
import io.veilray.ui.scan.OpeningProgress;
import io.veilray.ui.scan.ScanOpener;
import io.veilray.ui.scan.Series;
import io.veilray.ui.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/**
 * How long a frame takes while the window is dragged and while a CT of 512x512x300 is scrolled, in a viewport of 900x900
 * on the headless platform, which paints with the processor alone. The series is read from real DICOM files. A program,
 * not a test: {@code mvn -q -Pframes -pl workstation-ui -am process-test-classes}.
 *
 * <p>Work is what a frame takes on the JavaFX thread, our painting and JavaFX's layout and synchronisation; distance is
 * that from one frame to the next, 16.7 ms at 60 a second where nothing is late.
 */
public final class FrameTimes {
    private static final int SLICES = 300;
    private static final int SIDE = 512;
    private static final int FRAMES = 600;

    private FrameTimes() {}

    public static void main(String[] args) {
        Application.launch(Measured.class, args);
    }

    /** A class of its own: Java refuses to start one that is an application without JavaFX as modules. */
    public static final class Measured extends Application {
        @Override
        public void start(Stage stage) throws Exception {
            Viewports grid = new Viewports(Stream.generate(() -> new Viewport(Messages.of(Locale.ENGLISH)))
                    .limit(ViewLayout.FOUR.viewports())
                    .toList());
            stage.setScene(new Scene(grid, 900, 900));
            stage.show();
            new Thread(() -> measure(grid), "measure").start();
        }
    }

    private static void measure(Viewports grid) {
        Viewport viewport = grid.activeProperty().get();
        try {
            Path folder = Files.createTempDirectory("veilray-frames-");
            write(folder);
            long start = System.nanoTime();
            try (Opened opened = new ScanOpener().open(List.of(folder), OpeningProgress.SILENT)) {
                System.out.printf("opened %d files in %.0f ms%n", SLICES, (System.nanoTime() - start) / 1e6);
                Series ct = opened.series().getFirst();
                Platform.runLater(() -> viewport.open(ct));
                run(viewport, "first frames", i -> viewport.windowProperty().set(window(i)));
                run(viewport, "window dragged", i -> viewport.windowProperty().set(window(i)));
                run(viewport, "scrolled, decoding", i -> viewport.goTo(i % SLICES));
                run(viewport, "scrolled again", i -> viewport.goTo(i % SLICES));
                four(grid, ct);
                System.gc();
                Runtime java = Runtime.getRuntime();
                System.out.printf(
                        "heap after all slices %d MB (%d MB of pixels as floats)%n",
                        (java.totalMemory() - java.freeMemory()) >> 20, (long) SLICES * SIDE * SIDE * 4 >> 20);
            }
            delete(folder);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            Platform.exit();
        }
    }

    /** Four places of the series beside each other, so that each frame needs four slices. */
    private static void four(Viewports grid, Series ct) {
        Platform.runLater(() -> grid.layoutProperty().set(ViewLayout.FOUR));
        AtomicReference<List<Viewport>> all = new AtomicReference<>();
        Viewport first = grid.activeProperty().get();
        LinkedScroll[] scroll = new LinkedScroll[1];
        LinkedView[] look = new LinkedView[1];
        run(first, "four, opened", i -> {
            if (i == 0) {
                all.set(grid.shown());
                scroll[0] = new LinkedScroll(all.get(), grid::shown);
                look[0] = new LinkedView(all.get(), grid::shown);
                for (int v = 0; v < all.get().size(); v++) {
                    all.get().get(v).open(ct);
                    all.get().get(v).goTo(v * SLICES / 8);
                }
            }
        });
        Platform.runLater(() -> scroll[0].onProperty().set(true));
        run(first, "four, scrolled", i -> first.goTo(i % (SLICES / 2)));
        run(first, "four, again", i -> first.goTo(i % (SLICES / 2)));
        Platform.runLater(() -> look[0].onProperty().set(true));
        run(first, "four, window", i -> first.windowProperty().set(window(i)));
    }

    private static Window window(int frame) {
        return new Window(1000 + frame % 100, 2000 + frame);
    }

    private static void write(Path folder) throws IOException {
        int[] pixels = new int[SIDE * SIDE];
        for (int z = 0; z < SLICES; z++) {
            for (int i = 0; i < pixels.length; i++) {
                double r = Math.hypot(i % SIDE - 256, i / SIDE - 256 + z / 3.0);
                pixels[i] = (int) (1000 + 900 * Math.sin(r / (4 + z % 40)));
            }
            DicomBytes file = DicomBytes.image(DicomBytes.EXPLICIT, SIDE, SIDE, 16, 16)
                    .text(0x00080060, "CS", "CT")
                    .text(0x0020000E, "UI", "1.2.3")
                    .text(0x00200013, "IS", String.valueOf(z))
                    .pixels(16, pixels);
            Files.write(folder.resolve(z + ".dcm"), file.bytes());
        }
    }

    private static void delete(Path folder) throws IOException {
        for (int z = 0; z < SLICES; z++) {
            Files.delete(folder.resolve(z + ".dcm"));
        }
        Files.delete(folder);
    }

    private static void run(Viewport viewport, String name, IntConsumer change) {
        double[] distances = new double[FRAMES];
        double[] work = new double[FRAMES];
        CountDownLatch done = new CountDownLatch(1);
        Platform.runLater(() -> {
            long[] began = {0};
            int[] frame = {-1};
            Runnable laidOut = () -> {
                if (frame[0] >= 0 && frame[0] < FRAMES && began[0] > 0) {
                    work[frame[0]] = (System.nanoTime() - began[0]) / 1e6;
                }
            };
            viewport.getScene().addPostLayoutPulseListener(laidOut);
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    long at = System.nanoTime();
                    if (frame[0] >= 0 && frame[0] < FRAMES) {
                        distances[frame[0]] = (at - began[0]) / 1e6;
                    }
                    began[0] = at;
                    if (++frame[0] >= FRAMES) {
                        stop();
                        viewport.getScene().removePostLayoutPulseListener(laidOut);
                        done.countDown();
                        return;
                    }
                    change.accept(frame[0]);
                }
            }.start();
        });
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.printf(
                Locale.ROOT,
                "%-20s work median %5.2f ms, 95 %% %5.2f ms; distance median %5.2f ms, 95 %% %5.2f ms%n",
                name,
                at(work, 0.5),
                at(work, 0.95),
                at(distances, 0.5),
                at(distances, 0.95));
    }

    private static double at(double[] times, double share) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}
