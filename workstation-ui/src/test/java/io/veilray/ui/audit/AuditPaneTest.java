package io.veilray.ui.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.audit.AuditEntry;
import io.veilray.audit.CutShort;
import io.veilray.audit.RequestNumber;
import io.veilray.audit.Reviewed;
import io.veilray.audit.Sent;
import io.veilray.audit.Sent.Amounts;
import io.veilray.audit.Sent.Outcome;
import io.veilray.audit.Verification;
import io.veilray.audit.Verification.Break;
import io.veilray.audit.Verification.Marks;
import io.veilray.ui.Screenshot;
import io.veilray.ui.classify.Failure;
import io.veilray.ui.classify.Step;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Theme;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A reader must see what was sent where, and must not be told that more is proved than is. */
@ExtendWith(ApplicationExtension.class)
class AuditPaneTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final Path FOLDER = Path.of("/home/reader/.veilray/audit");

    private final Messages messages = Messages.of(Locale.ENGLISH);
    private final Sent done = sent("cloud.example.org:50051", Outcome.COMPLETED, Optional.empty());
    private final Sent failed = sent("cloud.example.org:50051", Outcome.FAILED, Optional.of("not-trusted"));
    private final List<AuditEntry> entries = List.of(
            new CutShort(NOON, 91, "trail-000001.cut-1"),
            sent(Sent.NOBODY, Outcome.CANCELED, Optional.empty()),
            new Reviewed(NOON, done.number(), Reviewed.Verdict.ACCEPTED),
            failed,
            sent(Sent.LOCAL, Outcome.COMPLETED, Optional.empty()),
            done);
    private Stage stage;
    private AuditPane pane;
    private int asked;

    private static Sent sent(String server, Outcome outcome, Optional<String> reason) {
        boolean completed = outcome == Outcome.COMPLETED;
        return new Sent(
                NOON,
                RequestNumber.random(),
                server,
                completed ? Optional.of("AB:CD:EF") : Optional.empty(),
                "pneumonia-cxr-28",
                completed ? Optional.of("1.1.0") : Optional.empty(),
                completed ? Optional.of("masked") : Optional.empty(),
                completed ? "done" : "connecting",
                completed ? Optional.of(new Amounts(41_000, 66_000, 1_790_000, 9)) : Optional.empty(),
                outcome,
                reason);
    }

    @Start
    void start(Stage shown) {
        stage = shown;
        Theme.DARK.use();
        show(messages, entries);
    }

    private void show(Messages language, List<AuditEntry> shown) {
        pane = new AuditPane(language, FOLDER, shown);
        pane.onVerify(() -> asked++);
        pane.onExport(() -> asked += 10);
        Scene scene = new Scene(pane);
        Theme.dress(scene);
        stage.setScene(scene);
        stage.show();
    }

    private TableView<AuditEntry> table(FxRobot robot) {
        return robot.lookup("#audit-table").queryTableView();
    }

    private String cell(FxRobot robot, int row, int column) {
        return table(robot).getColumns().get(column).getCellData(row).toString();
    }

    private static String said(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    @Test
    void entries_standInTheOrderGiven(FxRobot robot) {
        assertEquals("Line cut short", cell(robot, 0, 1));
        assertEquals("none", cell(robot, 1, 3));
        assertEquals("Accepted", cell(robot, 2, 1));
        assertEquals(cell(robot, 5, 2), cell(robot, 2, 2), "the review names the request it is of");
        assertEquals("–", cell(robot, 3, 5));
        assertEquals("inside Veilray", cell(robot, 4, 3));
        assertEquals("41 kB", cell(robot, 5, 5));
        assertEquals("1.79 MB", cell(robot, 5, 7));
    }

    @Test
    void selectedLine_tellsTheWholeNumberReasonAndCertificate(FxRobot robot) {
        robot.interact(() -> table(robot).getSelectionModel().select(done));
        assertTrue(said(robot, "#audit-details").contains(done.number().hex()));
        assertTrue(said(robot, "#audit-details").contains("AB:CD:EF"));
        assertTrue(said(robot, "#audit-details").contains("cloud.example.org:50051"));
        assertTrue(said(robot, "#audit-details").contains("Online rounds: 9."));
        robot.interact(() -> table(robot).getSelectionModel().select(failed));
        assertTrue(said(robot, "#audit-details").contains("did not show the certificate"));
        assertTrue(said(robot, "#audit-details").contains("Connecting"));
    }

    @Test
    void verification_isSaidInASentenceWithTheHash(FxRobot robot) {
        robot.clickOn("#audit-verify");
        robot.clickOn("#audit-export");
        assertEquals(11, asked);
        robot.interact(() -> pane.verified(new Verification(6, HASH, Optional.empty(), Marks.NONE)));
        assertTrue(said(robot, "#audit-outcome").startsWith("The chain is unbroken. Entries: 6."));
        assertTrue(said(robot, "#audit-outcome").contains("cut off its end"));
        assertEquals(HASH, robot.lookup("#audit-hash").queryAs(TextField.class).getText());
        robot.interact(() -> table(robot).getSelectionModel().select(done));
        shot(robot, "audit");
        for (Verification.Reason reason : Verification.Reason.values()) {
            Break at = new Break(FOLDER.resolve("trail-000001.log"), 4, reason);
            robot.interact(() -> pane.verified(new Verification(2, HASH, Optional.of(at), Marks.UNCHECKED)));
            assertTrue(said(robot, "#audit-outcome").startsWith("Broken in trail-000001.log at line 4: "));
        }
        shot(robot, "audit-broken");
    }

    @Test
    void german_hasAllTexts(FxRobot robot) {
        robot.interact(() -> show(Messages.of(Locale.GERMAN), entries));
        assertEquals("Fehlgeschlagen", cell(robot, 3, 1));
        robot.interact(() -> pane.verified(new Verification(6, HASH, Optional.empty(), Marks.NONE)));
        shot(robot, "audit-de");
    }

    @Test
    void emptyTrail_saysWhatWillStandThere(FxRobot robot) {
        robot.interact(() -> show(messages, List.of()));
        assertTrue(said(robot, "#audit-details").contains("adds a line here"));
    }

    /** Every word that the window writes has its sentence; an unknown one is shown as it is. */
    @Test
    void reasonsAndSteps_haveWords() {
        AuditWords words = new AuditWords(messages);
        for (Failure.Cause cause : Failure.Cause.values()) {
            String reason = cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
            String text = words.details(sent(Sent.LOCAL, Outcome.FAILED, Optional.of(reason)));
            assertFalse(text.lines().anyMatch(reason::equals), text);
        }
        for (Step.Kind kind : Step.Kind.values()) {
            assertTrue(messages.keys().contains("classify.step." + kind));
        }
        assertTrue(words.details(sent(Sent.LOCAL, Outcome.FAILED, Optional.of("new-word")))
                .contains("\nnew-word\n"));
    }

    private void shot(FxRobot robot, String name) {
        WaitForAsyncUtils.waitForFxEvents(3);
        robot.interact(() -> Screenshot.of(pane, name, 1));
    }
}
