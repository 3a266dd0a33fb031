package io.veilray.ui.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sorts files into series: studies in the order they were met, in each of them by Series Number. */
final class SeriesGroups {
    private final Map<String, List<FileHeader>> groups = new LinkedHashMap<>();
    private final Map<String, Integer> studies = new LinkedHashMap<>();

    void add(FileHeader file) {
        studies.putIfAbsent(study(file), studies.size());
        groups.computeIfAbsent(key(file), key -> new ArrayList<>()).add(file);
    }

    /** Slices of another size cannot be scrolled through together; a file of several frames is a series by itself. */
    private static String key(FileHeader file) {
        boolean alone = file.series().isEmpty() || file.frames().size() > 1;
        SliceInfo info = file.frames().getFirst().info();
        return alone
                ? "file " + file.found().file()
                : "series " + file.study() + " " + file.series() + " " + info.widthPx() + "x" + info.heightPx();
    }

    private static String study(FileHeader file) {
        return file.study().isEmpty() ? "file " + file.found().file() : file.study();
    }

    List<FileSeries> series(SliceCache cache) {
        List<List<FileHeader>> sorted = new ArrayList<>(groups.values());
        sorted.sort(Comparator.<List<FileHeader>>comparingInt(files -> studies.get(study(files.getFirst())))
                .thenComparingInt(files -> files.getFirst().seriesNumber()));
        return sorted.stream().map(files -> series(files, cache)).toList();
    }

    private static FileSeries series(List<FileHeader> files, SliceCache cache) {
        SliceOrder.sort(files);
        List<SliceEntry> slices =
                files.stream().flatMap(file -> file.frames().stream()).toList();
        FileHeader first = files.getFirst();
        return new FileSeries(first.name(), first.modality(), slices, cache);
    }
}
