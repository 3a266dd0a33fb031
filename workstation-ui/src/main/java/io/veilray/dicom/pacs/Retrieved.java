package io.veilray.dicom.pacs;

import java.nio.file.Path;
import java.util.List;

/**
 * What came.
 *
 * @param files the objects, in the order they came
 * @param failed how many more there were that did not come, as far as is known
 * @param notes why, and what else was odd, one sentence each
 */
public record Retrieved(List<Path> files, int failed, List<String> notes) {
    public Retrieved {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }
}
