package io.veilray.ui.action;

import io.veilray.ui.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyEvent;

/**
 * A key with its modifiers, as the user thinks of it: {@code Ctrl} is Cmd on a Mac, and a sign such as {@code [} is that
 * sign wherever the keyboard has it.
 *
 * @param key a name of {@link Keys}
 */
public record Shortcut(boolean ctrl, boolean shift, boolean alt, String key) {
    /**
     * Reads what {@link #toString} writes, such as {@code Ctrl+Shift+Z} or {@code +}.
     *
     * @throws IllegalArgumentException if the text is no shortcut
     */
    public static Shortcut parse(String text) {
        int cut = text.lastIndexOf('+', text.length() - 2) + 1;
        String key = text.substring(cut);
        List<String> modifiers = new ArrayList<>(
                cut == 0 ? List.of() : List.of(text.substring(0, cut - 1).split("\\+")));
        Shortcut read = new Shortcut(modifiers.remove("Ctrl"), modifiers.remove("Shift"), modifiers.remove("Alt"), key);
        if (!modifiers.isEmpty() || !Keys.isName(key)) {
            throw new IllegalArgumentException(
                    "shortcut " + text + ": must be a key, with Ctrl+, Shift+ or Alt+ before it, such as Ctrl+Shift+Z");
        }
        return read;
    }

    /** What was pressed; empty for a modifier alone and for keys that have no name here. */
    public static Optional<Shortcut> of(KeyEvent event) {
        return Keys.name(event).map(key -> Keys.isSign(key) ? sign(key, event) : plain(key, event));
    }

    /** In the words of the user's keyboard. */
    public String text(Messages messages) {
        StringBuilder text = new StringBuilder();
        if (ctrl) {
            text.append(messages.get(Keys.ON_MAC ? "key.cmd" : "key.ctrl")).append('+');
        }
        if (shift) {
            text.append(messages.get("key.shift")).append('+');
        }
        if (alt) {
            text.append(messages.get("key.alt")).append('+');
        }
        return text.append(Keys.text(key, messages)).toString();
    }

    /** The same in every language, for files. */
    @Override
    public String toString() {
        return (ctrl ? "Ctrl+" : "") + (shift ? "Shift+" : "") + (alt ? "Alt+" : "") + key;
    }

    private static Shortcut plain(String key, KeyEvent event) {
        return new Shortcut(event.isShortcutDown(), event.isShiftDown(), event.isAltDown(), key);
    }

    /** Shift and AltGr (Ctrl+Alt on Windows) only helped to type the sign. */
    private static Shortcut sign(String sign, KeyEvent event) {
        boolean altGr = event.isShortcutDown() && event.isAltDown();
        return new Shortcut(event.isShortcutDown() && !altGr, false, event.isAltDown() && !altGr, sign);
    }
}
