package io.veilray.ui.action;

import io.veilray.ui.text.Messages;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Names of keys: letters, digits, F1 to F24, the named ones, and signs by what they type. */
final class Keys {
    static final boolean ON_MAC = System.getProperty("os.name", "").startsWith("Mac");

    private static final Map<KeyCode, String> NAMED = Map.ofEntries(
            Map.entry(KeyCode.UP, "Up"),
            Map.entry(KeyCode.KP_UP, "Up"),
            Map.entry(KeyCode.DOWN, "Down"),
            Map.entry(KeyCode.KP_DOWN, "Down"),
            Map.entry(KeyCode.LEFT, "Left"),
            Map.entry(KeyCode.KP_LEFT, "Left"),
            Map.entry(KeyCode.RIGHT, "Right"),
            Map.entry(KeyCode.KP_RIGHT, "Right"),
            Map.entry(KeyCode.HOME, "Home"),
            Map.entry(KeyCode.END, "End"),
            Map.entry(KeyCode.PAGE_UP, "PageUp"),
            Map.entry(KeyCode.PAGE_DOWN, "PageDown"),
            Map.entry(KeyCode.SPACE, "Space"),
            Map.entry(KeyCode.ENTER, "Enter"),
            Map.entry(KeyCode.ESCAPE, "Esc"),
            Map.entry(KeyCode.DELETE, "Delete"),
            Map.entry(KeyCode.BACK_SPACE, "Backspace"),
            Map.entry(KeyCode.INSERT, "Insert"));

    /** What an American keyboard types, unshifted and shifted, for events that do not tell what they type. */
    private static final Map<KeyCode, String> AMERICAN = Map.ofEntries(
            Map.entry(KeyCode.EQUALS, "=+"),
            Map.entry(KeyCode.MINUS, "-_"),
            Map.entry(KeyCode.OPEN_BRACKET, "[{"),
            Map.entry(KeyCode.CLOSE_BRACKET, "]}"),
            Map.entry(KeyCode.COMMA, ",<"),
            Map.entry(KeyCode.PERIOD, ".>"),
            Map.entry(KeyCode.SLASH, "/?"),
            Map.entry(KeyCode.SEMICOLON, ";:"),
            Map.entry(KeyCode.QUOTE, "'\""),
            Map.entry(KeyCode.BACK_SLASH, "\\|"),
            Map.entry(KeyCode.BACK_QUOTE, "`~"),
            Map.entry(KeyCode.PLUS, "++"),
            Map.entry(KeyCode.ADD, "++"),
            Map.entry(KeyCode.SUBTRACT, "--"),
            Map.entry(KeyCode.MULTIPLY, "**"),
            Map.entry(KeyCode.DIVIDE, "//"));

    private static final Set<String> MOVING_FOCUS =
            Set.of("Enter", "Space", "Up", "Down", "Left", "Right", "Home", "End", "PageUp", "PageDown");

    private Keys() {}

    static Optional<String> name(KeyEvent event) {
        KeyCode code = event.getCode();
        if (NAMED.containsKey(code)) {
            return Optional.of(NAMED.get(code));
        }
        if (code.isFunctionKey()) {
            return Optional.of(code.getName());
        }
        String typed = event.getText();
        if (typed.length() == 1 && isSign(typed)) {
            return Optional.of(typed);
        }
        if (code.isLetterKey() || code.isDigitKey()) {
            return Optional.of(code.name().substring(code.name().length() - 1)); // R, DIGIT7, NUMPAD7
        }
        return Optional.ofNullable(AMERICAN.get(code))
                .map(signs -> signs.substring(event.isShiftDown() ? 1 : 0).substring(0, 1));
    }

    static boolean isName(String key) {
        return key.matches("[A-Z0-9]|F[1-9]|F1\\d|F2[0-4]") || NAMED.containsValue(key) || isSign(key);
    }

    /** Whether it is one printed sign that is neither letter nor digit. */
    static boolean isSign(String key) {
        return key.length() == 1
                && key.charAt(0) > ' '
                && key.charAt(0) != 127
                && !Character.isLetterOrDigit(key.charAt(0));
    }

    /** Whether buttons, lists and sliders use this key themselves. */
    static boolean isUsedByControls(String key) {
        return MOVING_FOCUS.contains(key);
    }

    static String text(String key, Messages messages) {
        return NAMED.containsValue(key)
                ? messages.get("key." + Character.toLowerCase(key.charAt(0)) + key.substring(1))
                : key;
    }
}
