package io.veilray.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.LocalCloud;
import io.veilray.client.Stage;
import io.veilray.ui.classify.HeldCloud;
import io.veilray.ui.prefs.CloudChoice;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.prefs.TicketChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Whatever breaks, a sentence says what to do, the window works on, and nothing is left behind. */
@ExtendWith(ApplicationExtension.class)
class WindowFailuresTest {
    @TempDir
    Path folder;

    private final HeldCloud cloud = new HeldCloud();
    private Set<String> threadsBefore;
    private javafx.stage.Stage stage;
    private WindowPage page;

    @Start
    void start(javafx.stage.Stage shown) {
        threadsBefore = threads();
        stage = shown;
        page = window(CloudChoice.local());
    }

    private WindowPage window(CloudChoice choice) {
        Preferences preferences =
                Preferences.defaults().withResearchUseAccepted().withCloud(choice);
        return new WindowPage(stage, folder.resolve("home"), Locale.ENGLISH, preferences, cloud.connection());
    }

    private void reopen(CloudChoice choice) {
        page.close();
        page.robot().interact(() -> page = window(choice));
    }

    @AfterEach
    void close() {
        cloud.letGo();
        page.close();
    }

    /** Threads of this program; the JVM's own and JavaFX's come and go. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("(veilray|grpc|netty|mark).*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A job with a ticket ready has no stage that prepares. */
    private void makeNoTicketsAhead() {
        page.robot().interact(() -> page.window
                .settings()
                .change(now -> now.withTickets(new TicketChoice(0, now.tickets().storage()))));
    }

    private void classifyUntil(Stage stage) {
        cloud.holdAt(stage);
        page.keys(KeyCode.CONTROL, KeyCode.ENTER);
        WindowPage.until("a job that runs", () -> page.shows("#job-cancel") && page.shows("#job-step"));
    }

    @Test
    void serverKilledInARound_isToldAndTriedAgainOnceItIsBack() throws Exception {
        LocalCloud local = LocalCloud.find().orElseThrow();
        int port;
        try (LocalCloud.Running server = local.start(0, Optional.empty())) {
            port = server.endpoint().port();
            reopen(new CloudChoice(true, "127.0.0.1", port, ""));
            page.openSample();
            classifyUntil(Stage.ROUND);
            page.shot("running", 1);
        }
        cloud.letGo();
        WindowPage.until("the failure", () -> page.shows("#job-failure"));
        assertEquals("The connection to 127.0.0.1:" + port + " broke.", page.text("#job-failure"));
        assertTrue(page.texts("#jobs").contains("No result. This says nothing about the image."));
        page.shot("error", 1);
        page.keys(KeyCode.I); // the image still answers
        assertTrue(page.window.viewport().invertedProperty().get());
        try (LocalCloud.Running again = local.start(port, Optional.empty())) {
            assertEquals(port, again.endpoint().port());
            page.click("#job-again");
            WindowPage.until("a result; " + page.texts("#jobs"), () -> page.results() == 1);
            assertFalse(page.shows("#job-failure"));
            page.close();
        }
    }

    @Test
    void wrongCertificate_isNotTrustedAndTheWindowWorksOn() throws Exception {
        LocalCloud local = LocalCloud.find().orElseThrow();
        try (LocalCloud.Running server = local.start(0, Optional.empty());
                LocalCloud.Running other = local.start(0, Optional.empty())) {
            Path wrong = Files.writeString(
                    folder.resolve("other.pem"),
                    other.endpoint().trustedCertificatePem().orElseThrow());
            reopen(new CloudChoice(true, "127.0.0.1", server.endpoint().port(), wrong.toString()));
            page.robot().interact(() -> page.window.openSample(local, WindowPage.LUNGS));
            WindowPage.until("a sentence", () -> page.text("#connection-chip").startsWith("Not trusted"));
            assertTrue(page.robot().lookup("#classify").query().isDisabled());
            assertFalse(page.text("#classify-reason").isBlank());
            page.shot("not-trusted", 1);
            backToLocal();
        }
    }

    @Test
    void certificateFileThatIsGone_isSaid() {
        reopen(new CloudChoice(
                true, "127.0.0.1", 50051, folder.resolve("gone.pem").toString()));
        WindowPage.until("a sentence", () -> page.status().contains("gone.pem is no certificate"));
        assertTrue(page.robot().lookup("#classify").query().isDisabled());
        assertFalse(page.text("#classify-reason").isBlank());
        page.openSampleUnready();
        backToLocal();
    }

    private void backToLocal() {
        page.run("app.settings");
        page.clickInDialog("Server");
        page.click("#settings-local");
        page.keys(KeyCode.ESCAPE);
        page.untilReady();
        page.classify();
    }

    /** Every letter of a name would otherwise be looked up in the network, which tells it what is typed. */
    @Test
    void addressBeingTyped_callsNobodyUntilItIsWhole() throws Exception {
        page.openSample();
        int port;
        try (LocalCloud.Running server = LocalCloud.find().orElseThrow().start(0, Optional.empty())) {
            port = server.endpoint().port();
        } // nobody listens there now
        int before = cloud.called().size();
        page.run("app.settings");
        page.clickInDialog("Server");
        page.click("#settings-remote");
        page.click("#settings-port");
        page.keys(KeyCode.CONTROL, KeyCode.A);
        page.write(String.valueOf(port));
        page.click("#settings-host");
        page.write("localhost");
        page.shot("settings-server", 1);
        page.keys(KeyCode.ESCAPE);
        WindowPage.until("a sentence; " + cloud.called(), () -> page.text("#connection-chip")
                .startsWith("Cannot reach"));
        List<String> called = cloud.called().subList(before, cloud.called().size()).stream()
                .map(each -> each.host() + ":" + each.port())
                .distinct()
                .toList();
        assertEquals(List.of("localhost:" + port), called);
        page.click("#connection-chip");
        page.shot("unreachable", 1);
        assertTrue(page.texts("#right").stream().anyMatch(text -> text.contains("Check that the server runs")));
        page.keys(KeyCode.I);
        backToLocal();
    }

    @Test
    void escape_endsAJobAtOnce() {
        page.openSample();
        page.robot()
                .interact(() -> page.window.drawing().drawingProperty().get().clearSelection());
        makeNoTicketsAhead();
        classifyUntil(Stage.PREPARING);
        page.keys(KeyCode.ESCAPE);
        WindowPage.until("no job", () -> !page.shows("#job-cancel"));
        assertEquals(0, page.results());
        assertFalse(page.shows("#job-failure"), "what the user asked for is no failure");
        cloud.letGo();
        page.classify();
    }

    /** With a region selected, as after drawing one: the reader means the job, and the region must stay. */
    @Test
    void escapeWithASelectedRegion_endsTheJobToo() {
        page.openSample();
        assertTrue(page.window.drawing().selectedHere().isPresent());
        makeNoTicketsAhead();
        classifyUntil(Stage.PREPARING);
        page.keys(KeyCode.ESCAPE);
        WindowPage.until("no job", () -> !page.shows("#job-cancel"));
    }

    @Test
    void closingWhileAJobRuns_leavesNoThread() {
        page.openSample();
        classifyUntil(Stage.ROUND);
        page.close();
        WindowPage.until("no thread but " + threadsBefore, () -> threadsBefore.containsAll(threads()));
    }
}
