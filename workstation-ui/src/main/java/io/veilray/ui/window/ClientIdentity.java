package io.veilray.ui.window;

import io.veilray.keys.Identity;
import io.veilray.keys.KeyVault;
import io.veilray.keys.VaultException;
import io.veilray.keys.VaultException.Reason;
import io.veilray.keys.VaultPassword;
import io.veilray.ui.dialog.VaultPasswordPane;
import io.veilray.ui.prefs.HomeFolder;
import io.veilray.ui.text.Messages;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** The client certificate of the key vault: its password is asked for once while the window is open, and not kept. */
final class ClientIdentity {
    private final Messages messages;
    private final Background background;
    private final Dialogs dialogs;
    private Optional<Identity> known = Optional.empty();

    ClientIdentity(Messages messages, Background background, Dialogs dialogs) {
        this.messages = messages;
        this.background = background;
        this.dialogs = dialogs;
    }

    /** Empty until it was opened. */
    Optional<Identity> known() {
        return known;
    }

    /**
     * Opens the vault, asking for the password if no file holds it, in front of what is shown. On the JavaFX thread, as is the
     * one answer.
     */
    void open(Runnable opened, Consumer<String> refused) {
        if (VaultPassword.namedFile().isPresent()) {
            Path named = VaultPassword.namedFile().get();
            background.run(
                    () -> read(VaultPassword.fromFile(named)),
                    identity -> take(identity, opened),
                    problem -> refused.accept(problem.getMessage()));
            return;
        }
        ask(opened, refused);
    }

    private void ask(Runnable opened, Consumer<String> refused) {
        boolean[] answered = new boolean[1];
        VaultPasswordPane[] pane = new VaultPasswordPane[1];
        pane[0] = new VaultPasswordPane(
                messages,
                vault().toString(),
                typed -> background.run(
                        () -> read(typed),
                        identity -> {
                            if (!answered[0]) {
                                answered[0] = true;
                                dialogs.hide();
                                take(identity, opened);
                            }
                        },
                        problem -> pane[0].refuse(words(problem))),
                dialogs::hide);
        pane[0].sceneProperty().addListener((scene, before, now) -> {
            if (now == null && !answered[0]) { // left, whether by its button, with Esc or for something else
                answered[0] = true;
                refused.accept(messages.get("vault.none"));
            }
        });
        dialogs.ask(pane[0]);
    }

    private void take(Identity identity, Runnable opened) {
        known = Optional.of(identity);
        opened.run();
    }

    private String words(Throwable problem) {
        return problem instanceof VaultException refusal && refusal.reason() == Reason.WRONG_PASSWORD
                ? messages.get("vault.wrong")
                : String.valueOf(problem.getMessage());
    }

    private static Path vault() {
        return HomeFolder.path().resolve("vault.bcfks");
    }

    /** @param password is wiped */
    static Identity read(char[] password) throws VaultException {
        try (KeyVault vault = KeyVault.open(vault(), password)) {
            return vault.identityOf("client")
                    .orElseThrow(() -> new VaultException(
                            Reason.MISSING,
                            vault() + " holds no client certificate: take the one you were given with veilray certs"
                                    + " import."));
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
