package io.veilray.imagej.options;

import ij.Prefs;
import io.veilray.client.TicketPolicy;

/** What is used where a macro or a dialog says nothing; kept in ImageJ's preferences. */
public final class Settings {
    private static final String PREFIX = "veilray.";
    private static final double USUAL_READY = 1;

    private Settings() {}

    public static ServerChoice server() {
        return new ServerChoice(
                Prefs.get(PREFIX + "server", ServerChoice.LOCAL),
                Prefs.get(PREFIX + "trust", ""),
                Prefs.get(PREFIX + "identity", false));
    }

    public static void setServer(ServerChoice choice) {
        Prefs.set(PREFIX + "server", choice.server());
        Prefs.set(PREFIX + "trust", choice.trust());
        Prefs.set(PREFIX + "identity", choice.identity());
        Prefs.savePreferences();
    }

    /** Private classifications that are kept ready for the model used last; 0 for none. */
    public static int ready() {
        return (int) Math.clamp(Prefs.get(PREFIX + "ready", USUAL_READY), 0, TicketPolicy.MOST_READY);
    }

    public static void setReady(int ready) {
        Prefs.set(PREFIX + "ready", ready);
        Prefs.savePreferences();
    }

    /** What may wait, in memory alone. */
    public static TicketPolicy tickets() {
        TicketPolicy usual = TicketPolicy.DEFAULT;
        return new TicketPolicy(ready(), usual.age(), usual.mostBytes(), TicketPolicy.Storage.MEMORY);
    }

    /** The model chosen last, without a mode; empty text before the first choice. */
    static String model() {
        return Prefs.get(PREFIX + "model", "");
    }

    /** The mode chosen last; empty text before the first choice. */
    static String mode() {
        return Prefs.get(PREFIX + "mode", "");
    }

    static void setModel(String id, String mode) {
        Prefs.set(PREFIX + "model", id);
        Prefs.set(PREFIX + "mode", mode);
    }
}
