package io.veilray.ui.scan;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The files below what was dropped, by name; hidden ones are left out silently, unreadable ones with a sentence. */
final class FileSweep extends SimpleFileVisitor<Path> {
    private static final Set<String> OF_THE_SYSTEM = Set.of("__MACOSX", "Thumbs.db", "desktop.ini");

    private final Path root;
    private final OpeningLimits limits;
    private final BooleanSupplier cancelled;
    private final Consumer<SkippedFile> skipped;
    private final List<Found> found = new ArrayList<>();

    private FileSweep(Path root, OpeningLimits limits, BooleanSupplier cancelled, Consumer<SkippedFile> skipped) {
        this.root = root;
        this.limits = limits;
        this.cancelled = cancelled;
        this.skipped = skipped;
    }

    static List<Found> of(
            Path dropped, OpeningLimits limits, BooleanSupplier cancelled, Consumer<SkippedFile> skipped) {
        Path root = dropped.toAbsolutePath().normalize();
        FileSweep sweep = new FileSweep(root, limits, cancelled, skipped);
        try {
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), limits.folderDepth() + 1, sweep);
        } catch (IOException e) {
            sweep.visitFileFailed(root, e);
        }
        return FileNames.sorted(sweep.found);
    }

    /** Whether any part of a path below what was dropped is one that its system hides. */
    static boolean isHidden(String name) {
        for (String part : name.split("[/\\\\]")) {
            if (part.startsWith(".") || OF_THE_SYSTEM.contains(part)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        if (cancelled.getAsBoolean()) {
            return FileVisitResult.TERMINATE;
        }
        return isHiddenHere(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (isHiddenHere(file)) {
            return FileVisitResult.CONTINUE;
        }
        if (attributes.isDirectory()) {
            skip(file, "lies more than " + limits.folderDepth() + " folders deep: drop it by itself.");
        } else if (!attributes.isRegularFile()) {
            skip(file, "is neither a file nor a folder: choose a PNG, JPEG, DICOM or zip file.");
        } else if (found.size() == limits.files()) {
            skip(root, "has more than " + limits.files() + " files, the rest was left out: drop one of its folders.");
            return FileVisitResult.TERMINATE;
        } else {
            found.add(Found.onDisk(file, shown(file)));
        }
        return cancelled.getAsBoolean() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) {
        try {
            Sentences.naming(shown(file), () -> {
                throw problem;
            });
        } catch (ScanException e) {
            skipped.accept(new SkippedFile(shown(file), e.getMessage()));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException problem) {
        return problem == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, problem);
    }

    private boolean isHiddenHere(Path file) {
        return !file.equals(root) && isHidden(file.getFileName().toString());
    }

    private void skip(Path file, String reason) {
        skipped.accept(new SkippedFile(shown(file), shown(file) + " " + reason));
    }

    private String shown(Path file) {
        Path from = root.getParent();
        return (from == null ? file : from.relativize(file)).toString().replace('\\', '/');
    }
}
