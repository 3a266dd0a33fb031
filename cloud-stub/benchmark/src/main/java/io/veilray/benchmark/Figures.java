package io.veilray.benchmark;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;

/**
 * What a section found.
 *
 * @param json every figure, with its unit in its key
 * @param markdown what the page says under the section's heading, tables and links to its charts included
 * @param charts SVG texts by file name, written into the folder performance beside the page
 * @param failures a sentence for each check that did not hold; the benchmark command then exits with 1
 */
record Figures(JsonElement json, String markdown, Map<String, String> charts, List<String> failures) {
    Figures(JsonElement json, String markdown, Map<String, String> charts) {
        this(json, markdown, charts, List.of());
    }
}
