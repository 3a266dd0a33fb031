package io.veilray.ui.app;

import io.veilray.client.HeatMapRun;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NonlinearMode;
import io.veilray.region.InputSpec;
import io.veilray.region.SlidingWindows;
import io.veilray.result.Classification;
import java.util.Locale;
import java.util.function.Consumer;

/** Says what a heat map will cost before it begins, what is left after the first window, and how far it is. */
final class HeatMapLines implements HeatMapRun.Watcher {
    private static final int PROGRESS_LINES = 20;

    private final Consumer<String> lines;
    private long startNanos = System.nanoTime();
    /** The first also opens the session and goes alone: it says nothing about the pace of the others. */
    private double firstSeconds;

    HeatMapLines(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Bytes are known from the network's shape, time only once the first window is through. */
    void before(ModelInfo model, SlidingWindows windows, String shown) {
        int count = windows.count();
        lines.accept(String.format(
                Locale.ROOT,
                "%d windows of %dx%d px, at most %d px apart, over %dx%d px at %d,%d",
                count,
                windows.widthPx(),
                windows.heightPx(),
                windows.stridePx(),
                windows.region().widthPx(),
                windows.region().heightPx(),
                windows.region().xPx(),
                windows.region().yPx()));
        lines.accept("Each is a private classification of its own by " + model.id() + ", stretched to "
                + model.input().widthPx() + "x" + model.input().heightPx() + " px" + enlarged(windows, model.input()));
        HeatMapRun.bytesPerWindow(model)
                .ifPresent(each -> lines.accept("About " + Amount.bytes(each * count) + " both ways, "
                        + Amount.bytes(each) + " a window; the first one tells how long"));
        NonlinearMode mode = model.network().mode();
        lines.accept("Mode " + mode.word() + ": " + mode.promise());
        lines.accept("The map shows " + shown);
        startNanos = System.nanoTime();
    }

    private static String enlarged(SlidingWindows windows, InputSpec input) {
        return windows.widthPx() < input.widthPx() || windows.heightPx() < input.heightPx()
                ? ", which enlarges it: it holds less detail than the model can see"
                : "";
    }

    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    @Override
    public void report(int done, int total, Classification latest) {
        double now = seconds();
        int step = Math.max(1, total / PROGRESS_LINES);
        if (done == 1) {
            firstSeconds = now;
            lines.accept("The first took " + Amount.seconds(now)
                    + (total > 1
                            ? ", so all take at most about " + Amount.seconds(now * total) + "; Ctrl-C cancels"
                            : ""));
        } else if (done % step == 0 || done == total) {
            double left = (now - firstSeconds) / (done - 1) * (total - done);
            lines.accept(String.format(Locale.ROOT, "%7.2f s  %d of %d windows", now, done, total)
                    + (done < total ? ", about " + Amount.seconds(left) + " left" : ""));
        }
    }
}
