package io.veilray.ui.window;

import io.veilray.keys.Identity;
import io.veilray.ui.action.Shortcuts;
import io.veilray.ui.classify.CloudConnection;
import io.veilray.ui.classify.CloudTarget;
import io.veilray.ui.classify.ConnectionTest;
import io.veilray.ui.classify.Figures;
import io.veilray.ui.classify.TicketCost;
import io.veilray.ui.classify.Words;
import io.veilray.ui.dialog.ResearchUseDialog;
import io.veilray.ui.dialog.SettingsPane;
import io.veilray.ui.prefs.CloudChoice;
import io.veilray.ui.prefs.Look;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.prefs.PreferencesFile;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.TextSize;
import io.veilray.ui.theme.Theme;
import io.veilray.wire.Endpoint;
import io.veilray.wire.LoopbackTrust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.scene.layout.Region;

/** The preferences of the running window: applied at once, saved in the background. */
final class LiveSettings {
    private static final long MAX_CERTIFICATE_BYTES = 1 << 16;

    private final Messages messages;
    private final PreferencesFile file;
    private final Shortcuts shortcuts;
    private final Background background;
    private final CloudConnection cloud;
    private final StatusLine status;
    private final Dialogs dialogs;
    private final Supplier<Region> archives;
    private final ClientIdentity identity;
    private Preferences now;

    LiveSettings(
            Messages messages,
            Preferences now,
            PreferencesFile file,
            Shortcuts shortcuts,
            Background background,
            CloudConnection cloud,
            StatusLine status,
            Dialogs dialogs,
            Supplier<Region> archives) {
        this.messages = messages;
        this.now = now;
        this.file = file;
        this.shortcuts = shortcuts;
        this.background = background;
        this.cloud = cloud;
        this.status = status;
        this.dialogs = dialogs;
        this.archives = archives;
        this.identity = new ClientIdentity(messages, background, dialogs);
        dress();
        keepReady();
    }

    Preferences now() {
        return now;
    }

    void change(UnaryOperator<Preferences> how) {
        apply(how.apply(now));
    }

    private void apply(Preferences next) {
        Preferences before = now;
        now = next;
        if (before.look() != next.look() || before.textPercent() != next.textPercent()) {
            dress();
        }
        if (!before.cloud().equals(next.cloud())) {
            chooseCloud();
        }
        if (!before.tickets().equals(next.tickets())) {
            keepReady();
        }
        background.run(
                () -> {
                    file.write(next);
                    return next;
                },
                saved -> {},
                problem -> status.say(messages.get("prefs.notSaved", String.valueOf(problem.getMessage()))));
    }

    private void dress() {
        switch (now.look()) {
            case DARK -> Theme.DARK.use();
            case LIGHT -> Theme.LIGHT.use();
            case SYSTEM -> Theme.useSystem();
        }
        TextSize.use(now.textPercent());
    }

    private void keepReady() {
        cloud.ahead().bound(now.tickets().policy());
    }

    /** The other look than the one that is seen, whoever chose that. */
    void otherLook() {
        change(before -> before.withLook(Theme.shown() == Theme.DARK ? Look.LIGHT : Look.DARK));
    }

    /** @param step in percent of the design */
    void textLarger(int step) {
        text(now.textPercent() + step);
    }

    void text(int percent) {
        change(before -> before.withTextPercent(percent));
        status.say(messages.get("window.textSize", now.textPercent()));
    }

    /** Connects where the user has chosen; by default to the server inside this program. */
    void chooseCloud() {
        CloudChoice choice = now.cloud();
        if (!choice.remote()) {
            cloud.choose(CloudTarget.LOCAL);
            return;
        }
        if (choice.identity() && identity.known().isEmpty()) {
            identity.open(this::chooseCloud, status::say);
            return;
        }
        background.run(
                () -> endpoint(choice, identity.known()),
                endpoint -> cloud.choose(CloudTarget.at(endpoint)),
                problem -> status.say(problem.getMessage()));
    }

    /** Without a certificate of the user's own server on loopback: that is found anew for each connection. */
    private static Endpoint endpoint(CloudChoice choice, Optional<Identity> own) throws IOException {
        Endpoint plain = Endpoint.parse(choice.host() + ":" + choice.port());
        Endpoint endpoint =
                own.filter(known -> choice.identity()).map(plain::showing).orElse(plain);
        if (choice.certificateFile().isBlank()) {
            return endpoint;
        }
        Path pem = Path.of(choice.certificateFile());
        if (!Files.isRegularFile(pem) || Files.size(pem) > MAX_CERTIFICATE_BYTES) {
            throw new IOException(pem + " is no certificate: choose a PEM file in the settings.");
        }
        return endpoint.trusting(Files.readString(pem, StandardCharsets.ISO_8859_1));
    }

    void show() {
        dialogs.show(pane(), messages.get("window.close"));
    }

    void showShortcuts() {
        SettingsPane pane = pane();
        pane.showShortcuts();
        dialogs.show(pane, messages.get("window.close"));
    }

    private SettingsPane pane() {
        SettingsPane pane = new SettingsPane(messages, now, shortcuts, ticketCost(), this::test, this::apply);
        pane.add("archives", messages, archives.get());
        pane.setAccessibleText(messages.get("settings.title"));
        return pane;
    }

    private String ticketCost() {
        Figures figures = new Figures(messages);
        return cloud.ahead()
                .model()
                .flatMap(model -> TicketCost.of(model)
                        .map(cost -> messages.get(
                                "settings.prepared.cost",
                                new Words(messages).title(model),
                                figures.bytes(cost.trafficBytes()),
                                figures.bytes(cost.waitingBytes()))))
                .orElse(messages.get("settings.prepared.cost.unknown"));
    }

    /** Asks for the vault's password first where connecting would. */
    private CompletionStage<String> test(CloudChoice choice) {
        if (!choice.remote() || !choice.identity() || identity.known().isPresent()) {
            return finding(choice);
        }
        CompletableFuture<CompletionStage<String>> begun = new CompletableFuture<>();
        identity.open(
                () -> begun.complete(finding(choice)),
                sentence -> begun.complete(CompletableFuture.completedFuture(sentence)));
        return begun.thenCompose(Function.identity());
    }

    private CompletionStage<String> finding(CloudChoice choice) {
        CompletableFuture<ConnectionTest> found;
        if (!choice.remote()) {
            found = cloud.test();
        } else {
            CompletableFuture<Endpoint> endpoint = new CompletableFuture<>();
            Optional<Identity> own = identity.known();
            background.run(() -> endpoint(choice, own), endpoint::complete, endpoint::completeExceptionally);
            found = endpoint.thenApply(LoopbackTrust::apply).thenCompose(ConnectionTest::of);
        }
        Words words = new Words(messages);
        return found.thenApply(words::finding).exceptionally(problem -> {
            Throwable cause = problem.getCause() == null ? problem : problem.getCause();
            return String.valueOf(cause.getMessage());
        });
    }

    void askForAcceptance(Runnable quit) {
        if (!now.researchUseAccepted()) {
            dialogs.demand(new ResearchUseDialog(
                    messages,
                    () -> {
                        change(Preferences::withResearchUseAccepted);
                        dialogs.hide();
                    },
                    quit));
        }
    }
}
