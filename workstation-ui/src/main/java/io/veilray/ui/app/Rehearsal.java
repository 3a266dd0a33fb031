package io.veilray.ui.app;

import io.veilray.ui.window.SampleRun;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import javafx.application.Application;

/**
 * What users do first, done once for {@link StartCache}: the JVM keeps the classes and profiles of this run. More
 * classifications than these two make the cache no better.
 */
final class Rehearsal {
    private Rehearsal() {}

    /** @param args a folder for what the commands write */
    public static void main(String[] args) {
        QuietLogging.set(false);
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Path overlay = Path.of(args[0], "overlay.png");
        int code = Veilray.run(new Console(nowhere, nowhere), Services.real(), "demo", "--out", overlay.toString());
        Application.launch(SampleRun.class, "1");
        System.exit(code);
    }
}
