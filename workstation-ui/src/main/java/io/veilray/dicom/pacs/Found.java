package io.veilray.dicom.pacs;

import java.util.List;

/**
 * What an archive found.
 *
 * @param complete false if there was more than the query's limit let through
 */
public record Found(List<Match> matches, boolean complete) {
    public Found {
        matches = List.copyOf(matches);
    }
}
