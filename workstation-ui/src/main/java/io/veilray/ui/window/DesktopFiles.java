package io.veilray.ui.window;

import io.veilray.ui.text.Messages;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;

/** The desktop's file dialogs. */
public final class DesktopFiles implements FileQuestions {
    private final Stage owner;
    private final Messages messages;

    public DesktopFiles(Stage owner, Messages messages) {
        this.owner = owner;
        this.messages = messages;
    }

    @Override
    public List<Path> filesToOpen() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(messages.get("action.file.open.text"));
        List<File> files = chooser.showOpenMultipleDialog(owner);
        return files == null ? List.of() : files.stream().map(File::toPath).toList();
    }

    @Override
    public Optional<Path> folderToOpen() {
        return folder(messages.get("action.file.openFolder.text"));
    }

    @Override
    public Optional<Path> folderToSaveIn() {
        return folder(messages.get("dicom.export.folder"));
    }

    private Optional<Path> folder(String title) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        return Optional.ofNullable(chooser.showDialog(owner)).map(File::toPath);
    }

    @Override
    public Optional<Path> fileToSave(String name, String ending) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(name + "." + ending);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(ending.toUpperCase(), "*." + ending));
        return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
    }
}
