package io.veilray.ui.window;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.TransferMode;

/** Files that are dropped onto the window. */
final class Dropping {
    private Dropping() {}

    static void on(Node node, Consumer<List<Path>> open) {
        node.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
            }
            event.consume();
        });
        node.setOnDragDropped(event -> {
            boolean files = event.getDragboard().hasFiles();
            if (files) {
                open.accept(event.getDragboard().getFiles().stream()
                        .map(File::toPath)
                        .toList());
            }
            event.setDropCompleted(files);
            event.consume();
        });
    }
}
