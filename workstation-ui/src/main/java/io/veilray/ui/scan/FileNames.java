package io.veilray.ui.scan;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Names in the order a reader expects: IM2 before IM10. */
final class FileNames {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private FileNames() {}

    static List<Found> sorted(List<Found> files) {
        Map<Found, String> keys = new HashMap<>(); // a sort asks for each key many times
        files.forEach(file -> keys.put(file, sortable(file.shown())));
        return files.stream().sorted(Comparator.comparing(keys::get)).toList();
    }

    /** A text that sorts as the name should. */
    static String sortable(String name) {
        return NUMBER.matcher(name)
                .replaceAll(match -> "0".repeat(Math.max(0, 20 - match.group().length())) + match.group());
    }
}
