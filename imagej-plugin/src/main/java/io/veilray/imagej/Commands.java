package io.veilray.imagej;

import ij.IJ;
import ij.macro.Interpreter;
import io.veilray.imagej.options.Invocation;
import io.veilray.protocol.CloudException;
import java.io.IOException;
import java.util.Arrays;

/** The commands by the word that plugins.config gives them, and the one place where their failures are told. */
public enum Commands {
    CLASSIFY_REGION("classify-region", "Classify Region...", call -> new ClassifyRegion(false).run(call)),
    CLASSIFY_MANAGER("classify-manager", "Classify ROI Manager...", call -> new ClassifyManager().run(call)),
    CLASSIFY_FOLDER("classify-folder", "Classify Folder...", call -> new ClassifyFolder().run(call)),
    EVIDENCE_MAP("evidence-map", "Evidence Map...", call -> new ClassifyRegion(true).run(call)),
    START_LOCAL("start-local", "Start Local Cloud", call -> LocalCloudSwitch.start()),
    STOP_LOCAL("stop-local", "Stop Local Cloud", call -> LocalCloudSwitch.stop()),
    SERVER_SETTINGS("server-settings", "Server Settings...", call -> new ServerSettings().run(call)),
    CREATE_MACRO("create-macro", "Create Macro...", call -> new CreateMacro().run(call)),
    ABOUT("about", "About Veilray...", Pages::about),
    HELP("help", "Veilray Help", Pages::help);

    /** What a command does; it blocks until all is done. */
    @FunctionalInterface
    interface Body {
        void run(Invocation call) throws CloudException, IOException;
    }

    private final String word;
    private final String label;
    private final Body body;

    Commands(String word, String label, Body body) {
        this.word = word;
        this.label = label;
        this.body = body;
    }

    String word() {
        return word;
    }

    String label() {
        return label;
    }

    /** Called by the entry of the menu, by its name. */
    public static void run(String word) {
        Commands command = Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no command is called " + word));
        Invocation call = Invocation.current();
        IJ.resetEscape();
        try {
            command.body.run(call);
        } catch (CloudException e) {
            failed(call, e.reason() == CloudException.Reason.CANCELLED ? "Cancelled." : e.sentence());
        } catch (IOException | IllegalArgumentException e) {
            failed(call, e.getMessage());
        }
    }

    /** A dialog from the menu; in a macro a line in the log and the end of the macro, never a dialog. */
    private static void failed(Invocation call, String sentence) {
        if (call.interactive()) {
            IJ.error("Veilray", sentence);
        } else {
            IJ.log("Veilray: " + sentence);
            Interpreter.abort();
        }
    }
}
