package io.veilray.ui.pacs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.Tags;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.Match;
import io.veilray.dicom.pacs.Query;
import io.veilray.dicom.pacs.Selection;
import io.veilray.dicom.pacs.Stored;
import io.veilray.ui.CutTexts;
import io.veilray.ui.Screenshot;
import io.veilray.ui.prefs.ArchiveEntry;
import io.veilray.ui.prefs.ArchiveEntry.SignIn;
import io.veilray.ui.prefs.ArchivesFile;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A wrong patient's images, or a patient's name at the wrong place, are the harm a query panel can do. */
@ExtendWith(ApplicationExtension.class)
class ArchiveAccessTest {
    private static final ArchiveEntry HOSPITAL =
            new ArchiveEntry("Klinikarchiv", "https://archiv.example.org/dicom-web", SignIn.NONE, "", "", "", 0, false);
    private static final ArchiveEntry LOCKED = new ArchiveEntry(
            "Forschung", "https://forschung.example.org/dicom-web", SignIn.PASSWORD, "reader", "", "", 0, false);

    @TempDir
    Path home;

    private final FakeArchive archive = new FakeArchive();
    private final List<List<Path>> openedFiles = new ArrayList<>();
    private final StackPane root = new StackPane();
    private Stage stage;
    private FxRobot robot;
    private ArchiveAccess access;

    @Start
    void start(Stage shown) {
        stage = shown;
        Theme.DARK.use();
        root.setStyle("-fx-background-color: -color-bg-default; -fx-padding: 20");
        Scene scene = new Scene(root, 1000, 740);
        Theme.dress(scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close(FxRobot fx) {
        archive.hold.countDown();
        fx.interact(() -> {
            access.close();
            Theme.DARK.use();
        });
    }

    private void begin(FxRobot fx, Locale language, ArchiveEntry... entries) throws IOException {
        robot = fx;
        ArchivesFile file = new ArchivesFile(home);
        file.write(List.of(entries));
        fx.interact(() -> access = new ArchiveAccess(Messages.of(language), new Host(), file, archive::open));
        until("the list", () -> access.addresses().size() == entries.length);
    }

    private final class Host implements ArchiveWindow {
        @Override
        public void show(Region pane) {
            root.getChildren().setAll(pane);
        }

        @Override
        public void hide() {
            root.getChildren().clear();
        }

        @Override
        public void open(List<Path> files) {
            openedFiles.add(files);
        }
    }

    private static void until(String what, Callable<Boolean> holds) {
        try {
            WaitForAsyncUtils.waitFor(
                    10, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds).get());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("waited in vain for " + what, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void query() {
        robot.interact(access::query);
    }

    private String text(String id) {
        return robot.lookup(id).queryAs(Labeled.class).getText();
    }

    private TableView<Match> table(String id) {
        return robot.lookup(id).queryTableView();
    }

    private void search() {
        fire("#pacs-search");
        until("studies", () -> !table("#pacs-studies").getItems().isEmpty());
    }

    private void select(String id, int row) {
        robot.interact(() -> table(id).getSelectionModel().select(row));
    }

    private void untilSeries() {
        until("series", () -> table("#pacs-series").getItems().size() == 3);
    }

    private void enter(String field, String text) {
        robot.interact(() -> robot.lookup(field).queryTextInputControl().setText(text));
    }

    private void fire(String button) {
        robot.interact(() -> robot.lookup(button).queryButton().fire());
    }

    private void shot(String name) {
        WaitForAsyncUtils.waitForFxEvents(3);
        robot.interact(() -> {
            Screenshot.of(root, name, 1);
            Set<String> cut = CutTexts.in(root);
            assertTrue(cut.isEmpty(), name + " cuts " + cut);
        });
    }

    @Test
    void nothing_isAskedBeforeTheUserAsks(FxRobot fx) throws Exception {
        begin(fx, Locale.ENGLISH, HOSPITAL);
        query();
        robot.interact(() -> access.settings());
        assertEquals(List.of(), archive.opened);
    }

    @Test
    void fields_becomeTheQuestion(FxRobot fx) throws Exception {
        begin(fx, Locale.GERMAN, HOSPITAL);
        query();
        robot.write("Doe,Ja"); // the focus is where the user types first
        enter("#pacs-id", "77");
        enter("#pacs-description", "Sch\u00e4del");
        type("#pacs-from", "31.12.2025");
        type("#pacs-to", "05.01.2026");
        robot.clickOn("#pacs-id").type(KeyCode.ENTER);
        until("a question", () -> !archive.queries.isEmpty());
        Query asked = archive.queries.getFirst();
        assertEquals(Optional.of("Doe*Ja*"), asked.key(Tags.PATIENT_NAME));
        assertEquals(Optional.of("77"), asked.key(Tags.PATIENT_ID), "a number is not widened");
        assertEquals(Optional.of("Sch\u00e4del*"), asked.key(Tags.STUDY_DESCRIPTION));
        assertEquals(Optional.of("20251231-20260105"), asked.key(Tags.STUDY_DATE));
        assertEquals(Optional.empty(), asked.key(Tags.MODALITIES_IN_STUDY));
        assertEquals(
                "archiv.example.org",
                ((io.veilray.dicom.pacs.WebAddress) archive.opened.getFirst())
                        .base()
                        .getHost());
    }

    private void type(String picker, String text) {
        robot.interact(
                () -> robot.lookup(picker).queryAs(DatePicker.class).getEditor().setText(text));
    }

    @Test
    void study_showsItsSeriesAndIsFetchedAndOpened(FxRobot fx) throws Exception {
        begin(fx, Locale.ENGLISH, HOSPITAL);
        query();
        search();
        assertEquals(
                "M\u00fcller, J\u00f6rg",
                table("#pacs-studies").getColumns().get(0).getCellData(0));
        assertEquals("1956-03-17", table("#pacs-studies").getColumns().get(2).getCellData(0));
        assertTrue(robot.lookup("#pacs-retrieve").query().isDisabled(), "nothing is selected");
        select("#pacs-studies", 1);
        untilSeries();
        assertEquals("Retrieve study and open", text("#pacs-retrieve"));
        fire("#pacs-retrieve");
        until("files", () -> !openedFiles.isEmpty());
        assertEquals(List.of(Selection.study("1.2.2")), archive.fetched);
        Path file = openedFiles.getFirst().getFirst();
        assertTrue(Files.exists(file));
        assertEquals(Set.of(), othersMay(file.getParent()));
        assertTrue(root.getChildren().isEmpty(), "the pane makes room for the images");
        robot.interact(access::close);
        assertFalse(Files.exists(file), "what was fetched goes with the window");
    }

    private static Set<String> othersMay(Path folder) throws IOException {
        return Files.getPosixFilePermissions(folder).stream()
                .map(Enum::name)
                .filter(name -> !name.startsWith("OWNER"))
                .collect(java.util.stream.Collectors.toSet());
    }

    @Test
    void series_isFetchedAlone(FxRobot fx) throws Exception {
        begin(fx, Locale.ENGLISH, HOSPITAL);
        query();
        search();
        select("#pacs-studies", 0);
        untilSeries();
        select("#pacs-series", 1);
        assertEquals("Retrieve series and open", text("#pacs-retrieve"));
        fire("#pacs-retrieve");
        until("files", () -> !openedFiles.isEmpty());
        assertEquals(List.of(Selection.series("1.2.1", "1.2.1.2")), archive.fetched);
    }

    @Test
    void everyFailure_isASentenceAndTheNextTryWorks(FxRobot fx) throws Exception {
        begin(fx, Locale.GERMAN, HOSPITAL);
        query();
        Messages messages = Messages.of(Locale.GERMAN);
        for (Reason reason : Reason.values()) {
            archive.failure = new ArchiveException(reason, "detail of " + reason);
            fire("#pacs-search");
            String expected = messages.get("pacs.failed." + reason.name().toLowerCase(Locale.ROOT));
            until(reason.name(), () -> text("#pacs-said").startsWith(expected));
            assertTrue(text("#pacs-said").contains("detail of " + reason));
            assertFalse(robot.lookup("#pacs-search").query().isDisabled());
        }
        shot("pacs-failed-dark-de");
        archive.failure = null;
        search();
    }

    @Test
    void cancel_leavesThePaneUsable(FxRobot fx) throws Exception {
        begin(fx, Locale.ENGLISH, HOSPITAL);
        query();
        search();
        select("#pacs-studies", 0);
        untilSeries();
        archive.hold = new CountDownLatch(1);
        fire("#pacs-retrieve");
        until("progress", () -> text("#pacs-said").equals("3 of 245 objects, 1.2 MB"));
        shot("pacs-retrieving-dark-en");
        robot.type(KeyCode.ENTER);
        assertEquals("3 of 245 objects, 1.2 MB", text("#pacs-said"), "a second Enter stops nothing");
        fire("#pacs-cancel");
        assertTrue(text("#pacs-said").startsWith("Cancelled"));
        until("an empty disk", () -> !Files.exists(archive.folder));
        archive.hold = new CountDownLatch(0);
        fire("#pacs-retrieve");
        until("files", () -> !openedFiles.isEmpty());
        assertEquals(1, openedFiles.size(), "what was cancelled is not opened");
        assertFalse(access.cancel(), "nothing is left to cancel");
    }

    @Test
    void incompleteRetrieval_isToldBeforeItIsOpened(FxRobot fx) throws Exception {
        begin(fx, Locale.ENGLISH, HOSPITAL);
        archive.missing = 2;
        query();
        search();
        select("#pacs-studies", 0);
        fire("#pacs-retrieve");
        until("the warning", () -> text("#pacs-said").startsWith("Retrieved: 1. Missing: 2."));
        assertEquals(List.of(), openedFiles);
        fire("#pacs-close");
        assertEquals(1, openedFiles.size());
    }

    @Test
    void password_isAskedForKeptForTheSessionAndNeverWritten(FxRobot fx) throws Exception {
        begin(fx, Locale.ENGLISH, LOCKED);
        query();
        fire("#pacs-search");
        assertEquals("Enter the password for Forschung. It is kept until Veilray closes.", text("#pacs-said"));
        assertEquals(List.of(), archive.opened);
        enter("#pacs-password", "geheim7");
        search();
        assertEquals("geheim7", archive.password);
        fire("#pacs-close");
        query();
        assertEquals(
                "given already",
                robot.lookup("#pacs-password").queryTextInputControl().getPromptText());
        search();
        assertFalse(Files.readString(home.resolve("archives.json")).contains("geheim7"));
    }

    @Test
    void password_goesToItsOwnArchiveOnly(FxRobot fx) throws Exception {
        ArchiveEntry other =
                new ArchiveEntry("Labor", "https://labor.example.org/web", SignIn.PASSWORD, "reader", "", "", 0, false);
        begin(fx, Locale.ENGLISH, LOCKED, other);
        query();
        enter("#pacs-password", "geheim7");
        robot.interact(() -> robot.lookup("#pacs-archive")
                .queryComboBox()
                .getSelectionModel()
                .selectLast());
        fire("#pacs-search");
        assertTrue(text("#pacs-said").startsWith("Enter the password for Labor."));
        assertEquals(List.of(), archive.opened);
    }

    /** A password that was given for one host must not reach the next one that is typed in its place. */
    @Test
    void changedAddress_forgetsThePassword(FxRobot fx) throws Exception {
        begin(fx, Locale.ENGLISH, LOCKED, HOSPITAL);
        robot.interact(() -> root.getChildren().setAll(access.settings()));
        enter("#pacs-settings-password", "geheim7");
        robot.interact(() ->
                robot.lookup("#pacs-list").queryListView().getSelectionModel().selectLast());
        robot.interact(() ->
                robot.lookup("#pacs-list").queryListView().getSelectionModel().selectFirst());
        fire("#pacs-test");
        until("the answer", () -> text("#pacs-settings-said").startsWith("The archive answered"));
        assertEquals("geheim7", archive.password, "looking at another archive forgets nothing");
        robot.clickOn("#pacs-settings-address");
        enter("#pacs-settings-address", "https://elsewhere.example.org/web");
        robot.type(KeyCode.ENTER);
        fire("#pacs-test");
        assertTrue(text("#pacs-settings-said").startsWith("Enter the password for Forschung."));
        assertEquals(1, archive.opened.size());
    }

    @Test
    void sending_namesThePatientFirst(FxRobot fx) throws Exception {
        begin(fx, Locale.GERMAN, HOSPITAL);
        List<Path> files =
                List.of(FakeArchive.object(home, "1.7.1", "Doe^Jane"), FakeArchive.object(home, "1.7.2", "Doe^Jane"));
        robot.interact(() ->
                access.send(files, ArchiveAddress.parse("https://x.example").named("Klinikarchiv")));
        until("the patient", () -> text("#pacs-whose").contains("Doe, Jane (77)"));
        assertEquals(List.of(), archive.opened, "nothing goes before the user says so");
        shot("pacs-send-dark-de");
        fire("#pacs-send");
        until("the end", () -> text("#pacs-said").equals("Das Archiv beh\u00e4lt alle Dateien: 2."));
        assertEquals(files, archive.given);
        fire("#pacs-close");
        assertTrue(root.getChildren().isEmpty());
    }

    @Test
    void filesOfTwoPatients_standOut(FxRobot fx) throws Exception {
        begin(fx, Locale.ENGLISH, HOSPITAL);
        List<Path> files = List.of(
                FakeArchive.object(home, "1.7.1", "Doe^Jane"), FakeArchive.object(home, "1.7.2", "Roe^Richard"));
        robot.interact(() -> access.send(files));
        until("the patients", () -> text("#pacs-whose").startsWith("Files: 2. They name 2 different patients"));
    }

    @Test
    void refusedFiles_areToldWithTheirReasons(FxRobot fx) throws Exception {
        begin(fx, Locale.ENGLISH, HOSPITAL);
        Path good = FakeArchive.object(home, "1.7.1", "Doe^Jane");
        Path bad = FakeArchive.object(home, "1.7.2", "Doe^Jane");
        archive.refusals = List.of(new Stored.Refusal(bad, "The archive refused it: it has no room left (A700)."));
        robot.interact(() -> access.send(List.of(good, bad)));
        fire("#pacs-send");
        until("the end", () -> text("#pacs-said").equals("The archive keeps 1 and refused 1:"));
        assertEquals(
                "1.7.2.dcm: The archive refused it: it has no room left (A700).",
                robot.lookup("#pacs-details").queryTextInputControl().getText());
        assertFalse(robot.lookup("#pacs-send").query().isDisabled(), "it can be tried again");
        shot("pacs-refused-dark-en");
    }

    @Test
    void settings_addTestAndRemove(FxRobot fx) throws Exception {
        begin(fx, Locale.ENGLISH);
        robot.interact(() -> root.getChildren().setAll(access.settings()));
        fire("#pacs-add");
        robot.write("Ward");
        robot.clickOn("#pacs-settings-address");
        enter("#pacs-settings-address", "dicom://ward");
        assertTrue(text("#pacs-settings-said").startsWith("The address must be"));
        enter("#pacs-settings-address", "dicom://WARD@pacs.example.org:104");
        robot.clickOn("#pacs-settings-station");
        enter("#pacs-settings-station", "READER1");
        robot.type(KeyCode.ENTER);
        fire("#pacs-test");
        until("the answer", () -> text("#pacs-settings-said").equals("The archive answered in 12 ms. FakePACS 1.0"));
        ArchiveAddress kept = access.addresses().getFirst();
        assertEquals("dicom://WARD@pacs.example.org:104", kept.text());
        assertEquals("Ward", kept.name());
        assertEquals(
                "READER1", ((io.veilray.dicom.pacs.DimseAddress) kept).calling().text());
        archive.failure = new ArchiveException(Reason.UNREACHABLE, "nobody there");
        fire("#pacs-test");
        until("the failure", () -> text("#pacs-settings-said").startsWith("The archive cannot be reached."));
        until("the file", () -> Files.readString(home.resolve("archives.json")).contains("READER1"));
        fire("#pacs-remove");
        assertEquals(List.of(), access.addresses());
        until("the file", () -> !Files.readString(home.resolve("archives.json")).contains("READER1"));
    }

    @Test
    void damagedList_isSetAsideAndSaid(FxRobot fx) throws Exception {
        Files.writeString(home.resolve("archives.json"), "{ not a list");
        robot = fx;
        fx.interact(() -> access =
                new ArchiveAccess(Messages.of(Locale.ENGLISH), new Host(), new ArchivesFile(home), archive::open));
        until("the sentence", () -> {
            access.query();
            return text("#pacs-said").startsWith("The list of archives could not be read");
        });
        assertEquals("{ not a list", Files.readString(home.resolve("archives.json.bad")));
    }

    @Test
    void panes_areCompleteInEveryLanguageAndTheme(FxRobot fx) throws Exception {
        begin(fx, Locale.ENGLISH, LOCKED, HOSPITAL);
        shots("-dark-en");
        fx.interact(access::close);
        begin(fx, Locale.GERMAN, LOCKED, HOSPITAL);
        fx.interact(Theme.LIGHT::use);
        shots("-light-de");
        fx.interact(Theme.DARK::use);
        shots("-dark-de");
    }

    private void shots(String name) {
        query();
        robot.interact(
                () -> robot.lookup("#pacs-password").queryTextInputControl().setText("x"));
        search();
        select("#pacs-studies", 0);
        untilSeries();
        shot("pacs-query" + name);
        robot.interact(() -> {
            Region settings = access.settings();
            settings.setMaxSize(610, 480);
            root.getChildren().setAll(settings);
        });
        shot("pacs-settings" + name);
    }
}
