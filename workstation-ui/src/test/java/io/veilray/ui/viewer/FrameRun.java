package io.veilray.ui.viewer;

import io.veilray.dicom.DicomBytes;
import io.veilray.region.Window;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;

/** What the programs that measure frames share. */
public final class FrameRun {
    public static final int SLICES = 300;
    public static final int SIDE = 512;
    private static final int FRAMES = 600;

    private FrameRun() {}

    public static Window window(int frame) {
        return new Window(1000 + frame % 100, 2000 + frame);
    }

    /** A CT of rings. */
    public static void writeCt(Path folder) throws IOException {
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

    public static void deleteCt(Path folder) throws IOException {
        for (int z = 0; z < SLICES; z++) {
            Files.delete(folder.resolve(z + ".dcm"));
        }
        Files.delete(folder);
    }

    /** Changes something once a frame and tells how long frames took. */
    public static void measure(Scene scene, String name, IntConsumer change) {
        double[] distances = new double[FRAMES];
        double[] work = new double[FRAMES];
        CountDownLatch done = new CountDownLatch(1);
        long painted = painterNanos();
        Platform.runLater(() -> {
            long[] began = {0};
            int[] frame = {-1};
            Runnable laidOut = () -> {
                if (frame[0] >= 0 && frame[0] < FRAMES && began[0] > 0) {
                    work[frame[0]] = (System.nanoTime() - began[0]) / 1e6;
                }
            };
            scene.addPostLayoutPulseListener(laidOut);
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
                        scene.removePostLayoutPulseListener(laidOut);
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
                "%-20s work median %5.2f ms, 95 %% %5.2f ms; distance median %5.2f ms, 95 %% %5.2f ms; painting %5.2f ms%n",
                name,
                at(work, 0.5),
                at(work, 0.95),
                at(distances, 0.5),
                at(distances, 0.95),
                (painterNanos() - painted) / 1e6 / FRAMES);
    }

    /** Processor time of the thread that paints what the JavaFX thread asks for; does not grow with what else runs. */
    private static long painterNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("QuantumRenderer"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.threadId()))
                .sum();
    }

    /** @param share 0.5 for the median */
    public static double at(double[] times, double share) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}
