package io.veilray.ui.app;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps libraries from writing between the results: warnings only, and those to the error output. */
final class QuietLogging {
    /** Warns with a stack trace of what the commands say in a sentence. Held here, or the level would be forgotten. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    /** Warns at every start that JavaFX is on the class path, which is how it is meant here. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private QuietLogging() {}

    /** To be called before the first logger is made. */
    static void set(boolean debug) {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "io/veilray/ui/app/logback-cli.xml");
        }
        Logger.getLogger("").setLevel(Level.WARNING);
        GRPC.setLevel(debug ? Level.WARNING : Level.OFF);
        JAVAFX.setLevel(debug ? Level.WARNING : Level.SEVERE);
    }
}
