package io.veilray.ui.app;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Optional;

/** Prints an outcome, in words or as JSON, and tells the exit code. */
record Report(Console console, boolean json) {
    int show(Job.Outcome outcome, Optional<Path> overlay) {
        if (json) {
            JsonObject object = ResultJson.of(outcome);
            overlay.ifPresent(path -> object.addProperty("overlay", path.toString()));
            console.result(JsonOutput.text(object));
        } else {
            ResultText.lines(outcome).forEach(console::result);
            overlay.ifPresent(path -> console.result("Overlay written to " + path));
        }
        boolean explained = outcome.comparison().map(c -> c.isExplained()).orElse(true);
        return (explained ? ExitCode.OK : ExitCode.DISAGREES).number();
    }
}
