package io.veilray.imagej;

import ij.IJ;
import ij.plugin.frame.Editor;
import io.veilray.imagej.options.Invocation;
import io.veilray.imagej.options.MacroOptions;
import io.veilray.imagej.options.ServerChoice;
import io.veilray.imagej.options.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes a ready macro that classifies a folder, to start from: into the editor, or into a file where a macro asks. */
final class CreateMacro {
    void run(Invocation call) throws IOException {
        Optional<Path> file = MacroOptions.path(call.options().orElse(""));
        if (file.isPresent()) {
            Files.writeString(file.get(), text());
        } else if (call.interactive()) {
            new Editor().create("Veilray_Batch.ijm", text());
        } else {
            IJ.log(text());
        }
    }

    static String text() {
        ServerChoice choice = Settings.server();
        String server = choice.server()
                + (choice.trust().isEmpty() ? "" : " trust=[" + choice.trust() + "]")
                + (choice.identity() ? " identity" : "");
        return """
                // Classifies every image of a folder with Veilray and writes one CSV file beside them.
                // Run it again after an interruption: what is done already is not done twice.
                // Research use only. Not for diagnostic use.
                input = getDirectory("Folder of scans");
                run("Classify Folder...", "input=[" + input + "] output=[" + input + "veilray.csv] server=%s");
                """.formatted(server);
    }
}
