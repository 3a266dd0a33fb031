package io.veilray.ui.window;

import io.veilray.client.LocalCloud;
import io.veilray.region.Region;
import io.veilray.ui.prefs.HomeFolder;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.prefs.PreferencesFile;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Theme;
import java.util.Locale;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/**
 * The window with the synthetic sample and nobody before it: opens, classifies the sample's lungs as often as its one
 * parameter says, and closes. For measurements, and for those who prepare a start; needs the local cloud.
 */
public class SampleRun extends Application {
    /** What is reached one after the other. */
    public enum Step {
        WINDOW,
        SAMPLE,
        CONNECTED,
        CLASSIFIED
    }

    private static final Region LUNGS = new Region(60, 60, 400, 400);

    private Workstation window;

    /** Told on the JavaFX thread, once for every classification. */
    protected void reached(Step step) {}

    @Override
    public void start(Stage stage) {
        Theme.DARK.use();
        Messages messages = Messages.of(Locale.ENGLISH);
        window = new Workstation(
                messages,
                Preferences.defaults().withResearchUseAccepted(),
                new PreferencesFile(HomeFolder.path()),
                new DesktopFiles(stage, messages));
        Scene scene = window.scene(1000, 900);
        Theme.dress(scene);
        stage.setScene(scene);
        stage.show();
        window.openSample(LocalCloud.find().orElseThrow(), LUNGS);
        new Steps(Integer.parseInt(getParameters().getRaw().getFirst())).start();
    }

    /** Looks once a frame, as who waits for the screen would. */
    private final class Steps extends AnimationTimer {
        private final int wanted;
        private Step next = Step.WINDOW;
        private int classified;

        Steps(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public void handle(long now) {
            if (!isReached()) {
                return;
            }
            reached(next);
            if (next != Step.CLASSIFIED) {
                next = Step.values()[next.ordinal() + 1];
            } else if (++classified == wanted) {
                stop();
                Platform.exit();
            }
            if (next == Step.CLASSIFIED && classified < wanted) {
                window.classify().classify();
            }
        }

        private boolean isReached() {
            return switch (next) {
                case WINDOW -> true;
                case SAMPLE -> window.viewport().sliceProperty().get() != null;
                case CONNECTED -> window.classify().reasonProperty().get().isEmpty();
                case CLASSIFIED -> results() > classified;
            };
        }

        private int results() {
            return window.current().map(at -> at.results().all().size()).orElse(0);
        }
    }

    @Override
    public void stop() {
        window.close();
    }
}
