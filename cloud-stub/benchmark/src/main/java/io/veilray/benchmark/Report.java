package io.veilray.benchmark;

/** Placeholder. */
public final class Report {
    private Report() {}
}
