package io.veilray.ui.app;

import com.google.gson.JsonObject;
import io.veilray.ui.classify.TlsIdentity;
import io.veilray.ui.report.JsonOutput;
import io.veilray.ui.report.ResultJson;
import io.veilray.ui.report.TlsJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Prints an outcome, in words or as JSON, and tells the exit code.
 *
 * @param identity of the server that classified
 */
record Report(Console console, boolean json, Optional<TlsIdentity> identity) {
    /** @param objects the DICOM files that were written */
    int show(Job.Outcome outcome, Optional<Path> overlay, List<Path> objects) {
        if (json) {
            JsonObject object = ResultJson.of(outcome.job().scan(), outcome.result(), outcome.comparison());
            object.add("tls", TlsJson.of(identity));
            overlay.ifPresent(path -> object.addProperty("overlay", path.toString()));
            if (!objects.isEmpty()) {
                object.add(
                        "dicomFiles",
                        ResultJson.strings(objects.stream().map(Path::toString).toList()));
            }
            console.result(JsonOutput.text(object));
        } else {
            ResultText.lines(outcome).forEach(console::result);
            overlay.ifPresent(path -> console.result("Overlay written to " + path));
            objects.forEach(path -> console.result("DICOM object written to " + path));
            if (!objects.isEmpty()) {
                console.result(DicomFolder.IDENTITY);
            }
        }
        boolean explained = outcome.comparison().map(c -> c.isExplained()).orElse(true);
        return (explained ? ExitCode.OK : ExitCode.DISAGREES).number();
    }
}
