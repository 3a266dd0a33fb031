package io.veilray.audit;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What looking through a trail has found.
 *
 * @param entries up to the break, if there is one
 * @param lastHash of the last line that fits; compare it with one that was kept elsewhere
 * @param broken the first line that does not fit
 * @param marks what the key says
 */
public record Verification(long entries, String lastHash, Optional<Break> broken, Marks marks) {
    public boolean isUnbroken() {
        return broken.isEmpty();
    }

    /** Whether lines carry marks of a key, and whether they are right. */
    public enum Marks {
        /** No line has one. */
        NONE,
        /** Some have, and nobody looked whether they are right. */
        UNCHECKED,
        /** All from the line that tells of the key to the last are right, as far as the trail is unbroken. */
        CHECKED
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
        CUT_SHORT("it is cut short"),
        UNMARKED("it has no mark of the trail's key, as it must have"),
        MARK("its mark was not made with the trail's key"),
        OTHER_KEY("its marks are of a key that this vault does not have"),
        END_MISSING("it is the last, but the trail's key has marked lines after it: they were cut off"),
        KEY_FILE("it is the last, and the key of the next line is missing, damaged or of another trail");

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
