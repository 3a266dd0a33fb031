package io.veilray.ui.window;

import io.veilray.ui.pacs.ArchiveWindow;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.layout.Region;

/** Where archives show their panes, and what opens the files they sent. */
record ArchivesInWindow(Dialogs dialogs, Scans scans) implements ArchiveWindow {
    @Override
    public void show(Region pane) {
        dialogs.show(pane);
    }

    @Override
    public void hide() {
        dialogs.hide();
    }

    @Override
    public void open(List<Path> files) {
        scans.open(files);
    }
}
