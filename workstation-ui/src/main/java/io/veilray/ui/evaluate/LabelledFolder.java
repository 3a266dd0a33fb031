package io.veilray.ui.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder with one folder of images for each class. Hidden files are passed over in silence, as they are the system's;
 * all else that is not an image of a class is listed.
 *
 * @param files the files of each class, by name
 * @param skipped what lies where no image belongs
 */
public record LabelledFolder(SortedMap<String, List<Path>> files, List<Skipped> skipped) {
    /** One image and the class its folder names. */
    public record Labelled(Path file, String label) {}

    public static LabelledFolder list(Path folder) throws IOException {
        SortedMap<String, List<Path>> files = new TreeMap<>();
        List<Skipped> skipped = new ArrayList<>();
        for (Path entry : visible(folder)) {
            if (Files.isDirectory(entry)) {
                files.put(entry.getFileName().toString(), images(entry, skipped));
            } else {
                skipped.add(new Skipped(entry, "It lies beside the class folders, not in one."));
            }
        }
        return new LabelledFolder(files, List.copyOf(skipped));
    }

    private static List<Path> images(Path folder, List<Skipped> skipped) throws IOException {
        List<Path> images = new ArrayList<>();
        for (Path entry : visible(folder)) {
            if (Files.isDirectory(entry)) {
                skipped.add(new Skipped(entry, "It is a folder within a class folder."));
            } else {
                images.add(entry);
            }
        }
        return images;
    }

    private static List<Path> visible(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /**
     * At most {@code limit} images, taken in turn from each class by name, so that a small number still has all classes
     * and the same folder always gives the same images.
     */
    public List<Labelled> take(int limit) {
        List<Labelled> taken = new ArrayList<>();
        int longest = files.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (Map.Entry<String, List<Path>> entry : files.entrySet()) {
                if (i < entry.getValue().size() && taken.size() < limit) {
                    taken.add(new Labelled(entry.getValue().get(i), entry.getKey()));
                }
            }
        }
        return taken;
    }
}
