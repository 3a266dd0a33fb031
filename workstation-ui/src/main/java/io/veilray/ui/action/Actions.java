package io.veilray.ui.action;

import static io.veilray.ui.action.Category.EDIT;
import static io.veilray.ui.action.Category.FILE;
import static io.veilray.ui.action.Category.HELP;
import static io.veilray.ui.action.Category.LAYOUT;
import static io.veilray.ui.action.Category.NAVIGATE;
import static io.veilray.ui.action.Category.RESULT;
import static io.veilray.ui.action.Category.TOOLS;
import static io.veilray.ui.action.Category.VIEW;
import static io.veilray.ui.action.Category.WINDOW;

import java.util.List;
import java.util.stream.Stream;

/** The one table of actions. Keys follow Weasis and OHIF where those agree with each other. */
public final class Actions {
    private static final List<Action> TABLE = List.of(
            single("file.open", FILE, "open", "Ctrl+O"),
            single("file.openFolder", FILE, "folder", "Ctrl+Shift+O"),
            single("archive.query", FILE, "archive", "Ctrl+F"),
            single("archive.send", FILE, "send", "Ctrl+Shift+S"),
            single("export.png", FILE, "export-image", "Ctrl+E"),
            single("export.csv", FILE, "export-table", "Ctrl+Shift+E"),
            single("export.json", FILE, "export-data", "Ctrl+J"),
            single("export.deidentified", FILE, "privacy"),
            single("export.dicom", FILE, "export-dicom", "Ctrl+Shift+D"),
            single("export.archive", FILE, "send", "Ctrl+Shift+H"),
            single("app.settings", FILE, "settings", "Ctrl+,"),
            single("app.quit", FILE, "quit", "Ctrl+Q"),
            repeating("edit.undo", EDIT, "undo", "Ctrl+Z"),
            repeating("edit.redo", EDIT, "redo", "Ctrl+Shift+Z", "Ctrl+Y"),
            single("edit.copy", EDIT, "copy", "Ctrl+C"),
            single("edit.paste", EDIT, "paste", "Ctrl+V"),
            single("edit.delete", EDIT, "delete", "Delete", "Backspace"),
            single("edit.cancel", EDIT, "cancel", "Esc"),
            single("tool.window", TOOLS, "window", "W"),
            single("tool.pan", TOOLS, "pan", "T"),
            single("tool.zoom", TOOLS, "zoom", "Z"),
            single("tool.scroll", TOOLS, "scroll", "S"),
            single("tool.distance", TOOLS, "distance", "D"),
            single("tool.angle", TOOLS, "angle", "A"),
            single("region.rectangle", TOOLS, "rectangle", "Shift+R"),
            single("region.ellipse", TOOLS, "ellipse", "Shift+E"),
            single("region.freehand", TOOLS, "freehand", "Shift+F"),
            single("region.polygon", TOOLS, "polygon", "Shift+P"),
            single("region.wand", TOOLS, "wand", "Shift+W"),
            single("tool.keep", TOOLS, "keep", "K"),
            single("view.magnifier", TOOLS, "magnifier", "G"),
            repeating("region.copyOn", TOOLS, "copy-on", "Ctrl+D"),
            single("view.fit", VIEW, "fit", "="),
            repeating("view.zoomIn", VIEW, "zoom-in", "+"),
            repeating("view.zoomOut", VIEW, "zoom-out", "-"),
            single("view.reset", VIEW, "reset", "Space"),
            single("view.invert", VIEW, "invert", "I"),
            single("view.overlays", VIEW, "file-overlay", "Shift+O"),
            single("view.flipHorizontal", VIEW, "flip-horizontal", "H"),
            single("view.flipVertical", VIEW, "flip-vertical", "V"),
            single("view.rotateRight", VIEW, "rotate-right", "R"),
            single("view.rotateLeft", VIEW, "rotate-left", "L"),
            repeating("text.larger", VIEW, "text-larger", "Ctrl+=", "Ctrl++"),
            repeating("text.smaller", VIEW, "text-smaller", "Ctrl+-"),
            single("text.plain", VIEW, "text-plain", "Ctrl+0"),
            single("app.theme", VIEW, "theme", "Ctrl+Shift+T"),
            single("layout.one", LAYOUT, "layout-one", "Ctrl+1"),
            single("layout.two", LAYOUT, "layout-two", "Ctrl+2"),
            single("layout.four", LAYOUT, "layout-four", "Ctrl+4"),
            single("layout.maximise", LAYOUT, "maximise", "F"),
            repeating("layout.next", LAYOUT, "viewport-next", "F6"),
            repeating("layout.previous", LAYOUT, "viewport-previous", "Shift+F6"),
            single("layout.link", LAYOUT, "link-scroll", "Shift+L"),
            single("layout.linkView", LAYOUT, "link-view", "Shift+V"),
            single("window.auto", WINDOW, "preset", "0"),
            single("window.region", WINDOW, "preset", "9"),
            single("window.dicom1", WINDOW, "preset", "1"),
            single("window.dicom2", WINDOW, "preset", "2"),
            single("window.preset3", WINDOW, "preset", "3"),
            single("window.preset4", WINDOW, "preset", "4"),
            single("window.preset5", WINDOW, "preset", "5"),
            single("window.preset6", WINDOW, "preset", "6"),
            single("window.preset7", WINDOW, "preset", "7"),
            single("window.preset8", WINDOW, "preset", "8"),
            repeating("slice.previous", NAVIGATE, "arrow-up", "Up"),
            repeating("slice.next", NAVIGATE, "arrow-down", "Down"),
            repeating("slice.tenBack", NAVIGATE, "arrow-up-fast", "Shift+Up"),
            repeating("slice.tenOn", NAVIGATE, "arrow-down-fast", "Shift+Down"),
            single("slice.first", NAVIGATE, "arrow-top", "Home"),
            single("slice.last", NAVIGATE, "arrow-bottom", "End"),
            repeating("series.previous", NAVIGATE, "arrow-left", "Left"),
            repeating("series.next", NAVIGATE, "arrow-right", "Right"),
            single("series.first", NAVIGATE, "arrow-leftmost", "PageUp"),
            single("series.last", NAVIGATE, "arrow-rightmost", "PageDown"),
            single("slice.cine", NAVIGATE, "cine", "C"),
            single("classify.start", RESULT, "classify", "Ctrl+Enter"),
            single("classify.heatMap", RESULT, "heat-map", "Shift+H"),
            single("model.card", RESULT, "model-card", "M"),
            single("result.accept", RESULT, "accept", "Shift+A"),
            single("result.reject", RESULT, "reject", "Shift+X"),
            single("result.comment", RESULT, "comment", "Shift+C"),
            single("result.record", RESULT, "audit"),
            single("result.compare", RESULT, "compare", "Ctrl+Shift+C"),
            single("overlay.toggle", RESULT, "overlay", "O"),
            repeating("overlay.opacityDown", RESULT, "opacity-down", "["),
            repeating("overlay.opacityUp", RESULT, "opacity-up", "]"),
            single("connection.test", RESULT, "connection", "Ctrl+T"),
            single("privacy.details", RESULT, "privacy", "P"),
            single("audit.show", RESULT, "audit", "Ctrl+Shift+A"),
            single("help.why", HELP, "why", "F1"),
            single("help.find", HELP, "find", "Ctrl+K", "Ctrl+L"),
            single("help.shortcuts", HELP, "keyboard", "F2"),
            single("help.about", HELP, "about"));

    private Actions() {}

    /** In the order of the menus. */
    public static List<Action> all() {
        return TABLE;
    }

    /**
     * @throws IllegalArgumentException if there is no such action
     */
    public static Action of(String id) {
        return TABLE.stream()
                .filter(action -> action.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no action " + id + " in the table of actions"));
    }

    private static Action single(String id, Category category, String icon, String... shortcuts) {
        return new Action(id, category, icon, parsed(shortcuts), false);
    }

    private static Action repeating(String id, Category category, String icon, String... shortcuts) {
        return new Action(id, category, icon, parsed(shortcuts), true);
    }

    private static List<Shortcut> parsed(String... shortcuts) {
        return Stream.of(shortcuts).map(Shortcut::parse).toList();
    }
}
