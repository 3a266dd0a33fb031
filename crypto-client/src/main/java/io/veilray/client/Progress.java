package io.veilray.client;

/** Told how far a classification is, on the thread that runs it; must return quickly. */
@FunctionalInterface
public interface Progress {
    /** Ignores all. */
    Progress NONE = (stage, done, total) -> {};

    /**
     * @param done how many of {@code total} are finished: messages while encrypting and preparing, rounds in a round
     */
    void report(Stage stage, int done, int total);
}
