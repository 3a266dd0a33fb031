package io.veilray.dicom.pacs;

import java.nio.file.Path;
import java.util.List;

/**
 * What an archive took.
 *
 * @param files those it keeps now
 * @param refusals those it does not
 * @param notes what it said to those it keeps, one sentence each
 */
public record Stored(List<Path> files, List<Refusal> refusals, List<String> notes) {
    /** A file that was not stored, and why, in a sentence that does not name it. */
    public record Refusal(Path file, String sentence) {}

    public Stored {
        files = List.copyOf(files);
        refusals = List.copyOf(refusals);
        notes = List.copyOf(notes);
    }
}
