package io.veilray.audit;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What looking through a trail has found.
 *
 * @param entries up to the break, if there is one
 * @param lastHash of the last line that fits; compare it with one that was kept elsewhere
 * @param broken the first line that does not fit
 */
public record Verification(long entries, String lastHash, Optional<Break> broken) {
    public boolean isUnbroken() {
        return broken.isEmpty();
    }

    /**
     * Where a trail is broken.
     *
     * @param line the first is 1
     */
    public record Break(Path file, int line, Reason reason) {}

    /** What is wrong with a line. */
    public enum Reason {
        EMPTY("the file is empty"),
        TOO_LARGE("the file is larger than any that Veilray writes"),
        NO_LINE("it is no line of an audit trail"),
        NO_HEADER("a file must begin with the line that names format and version"),
        VERSION("it was written by another version of Veilray"),
        MISSING("the lines or the file before it are missing"),
        HASH("its hash does not fit: it was changed, or lines before it were changed, taken out, put in or swapped"),
        NO_ENTRY("it is no entry that Veilray writes"),
        CUT_SHORT("it is cut short");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** A clause without a full stop. */
        public String words() {
            return words;
        }
    }
}
