package io.veilray.ui.app;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps libraries from writing between the results: warnings only, and those to the error output. */
final class QuietLogging {
    /** Warns with a stack trace of what the commands say in a sentence. Held here, or the level would be forgotten. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private QuietLogging() {}

    /** To be called before the first logger is made. */
    static void set(boolean debug) {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "io/veilray/ui/app/logback-cli.xml");
        }
        Logger.getLogger("").setLevel(Level.WARNING);
        GRPC.setLevel(debug ? Level.WARNING : Level.OFF);
    }
}
