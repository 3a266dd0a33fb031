package io.veilray.ui.viewer;

import io.veilray.region.Window;
import java.util.List;

/**
 * A window for a tissue on CT, in Hounsfield units.
 *
 * @param name key of its name in the messages
 */
public record WindowPreset(String name, Window window) {
    /** In the order of the digit keys from 3 on. Widths and levels as radiology textbooks give them, within their spread. */
    public static final List<WindowPreset> CT = List.of(
            new WindowPreset("viewer.preset.brain", new Window(40, 80)),
            new WindowPreset("viewer.preset.lung", new Window(-600, 1500)),
            new WindowPreset("viewer.preset.mediastinum", new Window(50, 350)),
            new WindowPreset("viewer.preset.abdomen", new Window(50, 400)),
            new WindowPreset("viewer.preset.liver", new Window(30, 150)),
            new WindowPreset("viewer.preset.bone", new Window(400, 1800)));
}
