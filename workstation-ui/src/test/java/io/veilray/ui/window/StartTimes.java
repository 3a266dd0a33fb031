package io.veilray.ui.window;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javafx.application.Application;

/**
 * From the start of the process to a window that can be used, and to the first classifications of the sample by the server
 * inside, on the headless platform. A program, not a test: {@code mvn -q -Pframes -pl workstation-ui -am
 * process-test-classes}.
 */
public final class StartTimes {
    private StartTimes() {}

    public static void main(String[] args) {
        Application.launch(Measured.class, "10");
        System.exit(0);
    }

    /** A class of its own: Java refuses to start one that is an application without JavaFX as modules. */
    public static final class Measured extends SampleRun {
        private final Instant start =
                ProcessHandle.current().info().startInstant().orElseThrow();

        @Override
        protected void reached(Step step) {
            double seconds = Duration.between(start, Instant.now()).toMillis() / 1e3;
            double cpu = ProcessHandle.current()
                            .info()
                            .totalCpuDuration()
                            .orElse(Duration.ZERO)
                            .toMillis()
                    / 1e3;
            System.out.printf(Locale.ROOT, "%-12s %5.2f s, processor %5.2f s%n", step, seconds, cpu);
        }
    }
}
