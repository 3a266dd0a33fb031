package io.veilray.ui.app;

import io.veilray.ui.overlay.ResultOverlay;
import io.veilray.ui.report.Png;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The PNG file a result is painted into: checked before the work, complete or absent after it. */
record OverlayFile(Path path, boolean showEvidence) {
    /** Checks that the file can be written and is not the scan itself. */
    static OverlayFile check(Path path, Path scan, boolean showEvidence) throws CommandFailure {
        OverlayFile file = check(path, showEvidence);
        if (isSame(path, scan)) {
            throw new CommandFailure(ExitCode.FILE, "--out " + path + " is the scan itself: choose another name");
        }
        return file;
    }

    /** Checks that the file can be written. */
    static OverlayFile check(Path path, boolean showEvidence) throws CommandFailure {
        if (!path.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new CommandFailure(
                    ExitCode.WRONG_ARGUMENTS, "--out " + path + ": must end in .png, for that is what is written");
        }
        Path folder = path.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(path)) {
            throw new CommandFailure(
                    ExitCode.FILE,
                    "--out " + path + " cannot be written: choose a file in a folder that exists and is yours");
        }
        return new OverlayFile(path, showEvidence);
    }

    private static boolean isSame(Path path, Path scan) {
        try {
            return Files.exists(path) && Files.exists(scan) && Files.isSameFile(path, scan);
        } catch (IOException e) {
            return false;
        }
    }

    void write(Job.Outcome outcome) throws CommandFailure {
        write(ResultOverlay.paint(
                outcome.job().scan().slice(), outcome.job().scan().description(), outcome.result(), showEvidence));
    }

    void write(BufferedImage picture) throws CommandFailure {
        try {
            Png.write(picture, path);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FILE,
                    path + " could not be written (" + e.getMessage() + "): check the disk or choose another",
                    e);
        }
    }
}
