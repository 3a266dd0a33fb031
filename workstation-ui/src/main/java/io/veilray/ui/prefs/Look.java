package io.veilray.ui.prefs;

/** Which look the user has chosen; {@link #SYSTEM} is that of the desktop, whatever it is. */
public enum Look {
    DARK,
    LIGHT,
    SYSTEM
}
