package io.veilray.ui.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ui.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Accept or quit, by mouse and by keyboard. */
@ExtendWith(ApplicationExtension.class)
class ResearchUseDialogTest {
    private final List<String> done = new ArrayList<>();

    @Start
    void start(Stage stage) {
        stage.setScene(new Scene(new ResearchUseDialog(
                Messages.of(Locale.ENGLISH), () -> done.add("accepted"), () -> done.add("quit"))));
        stage.show();
    }

    @Test
    void notice_isThereAndBothWaysOutWork(FxRobot robot) {
        assertTrue(robot.lookup("Research use only. Not for diagnostic use.")
                .tryQuery()
                .isPresent());
        robot.clickOn("#research-accept");
        robot.clickOn("#research-quit");
        assertEquals(List.of("accepted", "quit"), done);
    }

    @Test
    void escape_quitsAndEnterAccepts(FxRobot robot) {
        robot.push(KeyCode.ENTER);
        robot.push(KeyCode.ESCAPE);
        assertEquals(List.of("accepted", "quit"), done);
    }
}
