package io.veilray.ui.app;

import com.google.gson.JsonObject;
import io.veilray.ui.report.JsonOutput;
import io.veilray.ui.report.ResultJson;
import java.nio.file.Path;
import java.util.Optional;

/** Prints an outcome, in words or as JSON, and tells the exit code. */
record Report(Console console, boolean json) {
    int show(Job.Outcome outcome, Optional<Path> overlay) {
        if (json) {
            JsonObject object = ResultJson.of(outcome.job().scan(), outcome.result(), outcome.comparison());
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
