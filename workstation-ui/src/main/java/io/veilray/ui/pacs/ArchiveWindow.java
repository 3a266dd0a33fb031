package io.veilray.ui.pacs;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.layout.Region;

/** The window that archives are used from. On the JavaFX thread. */
public interface ArchiveWindow {
    /** Shows a pane in front of everything, which has its own button to close. */
    void show(Region pane);

    /** Takes that pane away. */
    void hide();

    /** Opens what was fetched. */
    void open(List<Path> files);
}
