package io.veilray.ui.action;

import java.util.List;

/**
 * Something the user can do, whatever does it.
 *
 * @param icon a file of the folder icons/ without its ending
 * @param shortcuts the keys it has unless the user chose others; the first is the one that is shown
 * @param repeating whether a key held down does it again and again
 */
public record Action(String id, Category category, String icon, List<Shortcut> shortcuts, boolean repeating) {
    public Action {
        shortcuts = List.copyOf(shortcuts);
    }

    /** The id as a node may have it: a dot would end it in a selector. */
    String nodeId(String prefix) {
        return prefix + id.replace('.', '-');
    }

    public String textKey() {
        return "action." + id + ".text";
    }

    public String hintKey() {
        return "action." + id + ".hint";
    }
}
