package io.veilray.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.audit.AuditEntry;
import io.veilray.audit.AuditTrail;
import io.veilray.audit.Reviewed;
import io.veilray.audit.Sent;
import io.veilray.dicom.DicomBytes;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import io.veilray.ui.Screenshot;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.prefs.PreferencesFile;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Theme;
import io.veilray.ui.tool.RectangleOutline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Whole runs with the real stub inside. A trail that named a patient would be a leak of its own; one that missed a job
 * would claim that less was sent than was.
 */
@ExtendWith(ApplicationExtension.class)
class AuditedWindowTest {
    private static final int WIDTH = 1400;
    private static final int HEIGHT = 1300;
    private static final Region PLANTED = new Region(1013, 1117, 331, 157);

    @TempDir
    Path folder;

    private final Messages messages = Messages.of(Locale.ENGLISH);
    private final WindowPage.FilesOfTheTest files = new WindowPage.FilesOfTheTest();
    private Workstation window;
    private Stage stage;

    @Start
    void start(Stage shown) {
        stage = shown;
        Theme.DARK.use();
        window = new Workstation(
                messages,
                Preferences.defaults().withResearchUseAccepted(),
                new PreferencesFile(folder.resolve("home")),
                files);
        Scene scene = window.scene(1100, 760);
        Theme.dress(scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close() {
        window.close();
    }

    private AuditTrail trail() {
        return new AuditTrail(folder.resolve("home").resolve("audit"));
    }

    private void untilEntries(int count) throws Exception {
        WindowPage.until(count + " entries", () -> trail().newest(100).size() == count);
    }

    private void openPatient(FxRobot robot) throws Exception {
        DicomBytes scan = DicomBytes.image(DicomBytes.EXPLICIT, WIDTH, HEIGHT, 16, 16)
                .text(0x0008103E, "LO", "PLANTEDSERIES")
                .text(0x00100010, "PN", "PLANTEDNAME^JOHN")
                .text(0x00100020, "LO", "PLANTEDID")
                .pixels(16, IntStream.range(0, WIDTH * HEIGHT).map(i -> i % 997).toArray());
        Path file = Files.write(folder.resolve("PLANTEDFILE.dcm"), scan.bytes());
        robot.interact(() -> window.open(List.of(file)));
        WindowPage.until("the scan", () -> window.viewport().sliceProperty().get() != null);
        robot.interact(() -> {
            window.dialogs().hide();
            var drawing = window.current().orElseThrow().drawing();
            drawing.rename(drawing.add(new RectangleOutline(PLANTED), 0).id(), "PLANTEDREGION");
        });
        WindowPage.until(
                "a model", () -> window.classify().reasonProperty().get().isEmpty());
    }

    private ClassifyResult classify(FxRobot robot) throws Exception {
        int before = window.current().orElseThrow().results().all().size();
        robot.interact(() -> window.board().run("classify.start"));
        WindowPage.until(
                "a result", () -> window.current().orElseThrow().results().all().size() > before);
        return window.selectedResult().orElseThrow();
    }

    @Test
    void wholeRun_leavesNoTraceOfThePatientOrTheAnswer(FxRobot robot) throws Exception {
        openPatient(robot);
        ClassifyResult result = classify(robot);
        assertEquals(PLANTED, result.classification().region());
        assertEquals("PLANTEDREGION", result.request().name());
        robot.interact(() -> {
            var changes = window.current().orElseThrow().changes();
            changes.comment(result, "PLANTEDCOMMENT");
            changes.accept(result);
            changes.reject(result);
        });
        robot.interact(() -> window.board().run("edit.undo"));
        untilEntries(4);
        assertSaysWhatWasSent(result.classification());

        String all = everything();
        assertFalse(all.toUpperCase(Locale.ROOT).contains("PLANTED"), all);
        Set<String> tokens = Stream.of(all.split("[^A-Za-z0-9]+")).collect(Collectors.toSet());
        for (int number : new int[] {PLANTED.xPx(), PLANTED.yPx(), PLANTED.widthPx(), PLANTED.heightPx(), WIDTH}) {
            assertFalse(tokens.contains(String.valueOf(number)), number + " in " + all);
        }
        String withoutModel = all.replace(result.classification().model(), "");
        for (String name : result.classification().classes()) {
            assertFalse(withoutModel.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT)), all);
        }
        for (double figure : result.classification().probabilities()) {
            assertFalse(all.contains(String.valueOf(figure).substring(0, 5)), all);
        }
    }

    private void assertSaysWhatWasSent(Classification sent) throws IOException {
        List<AuditEntry> entries = trail().newest(10);
        Sent entry = (Sent) entries.getLast();
        assertEquals(Sent.LOCAL, entry.server());
        assertEquals(32 * 3 - 1, entry.fingerprint().orElseThrow().length());
        assertEquals(sent.model(), entry.model());
        assertEquals(sent.modelVersion(), entry.modelVersion().orElseThrow());
        assertEquals("masked", entry.mode().orElseThrow());
        assertEquals(Sent.Outcome.COMPLETED, entry.outcome());
        assertEquals(
                new Sent.Amounts(sent.bytesUp(), sent.bytesDown(), sent.bytesOffline(), sent.rounds()),
                entry.amounts().orElseThrow());
        List<Reviewed.Verdict> verdicts = new ArrayList<>();
        for (AuditEntry review : entries.subList(0, 3).reversed()) {
            assertEquals(entry.number(), ((Reviewed) review).number());
            verdicts.add(((Reviewed) review).verdict());
        }
        assertEquals(
                List.of(Reviewed.Verdict.ACCEPTED, Reviewed.Verdict.REJECTED, Reviewed.Verdict.ACCEPTED), verdicts);
    }

    /** All that lies in the trail's folder, file names too. */
    private String everything() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> found = Files.list(trail().folder())) {
            for (Path file : found.toList()) {
                all.append(file.getFileName()).append('\n').append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void trailThatCannotBeWritten_isToldAndCostsNoResult(FxRobot robot) throws Exception {
        Path home = Files.createDirectories(folder.resolve("home"));
        Path inTheWay = Files.writeString(home.resolve("audit"), "a file where the folder should be");
        openPatient(robot);
        classify(robot);
        WindowPage.until(
                "the sentence",
                () -> robot.lookup("#status").queryAs(Label.class).getText().contains("Classifying goes on"));
        Files.delete(inTheWay);
        classify(robot);
        untilEntries(2); // the kept one too
        assertTrue(trail().verify().isUnbroken());
    }

    @Test
    void windowThatIsClosed_writesTheJobsItEnds(FxRobot robot) throws Exception {
        openPatient(robot);
        robot.interact(() -> {
            window.board().run("classify.start");
            window.board().run("classify.start");
            window.close();
        });
        List<AuditEntry> entries = trail().newest(10);
        assertEquals(2, entries.size());
        Sent waiting = (Sent) entries.stream()
                .filter(entry -> ((Sent) entry).server().equals(Sent.NOBODY))
                .findFirst()
                .orElseThrow();
        assertEquals(Sent.Outcome.CANCELED, waiting.outcome());
        assertEquals("waiting", waiting.reached());
        assertTrue(waiting.amounts().isEmpty());
    }

    @Test
    void pane_showsVerifiesAndSavesACopy(FxRobot robot) throws Exception {
        openPatient(robot);
        classify(robot);
        robot.interact(() -> window.board().run("privacy.details"));
        robot.interact(
                () -> robot.lookup("#privacy-trail").queryAs(Hyperlink.class).fire());
        WindowPage.until("the pane", () -> window.dialogs().isOpen());
        assertEquals(
                1,
                robot.lookup("#audit-table").queryAs(TableView.class).getItems().size());
        robot.clickOn("#audit-verify");
        WindowPage.until("the outcome", () -> outcome(robot).startsWith("The chain is unbroken. Entries: 1."));
        WaitForAsyncUtils.waitForFxEvents(3);
        robot.interact(() -> Screenshot.of(window.root(), "workstation-audit", 1));
        files.save = folder.resolve("copy.log");
        robot.clickOn("#audit-export");
        WindowPage.until("the copy", () -> outcome(robot).contains("copy.log"));
        assertEquals(trail().verify(), AuditTrail.verify(files.save));

        Path file = trail().folder().resolve("trail-000001.log");
        Files.writeString(file, Files.readString(file).replace("local", "other"));
        robot.clickOn("#audit-verify");
        WindowPage.until("the break", () -> outcome(robot).startsWith("Broken in trail-000001.log at line 2"));
    }

    /** Of three results the middle one: its record and no other's, whole, without another click. */
    @Test
    void result_leadsToItsOwnRecord(FxRobot robot) throws Exception {
        openPatient(robot);
        classify(robot);
        ClassifyResult second = classify(robot);
        classify(robot);
        untilEntries(3);
        Sent record = (Sent) trail().newest(10).get(1);
        robot.interact(() ->
                window.current().orElseThrow().results().selectedProperty().set(second));
        robot.interact(
                () -> robot.lookup("#result-record").queryAs(Hyperlink.class).fire());
        WindowPage.until("the pane", () -> window.dialogs().isOpen());
        assertEquals(record, selected(robot));
        String details = robot.lookup("#audit-details").queryAs(Label.class).getText();
        assertTrue(details.contains(record.number().hex()), details);
        WaitForAsyncUtils.waitForFxEvents(3);
        robot.interact(() -> Screenshot.of(window.root(), "workstation-audit-record", 1));

        robot.interact(() -> window.dialogs().hide());
        robot.interact(() -> window.board().run("privacy.details"));
        Hyperlink last = robot.lookup("#privacy-trail").queryAs(Hyperlink.class);
        assertEquals("This job's record in the audit trail…", last.getText());
        robot.interact(last::fire);
        WindowPage.until("the pane", () -> window.dialogs().isOpen());
        assertEquals(trail().newest(1).getFirst(), selected(robot));
    }

    private static Object selected(FxRobot robot) {
        return robot.lookup("#audit-table")
                .queryAs(TableView.class)
                .getSelectionModel()
                .getSelectedItem();
    }

    private static String outcome(FxRobot robot) {
        return robot.lookup("#audit-outcome").queryAs(Label.class).getText();
    }
}
