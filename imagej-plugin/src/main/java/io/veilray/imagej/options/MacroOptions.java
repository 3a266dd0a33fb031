package io.veilray.imagej.options;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The option of Create Macro: {@code path}, the file to write. */
public final class MacroOptions {
    private MacroOptions() {}

    public static Optional<Path> path(String text) {
        return OptionText.parse(text, List.of("path")).value("path").map(Path::of);
    }
}
