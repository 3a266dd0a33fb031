package io.veilray.ui.theme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.application.ColorScheme;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class ThemeTest {
    private final ObjectProperty<ColorScheme> desktop = new SimpleObjectProperty<>(ColorScheme.LIGHT);

    @AfterEach
    void dark(FxRobot robot) {
        robot.interact(Theme.DARK::use);
    }

    @Test
    void desktop_isFollowedUntilAnotherLookIsChosen(FxRobot robot) {
        robot.interact(() -> {
            Theme.follow(desktop);
            assertEquals(Theme.LIGHT, Theme.shown());
            desktop.set(ColorScheme.DARK);
            assertEquals(Theme.DARK, Theme.shown());
            desktop.set(ColorScheme.LIGHT);
            assertEquals(Theme.LIGHT, Theme.shown());
            Theme.LIGHT.use();
            desktop.set(ColorScheme.DARK);
            assertEquals(Theme.LIGHT, Theme.shown());
        });
    }

    @Test
    void systemLook_isOneOfTheTwo(FxRobot robot) {
        robot.interact(() -> {
            Theme.useSystem(); // the headless platform's desktop is light
            assertEquals(Theme.LIGHT, Theme.shown());
        });
    }
}
