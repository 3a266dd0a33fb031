package io.veilray.imagej.options;

import ij.gui.GenericDialog;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Region;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The options of Classify Folder. Their names are a contract with macros: version 1, never to be renamed.
 *
 * @param output the CSV file; its manifest lies beside it
 * @param region in pixels, the same for every image; empty for whole images
 * @param slice of stacks, from 1
 * @param parallel classifications at once
 * @param subfolders whether to go into them
 * @param fresh whether to forget what an earlier run did
 */
public record FolderOptions(
        Path input,
        Path output,
        ServerChoice server,
        ModelChoice model,
        Optional<Region> region,
        int slice,
        int parallel,
        boolean subfolders,
        boolean fresh) {
    static final List<String> KEYS = List.of(
            "input",
            "output",
            "model",
            "mode",
            "server",
            "trust",
            "identity",
            "region",
            "slice",
            "parallel",
            "subfolders",
            "fresh");

    private static final int USUAL_PARALLEL = 2;
    private static final int MOST_PARALLEL = 16;

    /** @throws IllegalArgumentException if input or output is missing, or a value is none */
    public static FolderOptions parse(String text) {
        OptionText given = OptionText.parse(text, KEYS);
        return new FolderOptions(
                path(given, "input"),
                path(given, "output"),
                ServerOptions.of(given),
                ModelChoice.of(given),
                given.value("region").map(Region::parse),
                given.number("slice", 1, 1, Integer.MAX_VALUE),
                given.number("parallel", USUAL_PARALLEL, 1, MOST_PARALLEL),
                given.flag("subfolders"),
                given.flag("fresh"));
    }

    private static Path path(OptionText given, String key) {
        String text = given.value(key)
                .orElseThrow(() -> new IllegalArgumentException(key + " is missing: give it as " + key + "=[a path]"));
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(key + "=" + text + ": must be a path of this system", e);
        }
    }

    /** Asks, and tells the macro recorder; empty if the user cancelled. */
    public static Optional<FolderOptions> ask(ServerChoice server, List<ModelInfo> models, String help) {
        GenericDialog dialog = new GenericDialog("Classify Folder");
        dialog.addDirectoryField("Input folder", "", 30);
        dialog.addFileField("Output CSV file", "", 30);
        ModelChoice.ask(dialog, models);
        dialog.addStringField("Region x,y,w,h (empty: whole image)", "", 16);
        dialog.addNumericField("Parallel classifications", USUAL_PARALLEL, 0);
        dialog.addCheckbox("Subfolders too", false);
        dialog.addCheckbox("Fresh start, forgetting an earlier run", false);
        dialog.addMessage("Server: " + server.server());
        dialog.addHelp(help);
        dialog.showDialog();
        if (dialog.wasCanceled()) {
            return Optional.empty();
        }
        String files = "input=[" + dialog.getNextString() + "] output=[" + dialog.getNextString() + "]";
        ModelChoice model = ModelChoice.answered(dialog);
        String text = files + region(dialog.getNextString()) + " parallel=" + (int) dialog.getNextNumber()
                + (dialog.getNextBoolean() ? " subfolders" : "") + (dialog.getNextBoolean() ? " fresh" : "");
        ClassifyOptions.record(server);
        return Optional.of(parse(text).with(server, model));
    }

    private static String region(String text) {
        return text.isBlank() ? "" : " region=[" + text.strip() + "]";
    }

    private FolderOptions with(ServerChoice server, ModelChoice model) {
        return new FolderOptions(input, output, server, model, region, slice, parallel, subfolders, fresh);
    }
}
