package io.veilray.imagej.options;

import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import io.veilray.protocol.ModelInfo;
import io.veilray.result.Classification;
import java.util.List;
import java.util.Optional;

/**
 * The options of the commands that classify regions. Their names are a contract with macros: version 1, never to be
 * renamed.
 *
 * @param evidence whether to lay the evidence map over the region
 * @param opacity of the evidence map, in percent
 * @param manager whether to append the region to the ROI Manager
 * @param all whether to classify the region on every slice of a stack
 * @param table title of the table that results are appended to
 */
public record ClassifyOptions(
        ServerChoice server,
        ModelChoice model,
        boolean evidence,
        int opacity,
        boolean manager,
        boolean all,
        String table) {
    public static final List<String> KEYS =
            List.of("model", "mode", "server", "trust", "identity", "evidence", "opacity", "manager", "all", "table");

    private static final int USUAL_OPACITY = 60;
    private static final String USUAL_TABLE = "Veilray Results";

    /** @param evidence whether the map is wanted unless said otherwise */
    public static ClassifyOptions parse(String text, boolean evidence) {
        OptionText given = OptionText.parse(text, KEYS);
        return new ClassifyOptions(
                ServerOptions.of(given),
                ModelChoice.of(given),
                evidence || given.flag("evidence"),
                given.number("opacity", USUAL_OPACITY, 0, 100),
                given.flag("manager"),
                given.flag("all"),
                given.value("table").orElse(USUAL_TABLE));
    }

    /**
     * Asks, and tells the macro recorder; empty if the user cancelled.
     *
     * @param models the server's, the first being its first choice
     * @param stack whether the image has more than one slice
     */
    public static Optional<ClassifyOptions> ask(
            String title, ClassifyOptions usual, List<ModelInfo> models, boolean stack, String help) {
        GenericDialog dialog = new GenericDialog(title);
        ModelChoice.ask(dialog, models);
        dialog.addCheckbox("Evidence map over the region", usual.evidence());
        dialog.addSlider("Opacity of the map (%)", 0, 100, usual.opacity());
        dialog.addCheckbox("Manager: append the region", false);
        if (stack) {
            dialog.addCheckbox("All slices", false);
        }
        dialog.addMessage("Server: " + usual.server() + "\nThe region is encrypted here; the server never sees it.\n"
                + Classification.RESEARCH_USE);
        dialog.addHelp(help);
        dialog.showDialog();
        if (dialog.wasCanceled()) {
            return Optional.empty();
        }
        ModelChoice model = ModelChoice.answered(dialog);
        boolean evidence = dialog.getNextBoolean();
        int opacity = (int) dialog.getNextNumber();
        boolean manager = dialog.getNextBoolean();
        boolean all = stack && dialog.getNextBoolean();
        record(usual.server());
        return Optional.of(new ClassifyOptions(usual.server(), model, evidence, opacity, manager, all, usual.table()));
    }

    /** For regions that are in the ROI Manager already. */
    public ClassifyOptions withoutManager() {
        return new ClassifyOptions(server, model, evidence, opacity, false, all, table);
    }

    /** A recorded macro must reach the same server on another day. */
    static void record(ServerChoice server) {
        if (Recorder.record) {
            Recorder.recordOption("server", server.server());
            if (!server.trust().isEmpty()) {
                Recorder.recordPath("trust", server.trust());
            }
            if (server.identity()) {
                Recorder.recordOption("identity");
            }
        }
    }
}
