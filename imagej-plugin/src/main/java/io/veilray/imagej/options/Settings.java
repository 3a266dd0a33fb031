package io.veilray.imagej.options;

import ij.Prefs;

/** What is used where a macro or a dialog says nothing; kept in ImageJ's preferences. */
public final class Settings {
    private static final String PREFIX = "veilray.";

    private Settings() {}

    public static ServerChoice server() {
        return new ServerChoice(Prefs.get(PREFIX + "server", ServerChoice.LOCAL), Prefs.get(PREFIX + "trust", ""));
    }

    public static void setServer(ServerChoice choice) {
        Prefs.set(PREFIX + "server", choice.server());
        Prefs.set(PREFIX + "trust", choice.trust());
        Prefs.savePreferences();
    }

    /** The model chosen last; empty text before the first choice. */
    static String model() {
        return Prefs.get(PREFIX + "model", "");
    }

    static void setModel(String id) {
        Prefs.set(PREFIX + "model", id);
    }
}
