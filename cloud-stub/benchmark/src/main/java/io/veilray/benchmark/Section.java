package io.veilray.benchmark;

/** One part of the report. */
interface Section {
    /** Heading in the page; key in the JSON. */
    String title();

    /** Runs it; minutes at most. */
    Figures measure() throws Exception;
}
