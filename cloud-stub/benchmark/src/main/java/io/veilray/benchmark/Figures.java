package io.veilray.benchmark;

import com.google.gson.JsonElement;
import java.util.Map;

/**
 * What a section found.
 *
 * @param json every figure, with its unit in its key
 * @param markdown what the page says under the section's heading, tables and links to its charts included
 * @param charts SVG texts by file name, written beside the page
 */
record Figures(JsonElement json, String markdown, Map<String, String> charts) {}
