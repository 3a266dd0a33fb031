package io.veilray.ui.window;

import io.veilray.client.LocalCloud;
import io.veilray.region.Region;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.prefs.PreferencesFile;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/**
 * From the start of the process to a window that can be used, and to the first classification of the sample by the server
 * inside, on the headless platform. A program, not a test: {@code mvn -q -Pframes -pl workstation-ui -am
 * process-test-classes}.
 */
public final class StartTimes {
    private StartTimes() {}

    public static void main(String[] args) {
        Application.launch(Measured.class, args);
    }

    private static void tell(String what) {
        Instant start = ProcessHandle.current().info().startInstant().orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "%-36s %5.2f s%n",
                what,
                Duration.between(start, Instant.now()).toMillis() / 1e3);
    }

    /** A class of its own: Java refuses to start one that is an application without JavaFX as modules. */
    public static final class Measured extends Application {
        private static final Region LUNGS = new Region(60, 60, 400, 400);

        private Workstation window;

        @Override
        public void start(Stage stage) throws Exception {
            Messages messages = Messages.of(Locale.ENGLISH);
            Theme.DARK.use();
            Path home = Files.createTempDirectory("veilray-start-");
            window = new Workstation(
                    messages,
                    Preferences.defaults().withResearchUseAccepted(),
                    new PreferencesFile(home),
                    new NoFiles());
            Scene scene = window.scene(1000, 900);
            Theme.dress(scene);
            stage.setScene(scene);
            stage.show();
            window.openSample(LocalCloud.find().orElseThrow(), LUNGS);
            new AnimationTimer() {
                private int step;

                @Override
                public void handle(long now) {
                    boolean usable = window.viewport().sliceProperty().get() != null;
                    boolean ready =
                            usable && window.classify().reasonProperty().get().isEmpty();
                    boolean done = window.selectedResult().isPresent();
                    if (step == 0) {
                        tell("window");
                        step++;
                    } else if (step == 1 && usable) {
                        tell("with the sample in it");
                        step++;
                    } else if (step == 2 && ready) {
                        tell("server inside ready");
                        window.classify().classify();
                        step++;
                    } else if (step == 3 && done) {
                        tell("first classification");
                        stop();
                        Platform.exit();
                    }
                }
            }.start();
        }

        @Override
        public void stop() {
            window.close();
        }
    }

    private static final class NoFiles implements FileQuestions {
        @Override
        public List<Path> filesToOpen() {
            return List.of();
        }

        @Override
        public Optional<Path> folderToOpen() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> folderToSaveIn() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> fileToSave(String name, String ending) {
            return Optional.empty();
        }
    }
}
