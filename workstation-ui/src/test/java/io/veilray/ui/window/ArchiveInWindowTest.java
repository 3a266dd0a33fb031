package io.veilray.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.Tags;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.Archives;
import io.veilray.dicom.pacs.Password;
import io.veilray.dicom.pacs.Query;
import io.veilray.dicom.web.WebOrthanc;
import io.veilray.ui.classify.HeldCloud;
import io.veilray.ui.prefs.ArchiveEntry;
import io.veilray.ui.prefs.ArchiveEntry.SignIn;
import io.veilray.ui.prefs.ArchivesFile;
import io.veilray.ui.prefs.Preferences;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** From the archive to the screen and back, in the whole window with a real Orthanc. */
@ExtendWith(ApplicationExtension.class)
class ArchiveInWindowTest {
    @TempDir
    Path folder;

    private final HeldCloud cloud = new HeldCloud();
    private javafx.stage.Stage stage;
    private WindowPage page;

    @Start
    void start(javafx.stage.Stage shown) {
        stage = shown;
    }

    @AfterEach
    void close() {
        if (page != null) {
            page.close();
        }
    }

    @Test
    void study_comesFromTheArchiveAndFilesGoThere() throws Exception {
        Path ct = TestData.folder("dicom").resolve("pydicom/CT_small.dcm");
        Path mr = TestData.folder("dicom").resolve("pydicom/MR_small.dcm");
        try (WebOrthanc orthanc = WebOrthanc.start(Files.createDirectories(folder.resolve("orthanc")))) {
            page(new ArchiveEntry("Orthanc", orthanc.address().text(), SignIn.PASSWORD, "reader", "", "", 0, false));
            page.files.open = List.of(ct, mr);
            page.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
            WindowPage.until("the patients", () -> page.text("#pacs-whose").contains("CompressedSamples, CT1"));
            password();
            fire("#pacs-send");
            WindowPage.until("the end", () -> page.text("#pacs-said").equals("The archive keeps all files: 2."));
            page.shot("archive-sent", 1);
            fire("#pacs-close");
            assertEquals(2, studies(orthanc));

            search();
            page.shot("archive-query", 1);
            fire("#pacs-retrieve");
            WindowPage.until(
                    "the image", () -> page.window.viewport().sliceProperty().get() != null);
            assertFalse(page.window.dialogs().isOpen());
            assertEquals(128, page.window.viewport().sliceProperty().get().widthPx());
            page.keys(KeyCode.I);
            assertTrue(page.window.viewport().invertedProperty().get(), "the window answers at once");
        }
    }

    @Test
    void sameStudy_comesOverDimse() throws Exception {
        Path ct = TestData.folder("dicom").resolve("pydicom/CT_small.dcm");
        try (WebOrthanc orthanc = WebOrthanc.start(Files.createDirectories(folder.resolve("orthanc")))) {
            page(new ArchiveEntry("Orthanc", orthanc.dicomAddress(), SignIn.NONE, "", "", "READER", 0, false));
            page.files.open = List.of(ct);
            page.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
            fire("#pacs-send");
            WindowPage.until("the end", () -> page.text("#pacs-said").equals("The archive keeps all files: 1."));
            fire("#pacs-close");
            page.run("app.settings");
            page.clickInDialog("Archives");
            fire("#pacs-test");
            WindowPage.until(
                    "the answer", () -> page.text("#pacs-settings-said").startsWith("The archive answered"));
            page.shot("archive-settings", 1);
            page.keys(KeyCode.ESCAPE);
            search();
            fire("#pacs-retrieve");
            WindowPage.until(
                    "the image", () -> page.window.viewport().sliceProperty().get() != null);
        }
    }

    private void fire(String button) {
        page.robot().interact(() -> page.robot().lookup(button).queryButton().fire());
    }

    private void search() {
        page.keys(KeyCode.CONTROL, KeyCode.F);
        assertTrue(page.window.dialogs().isOpen());
        page.write("comp ct");
        page.keys(KeyCode.ENTER);
        TableView<?> found = page.robot().lookup("#pacs-studies").queryTableView();
        WindowPage.until("one study", () -> found.getItems().size() == 1);
        TableView<?> series = page.robot().lookup("#pacs-series").queryTableView();
        WindowPage.until("its series", () -> series.getItems().size() == 1);
    }

    /** The password was typed for the session already when the second pane comes up. */
    private void password() {
        page.robot().interact(() -> page.robot()
                .lookup("#pacs-password")
                .queryTextInputControl()
                .setText("secret"));
    }

    private void page(ArchiveEntry entry) throws Exception {
        Path home = folder.resolve("home");
        new ArchivesFile(home).write(List.of(entry));
        Preferences accepted = Preferences.defaults().withResearchUseAccepted();
        org.testfx.util.WaitForAsyncUtils.waitForFxEvents();
        new org.testfx.api.FxRobot()
                .interact(() -> page = new WindowPage(stage, home, Locale.ENGLISH, accepted, cloud.connection()));
        WindowPage.until(
                "the list of archives", () -> page.window.archives().addresses().size() == 1);
    }

    private static int studies(WebOrthanc orthanc) throws Exception {
        try (Archive archive =
                Archives.open(orthanc.address(), ArchiveOptions.DEFAULT.with(Password.of("secret".toCharArray())))) {
            return archive.find(Query.studies().with(Tags.PATIENT_ID, "*"))
                    .matches()
                    .size();
        }
    }
}
