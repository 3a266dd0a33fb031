package io.veilray.ui.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.LocalCloud;
import io.veilray.client.TicketPolicy;
import io.veilray.region.Region;
import io.veilray.region.RegionMask;
import io.veilray.ui.CutTexts;
import io.veilray.ui.Screenshot;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.TextSize;
import io.veilray.ui.theme.Theme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** A line that says "ready" while nothing is makes the user wait for an answer that was promised at once. */
class PreparedAheadTest {
    private static final CloudTarget HERE = CloudTarget.at(StagedCloud.SOMEWHERE);
    private static final CloudTarget THERE = CloudTarget.at(StagedCloud.SOMEWHERE.trusting("another"));

    private final PreparingCloud cloud = new PreparingCloud();
    private final List<ClassifyResult> results = new ArrayList<>();
    private CloudConnection connection;
    private ClassifyQueue queue;
    private ClassifyPane pane;
    private Scene scene;

    @BeforeAll
    static void toolkit() throws Exception {
        Fx.start();
    }

    private void open(Theme theme, Locale language, int ready) {
        connection = new CloudConnection(cloud, LocalCloud::find, Platform::runLater);
        Fx.run(() -> {
            theme.use();
            queue = new ClassifyQueue(connection);
            queue.onResult(results::add);
            pane = new ClassifyPane(Messages.of(language), connection, queue);
            bound(ready);
            scene = new Scene(new StackPane(pane), 330, 420);
            Theme.dress(scene);
            javafx.stage.Stage stage = FxToolkit.toolkitContext().getRegisteredStage();
            stage.setScene(scene);
            stage.show();
        });
    }

    private void open() {
        open(Theme.DARK, Locale.ENGLISH, 2);
    }

    private void bound(int ready) {
        connection.ahead().bound(new TicketPolicy(ready, Duration.ofMinutes(10), 1 << 20, TicketPolicy.Storage.MEMORY));
    }

    private void connect(CloudTarget target) {
        connection.choose(target);
        Fx.await(() -> connection.state().kind() == ConnectionState.Kind.CONNECTED
                && connection.state().target().equals(target));
    }

    private Label line() {
        return (Label) scene.lookup("#prepared-line");
    }

    private boolean isShown() {
        return Fx.get(() -> {
            for (Node up = line(); up != null; up = up.getParent()) {
                if (!up.isVisible()) {
                    return false;
                }
            }
            return true;
        });
    }

    private void awaitLine(String text) {
        Fx.await(() -> line().getText().equals(text));
        assertTrue(isShown());
    }

    @AfterEach
    void close() throws Exception {
        Fx.run(queue::close);
        connection.close();
        connection.goodbye().get(20, TimeUnit.SECONDS);
        Fx.run(() -> {
            TextSize.use(100);
            Theme.DARK.use();
        });
    }

    @Test
    void notConnected_nothingIsShownNorKept() {
        open();
        assertFalse(isShown());
        assertEquals(List.of(), cloud.links);
    }

    @Test
    void connected_theLineFollowsThePool() {
        open();
        connect(HERE);
        awaitLine("Preparing a private classification…");
        assertEquals(2, cloud.last().policy.ready());
        assertEquals(Set.of(PreparingCloud.FIRST), Set.copyOf(cloud.last().kept()));
        cloud.last().ready(PreparingCloud.FIRST, 1);
        awaitLine("1 private classification ready");
        cloud.last().ready(PreparingCloud.FIRST, 2);
        awaitLine("2 private classifications ready");
    }

    @Test
    void meaning_isToldToThePointerAndToScreenReaders() {
        open();
        connect(HERE);
        awaitLine("Preparing a private classification…");
        String told = Fx.get(() -> line().getTooltip().getText());
        assertTrue(told.contains("nothing of any image is in them"), told);
        assertTrue(told.contains("destroyed after 10 minutes or at exit"), told);
        String traffic = Fx.get(() -> new Figures(Messages.of(Locale.ENGLISH))
                .bytes(TicketCost.of(connection.ahead().model().orElseThrow())
                        .orElseThrow()
                        .trafficBytes()));
        assertTrue(told.endsWith("Each costs " + traffic + " of traffic."), told);
        assertEquals(told, Fx.get(() -> line().getAccessibleHelp()));
    }

    @Test
    void otherModel_isKeptInsteadAndCountedByItself() {
        open();
        connect(HERE);
        cloud.last().ready(PreparingCloud.FIRST, 2);
        awaitLine("2 private classifications ready");
        Fx.run(() -> pane.choose(PreparingCloud.SECOND));
        awaitLine("Preparing a private classification…");
        assertEquals(PreparingCloud.SECOND, cloud.last().kept().getLast());
        cloud.last().ready(PreparingCloud.SECOND, 1);
        awaitLine("1 private classification ready");
        Fx.run(() -> pane.choose(PreparingCloud.FIRST));
        awaitLine("2 private classifications ready");
    }

    @Test
    void switchedOff_nothingIsShownAndThePoolHearsIt() {
        open();
        connect(HERE);
        cloud.last().ready(PreparingCloud.FIRST, 2);
        awaitLine("2 private classifications ready");
        Fx.run(() -> bound(0));
        assertFalse(isShown());
        assertEquals(0, cloud.last().policy.ready());
        int kept = cloud.last().kept().size();
        Fx.run(() -> pane.choose(PreparingCloud.SECOND));
        assertEquals(kept, cloud.last().kept().size());
        Fx.run(() -> bound(3));
        awaitLine("Preparing a private classification…");
        assertEquals(3, cloud.last().policy.ready());
    }

    @Test
    void beginningToDraw_asksThePoolAgain() {
        open();
        connect(HERE);
        awaitLine("Preparing a private classification…");
        int kept = cloud.last().kept().size();
        Fx.run(connection.ahead()::fill);
        assertEquals(kept + 1, cloud.last().kept().size());
    }

    @Test
    void ticketsThatCannotBeMade_areNotPromised() {
        open();
        connect(HERE);
        awaitLine("Preparing a private classification…");
        cloud.last().givenUp(PreparingCloud.FIRST);
        Fx.await(() -> !line().getParent().isVisible());
        Fx.run(connection.ahead()::fill);
        awaitLine("Preparing a private classification…");
        assertTrue(isShown(), "a new attempt");
    }

    @Test
    void otherServer_endsTheTicketsOfTheFirst() {
        open();
        connect(HERE);
        cloud.last().ready(PreparingCloud.FIRST, 2);
        awaitLine("2 private classifications ready");
        PreparingCloud.Link first = cloud.last();
        connect(THERE);
        awaitLine("Preparing a private classification…");
        Fx.await(() -> first.closed);
        assertEquals(0, first.policy.ready(), "told before it is closed, as a job may still run there");
        first.ready(PreparingCloud.FIRST, 9);
        awaitLine("Preparing a private classification…");
        assertEquals(2, cloud.last().policy.ready());
    }

    @Test
    void lostConnection_takesTheLineAway() {
        open();
        connect(HERE);
        cloud.last().ready(PreparingCloud.FIRST, 2);
        awaitLine("2 private classifications ready");
        cloud.broken = true;
        Fx.run(() -> queue.submit(Requests.of(PreparingCloud.FIRST)));
        Fx.await(() -> connection.state().kind() == ConnectionState.Kind.CANNOT_REACH);
        Fx.await(() -> !line().getParent().isVisible());
        Fx.await(() -> cloud.last().closed);
    }

    @Test
    void closing_endsTheTicketsWithTheLink() throws Exception {
        open();
        connect(HERE);
        connection.close();
        connection.goodbye().get(20, TimeUnit.SECONDS);
        assertTrue(cloud.last().closed);
    }

    private ClassifyResult classify() {
        Fx.run(() -> queue.submit(Requests.of(PreparingCloud.FIRST)));
        Fx.await(() -> !results.isEmpty() && queue.jobs().isEmpty());
        return results.removeFirst();
    }

    @Test
    void readyTicket_isSaidInTheFactsAndOneThatIsMadeIsNot() {
        open();
        connect(HERE);
        assertFalse(classify().preparedBefore());
        cloud.last().ready(PreparingCloud.FIRST, 1);
        ClassifyResult prepared = classify();
        assertTrue(prepared.preparedBefore());
        List<String> facts = Fx.get(() -> {
            Facts shown = new ResultFacts(Messages.of(Locale.ENGLISH)).of(prepared);
            return shown.lookupAll(".label").stream()
                    .map(label -> ((Labeled) label).getText())
                    .toList();
        });
        assertTrue(facts.contains("100 bytes up, 200 bytes down, ticket 3,000 bytes (prepared before)"), "" + facts);
        assertTrue(facts.stream().anyMatch(fact -> fact.contains(" s (prepared before), rounds: 1")), "" + facts);
        awaitLine("Preparing a private classification…");
    }

    @Test
    void privacyLine_saysThatRandomNumbersGoBeforeAnyImage() {
        open();
        assertEquals("Nothing yet.", Fx.get(() -> privacy()));
        connect(HERE);
        Fx.await(() -> privacy().startsWith("Nothing of an image yet; encrypted random numbers"));
        Fx.run(() -> queue.onResult(result -> pane.sent(result, () -> {})));
        Fx.run(() -> queue.submit(Requests.of(PreparingCloud.FIRST)));
        Fx.await(() -> privacy().startsWith("Last job: 100 bytes"));
        cloud.last().ready(PreparingCloud.FIRST, 2);
        awaitLine("2 private classifications ready");
        assertTrue(Fx.get(() -> privacy()).startsWith("Last job: 100 bytes"));
    }

    private String privacy() {
        return ((Labeled) scene.lookup("#privacy-line")).getText();
    }

    @Test
    void states_areWholeInBothThemesLanguagesAndTextSizes() {
        for (Theme theme : Theme.values()) {
            for (Locale language : Messages.LANGUAGES) {
                String name = language + "-" + theme.name().toLowerCase(Locale.ROOT);
                open(theme, language, 2);
                Fx.run(() -> pane.targetProperty()
                        .set(new RegionTarget(
                                Requests.gradient(), new Region(0, 0, 8, 8), RegionMask.ALL, "Region 1", "slice 1")));
                connect(HERE);
                Fx.await(() -> line().isVisible() && !line().getText().isEmpty());
                picture("prepared-making-" + name, 100);
                cloud.last().ready(PreparingCloud.FIRST, 2);
                Fx.await(() -> line().getText().startsWith("2 "));
                picture("prepared-ready-" + name, 100);
                picture("prepared-ready-200-" + name, 200);
                Fx.run(queue::close);
                connection.close();
            }
        }
    }

    private void picture(String name, int percent) {
        Fx.run(() -> {
            TextSize.use(percent);
            ((StackPane) pane.getParent()).getChildren().clear();
            scene = new Scene(new StackPane(pane), 3.3 * percent, 4.2 * percent); // a column grows with its text
            Theme.dress(scene);
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            Screenshot.save(scene.snapshot(null), name);
            assertEquals(Set.of(), CutTexts.in(scene.getRoot()));
            TextSize.use(100);
        });
    }
}
