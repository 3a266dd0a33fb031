package io.veilray.ui.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks the user for files; the real one is the desktop's own dialog. */
public interface FileQuestions {
    List<Path> filesToOpen();

    Optional<Path> folderToOpen();

    /** A folder that files are written into. */
    Optional<Path> folderToSaveIn();

    /** @param ending such as {@code png} */
    Optional<Path> fileToSave(String name, String ending);
}
