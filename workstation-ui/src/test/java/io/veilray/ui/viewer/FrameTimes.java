package io.veilray.ui.viewer;

import io.veilray.client.LocalCloud;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.TicketPolicy;
import io.veilray.protocol.CloudException;
import io.veilray.ui.scan.Opened;
import io.veilray.ui.scan.OpeningProgress;
import io.veilray.ui.scan.ScanOpener;
import io.veilray.ui.scan.Series;
import io.veilray.ui.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
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
    private static final int SLICES = FrameRun.SLICES;
    private static final int SIDE = FrameRun.SIDE;
    private static final String LARGEST = "chest-cxr-256";

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
            FrameRun.writeCt(folder);
            long start = System.nanoTime();
            try (Opened opened = new ScanOpener().open(List.of(folder), OpeningProgress.SILENT)) {
                System.out.printf("opened %d files in %.0f ms%n", SLICES, (System.nanoTime() - start) / 1e6);
                Series ct = opened.series().getFirst();
                Platform.runLater(() -> viewport.open(ct));
                FrameRun.measure(viewport.getScene(), "first frames", i -> viewport.windowProperty()
                        .set(FrameRun.window(i)));
                FrameRun.measure(viewport.getScene(), "window dragged", i -> viewport.windowProperty()
                        .set(FrameRun.window(i)));
                FrameRun.measure(viewport.getScene(), "scrolled, decoding", i -> viewport.goTo(i % SLICES));
                FrameRun.measure(viewport.getScene(), "scrolled again", i -> viewport.goTo(i % SLICES));
                whileTicketsAreMade(viewport);
                four(grid, ct);
                System.gc();
                Runtime java = Runtime.getRuntime();
                System.out.printf(
                        "heap after all slices %d MB (%d MB of pixels as floats)%n",
                        (java.totalMemory() - java.freeMemory()) >> 20, (long) SLICES * SIDE * SIDE * 4 >> 20);
            }
            FrameRun.deleteCt(folder);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            Platform.exit();
        }
    }

    /** The hardest case for the screen: server and client make tickets of the largest model in this process without a pause. */
    private static void whileTicketsAreMade(Viewport viewport) {
        try (LocalCloud.Running cloud = LocalCloud.find().orElseThrow().start(0, Optional.empty());
                PrivateClassifier classifier = PrivateClassifier.connect(cloud.endpoint())) {
            TicketPolicy usual = TicketPolicy.DEFAULT;
            classifier
                    .tickets()
                    .setPolicy(new TicketPolicy(TicketPolicy.MOST_READY, usual.age(), 1L << 30, usual.storage()));
            classifier.tickets().keepReady(LARGEST);
            FrameRun.measure(viewport.getScene(), "window, tickets", i -> viewport.windowProperty()
                    .set(FrameRun.window(i)));
            FrameRun.measure(viewport.getScene(), "scrolled, tickets", i -> viewport.goTo(i % SLICES));
            System.out.println("tickets made meanwhile: " + classifier.tickets().ready(LARGEST));
        } catch (IOException | CloudException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Four places of the series beside each other, so that each frame needs four slices. */
    private static void four(Viewports grid, Series ct) {
        Platform.runLater(() -> grid.layoutProperty().set(ViewLayout.FOUR));
        AtomicReference<List<Viewport>> all = new AtomicReference<>();
        Viewport first = grid.activeProperty().get();
        LinkedScroll[] scroll = new LinkedScroll[1];
        LinkedView[] look = new LinkedView[1];
        FrameRun.measure(first.getScene(), "four, opened", i -> {
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
        FrameRun.measure(first.getScene(), "four, scrolled", i -> first.goTo(i % (SLICES / 2)));
        FrameRun.measure(first.getScene(), "four, again", i -> first.goTo(i % (SLICES / 2)));
        Platform.runLater(() -> look[0].onProperty().set(true));
        FrameRun.measure(
                first.getScene(), "four, window", i -> first.windowProperty().set(FrameRun.window(i)));
    }
}
