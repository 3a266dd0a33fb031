package io.veilray.ui.action;

import java.util.Locale;

/** A menu, in the order of the menu bar. */
public enum Category {
    FILE,
    EDIT,
    VIEW,
    LAYOUT,
    WINDOW,
    NAVIGATE,
    TOOLS,
    RESULT,
    HELP;

    public String textKey() {
        return "action.category." + name().toLowerCase(Locale.ROOT);
    }
}
