package io.veilray.ui.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks the user for files; the real one is the desktop's own dialog. */
public interface FileQuestions {
    List<Path> filesToOpen();

    Optional<Path> folderToOpen();

    /** An empty folder to write into. */
    Optional<Path> folderToFill();

    /** @param ending such as {@code png} */
    Optional<Path> fileToSave(String name, String ending);
}
