package io.veilray.ui.app;

import io.veilray.client.Progress;
import io.veilray.client.Stage;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints each stage as it begins and each round as it ends, of many rounds some, a line each with the seconds since the command began. */
final class StageLines implements Progress {
    private static final int MOST_ROUNDS = 10;

    private final Consumer<String> lines;
    private final long startNanos = System.nanoTime();
    private String last = "";

    StageLines(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void report(Stage stage, int done, int total) {
        if (stage != Stage.ROUND) {
            print(stage.words());
        } else if (done > 0 && (done % Math.ceilDiv(total, MOST_ROUNDS) == 0 || done == total)) {
            print(stage.words() + " " + done + " of " + total);
        }
    }

    void connecting(String where) {
        print(Stage.CONNECTING.words() + " to " + where);
    }

    private void print(String words) {
        if (!words.equals(last)) {
            last = words;
            lines.accept(String.format(Locale.ROOT, "%7.2f s  %s", (System.nanoTime() - startNanos) / 1e9, words));
        }
    }
}
