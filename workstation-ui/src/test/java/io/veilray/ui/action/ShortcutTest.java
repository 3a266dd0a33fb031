package io.veilray.ui.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.veilray.ui.text.Messages;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

/** Keyboards differ; the sign that the user presses counts. */
class ShortcutTest {
    @Test
    void text_isReadAsItWasWritten() {
        for (String text : new String[] {"W", "+", "Ctrl++", "Ctrl+Shift+Z", "[", "Alt+F4", "Shift+PageUp", "Ctrl+,"}) {
            assertEquals(text, Shortcut.parse(text).toString());
        }
        Actions.all().stream()
                .flatMap(action -> action.shortcuts().stream())
                .forEach(key -> assertEquals(key, Shortcut.parse(key.toString())));
    }

    @Test
    void nonsense_isRefused() {
        for (String text : new String[] {"", "Ctrl+", "Strg+Z", "ZZ", "Ctrl+Ctrl+Z", "F25"}) {
            assertThrows(IllegalArgumentException.class, () -> Shortcut.parse(text), text);
        }
    }

    /** On a German keyboard [ is AltGr+8, which Windows tells as Ctrl+Alt+8; = is Shift+0; + has a key of its own. */
    @Test
    void germanSigns_areTheSigns() {
        assertEquals("[", pressed(KeyCode.DIGIT8, "[", false, true, true));
        assertEquals("=", pressed(KeyCode.DIGIT0, "=", true, false, false));
        assertEquals("+", pressed(KeyCode.PLUS, "+", false, false, false));
    }

    @Test
    void americanKeysWithoutText_areTheirSigns() {
        assertEquals("=", pressed(KeyCode.EQUALS, "", false, false, false));
        assertEquals("+", pressed(KeyCode.EQUALS, "", true, false, false));
        assertEquals("-", pressed(KeyCode.SUBTRACT, "", false, false, false));
        assertEquals("Ctrl+,", pressed(KeyCode.COMMA, "", false, true, false));
    }

    @Test
    void lettersAndKeypad_areNamedByTheirKey() {
        assertEquals("Shift+R", pressed(KeyCode.R, "R", true, false, false));
        assertEquals("7", pressed(KeyCode.NUMPAD7, "7", false, false, false));
        assertEquals("Ctrl+Enter", pressed(KeyCode.ENTER, "\r", false, true, false));
    }

    @Test
    void modifierAlone_isNothing() {
        assertEquals(Optional.empty(), Shortcut.of(event(KeyCode.SHIFT, "", true, false, false)));
    }

    @Test
    void german_saysStrgAndUmschalt() {
        assertEquals("Strg+Umschalt+Z", Shortcut.parse("Ctrl+Shift+Z").text(Messages.of(Locale.GERMAN)));
        assertEquals("Bild ab", Shortcut.parse("PageDown").text(Messages.of(Locale.GERMAN)));
    }

    private static String pressed(KeyCode code, String text, boolean shift, boolean ctrl, boolean alt) {
        return Shortcut.of(event(code, text, shift, ctrl, alt)).orElseThrow().toString();
    }

    private static KeyEvent event(KeyCode code, String text, boolean shift, boolean ctrl, boolean alt) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, KeyEvent.CHAR_UNDEFINED, text, code, shift, ctrl, alt, false);
    }
}
