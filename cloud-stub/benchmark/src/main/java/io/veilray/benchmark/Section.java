package io.veilray.benchmark;

import java.util.Locale;

/** One part of the report. */
interface Section {
    /** Heading in the page; key in the JSON. */
    String title();

    /** Runs it; minutes at most. */
    Figures measure() throws Exception;

    /** The title as {@code -Dbench.sections} takes it: lower case, hyphens for spaces. */
    default String key() {
        return title().toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
