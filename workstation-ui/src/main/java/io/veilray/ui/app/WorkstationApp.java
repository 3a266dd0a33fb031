package io.veilray.ui.app;

import io.veilray.client.LocalCloud;
import io.veilray.dicom.PrivateFolder;
import io.veilray.ui.prefs.HomeFolder;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.prefs.PreferencesFile;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Theme;
import io.veilray.ui.window.DesktopFiles;
import io.veilray.ui.window.Workstation;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/** The workstation as a JavaFX application; its parameters are files to open. */
public final class WorkstationApp extends Application {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 860;

    private Workstation window;

    @Override
    public void start(Stage stage) {
        PreferencesFile file = new PreferencesFile(HomeFolder.path());
        PreferencesFile.Read read = file.read();
        Preferences preferences = read.preferences();
        Messages messages = Messages.of(preferences.locale());
        window = new Workstation(messages, preferences, file, new DesktopFiles(stage, messages));
        Scene scene = window.scene(WIDTH, HEIGHT);
        Theme.dress(scene);
        stage.setTitle(messages.get("window.title", messages.get("app.researchUseOnly")));
        stage.setScene(scene);
        stage.show();
        read.damaged().ifPresent(kept -> window.say(messages.get("prefs.damaged", kept)));
        Thread.ofVirtual().start(PrivateFolder::removeLeftovers);
        List<String> files = getParameters().getRaw();
        if (files.isEmpty()) {
            LocalCloud.find().ifPresent(local -> window.openSample(local, DemoCommand.LUNGS));
        } else {
            window.open(files.stream().map(Path::of).toList());
        }
        window.askForAcceptance(Platform::exit);
    }

    @Override
    public void stop() {
        window.close();
    }
}
