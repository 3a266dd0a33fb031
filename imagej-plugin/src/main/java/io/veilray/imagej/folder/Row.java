package io.veilray.imagej.folder;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of one file; {@code cells} by the names of their columns.
 *
 * @param reason why there is no result; empty text if there is one
 */
record Row(String file, long bytes, long modifiedMillis, String reason, Map<String, String> cells) {
    static Row done(Item item, Map<String, String> cells) {
        return new Row(item.name(), item.bytes(), item.modifiedMillis(), "", new LinkedHashMap<>(cells));
    }

    static Row refused(Item item, String reason) {
        return new Row(item.name(), item.bytes(), item.modifiedMillis(), reason, new LinkedHashMap<>());
    }

    /** Whether the file is the same as when the row was made. */
    boolean isOf(Item item) {
        return bytes == item.bytes() && modifiedMillis == item.modifiedMillis();
    }
}
