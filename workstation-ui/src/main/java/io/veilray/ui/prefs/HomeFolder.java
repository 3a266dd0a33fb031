package io.veilray.ui.prefs;

import java.nio.file.Path;

/** The folder of everything Veilray keeps, found as {@code LoopbackTrust} finds it. */
public final class HomeFolder {
    private HomeFolder() {}

    /** The property {@code veilray.home}, the variable {@code VEILRAY_HOME}, or {@code .veilray} in the user's folder. */
    public static Path path() {
        String property = System.getProperty("veilray.home", "");
        String variable = System.getenv().getOrDefault("VEILRAY_HOME", "");
        if (!property.isBlank()) {
            return Path.of(property);
        }
        return variable.isBlank() ? Path.of(System.getProperty("user.home"), ".veilray") : Path.of(variable);
    }
}
