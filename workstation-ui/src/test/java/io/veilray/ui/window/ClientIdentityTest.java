package io.veilray.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.keys.CertificateMaker;
import io.veilray.keys.Identity;
import io.veilray.keys.KeyVault;
import io.veilray.keys.VaultException;
import io.veilray.ui.prefs.CloudChoice;
import io.veilray.ui.prefs.Preferences;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import javafx.scene.control.CheckBox;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The way to the client certificate in the window: a password that is asked for, may be wrong, and is never kept. */
@ExtendWith(ApplicationExtension.class)
class ClientIdentityTest {
    private static final String HOME = "veilray.home";
    private static final String PASSWORD = "four words are enough";
    /** Nothing listens there. */
    private static final CloudChoice NOWHERE = new CloudChoice(true, "127.0.0.1", 1, "", true);

    @TempDir
    Path home;

    private final String homeBefore = System.getProperty(HOME);
    private WindowPage page;

    @Start
    void start(Stage stage) throws Exception {
        System.setProperty(HOME, home.toString());
        CertificateMaker maker = new CertificateMaker(InstantSource.system());
        Identity room = maker.client(maker.authority("Radiology"), "Reading room 3");
        try (KeyVault vault = KeyVault.create(home.resolve("vault.bcfks"), PASSWORD.toCharArray())) {
            vault.putIdentity("client", room);
        }
        Preferences remote = Preferences.defaults().withResearchUseAccepted().withCloud(NOWHERE);
        page = new WindowPage(stage, home, Locale.ENGLISH, remote);
    }

    @AfterEach
    void close() {
        page.close();
        if (homeBefore == null) {
            System.clearProperty(HOME);
        } else {
            System.setProperty(HOME, homeBefore);
        }
    }

    private PasswordField field() {
        return page.robot().lookup("#vault-password").queryAs(PasswordField.class);
    }

    private void type(String password) {
        page.robot().interact(() -> field().setText(password));
        page.click("#vault-open");
        assertTrue(field().getText().isEmpty(), "typed once, gone");
    }

    @Test
    void password_isAskedForByTheWindowAndByTheTestOfTheServer() throws Exception {
        assertWiped();
        WindowPage.until("the question", () -> page.shows("#vault-password"));
        type("not the one that it is");
        WindowPage.until("a sentence", () -> page.texts("#dialog-layer").contains(page.messages.get("vault.wrong")));
        assertTrue(page.shows("#vault-password"), "it may be typed again");
        page.keys(KeyCode.ESCAPE);
        WindowPage.until("no question", () -> !page.shows("#vault-password"));
        assertEquals(page.messages.get("vault.none"), page.status());

        page.run("app.settings");
        page.robot().interact(() -> page.robot()
                .lookup(".tab-pane")
                .queryAs(TabPane.class)
                .getSelectionModel()
                .select(1));
        assertTrue(page.robot()
                .lookup("#settings-identity")
                .queryAs(CheckBox.class)
                .isSelected());
        page.click("#settings-server-test");
        WindowPage.until("the question", () -> page.shows("#vault-password"));
        page.keys(KeyCode.ESCAPE);
        untilSaid(page.messages.get("vault.none"));
        page.click("#settings-server-test");
        WindowPage.until("the question", () -> page.shows("#vault-password"));
        type(PASSWORD);
        untilSaid("127.0.0.1:1");
        page.click("#settings-server-test");
        untilSaid("127.0.0.1:1");
        assertFalse(page.shows("#vault-password"), "asked for once while the window is open");
    }

    /** In the settings, which are there again. */
    private void untilSaid(String text) {
        WindowPage.until(
                text,
                () -> page.shows("#settings-server-said")
                        && page.text("#settings-server-said").contains(text));
    }

    private static void assertWiped() throws VaultException {
        char[] right = PASSWORD.toCharArray();
        ClientIdentity.read(right);
        char[] wrong = "not the one that it is".toCharArray();
        assertThrows(VaultException.class, () -> ClientIdentity.read(wrong));
        assertEquals("", (new String(right) + new String(wrong)).replace("\0", ""));
    }
}
