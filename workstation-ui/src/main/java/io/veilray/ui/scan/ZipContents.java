package io.veilray.ui.scan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The files of one zip file by the names they had in it; on disk they are only numbered. */
final class ZipContents {
    private final Map<String, Found> byName = new HashMap<>();
    private final List<Found> all = new ArrayList<>();

    void add(Path file, String shown) {
        Found found = new Found(file, shown, Optional.of(this));
        all.add(found);
        byName.putIfAbsent(shown.toUpperCase(Locale.ROOT), found);
    }

    Optional<Found> find(String shown) {
        return Optional.ofNullable(byName.get(shown.toUpperCase(Locale.ROOT)));
    }

    List<Found> all() {
        return all;
    }
}
