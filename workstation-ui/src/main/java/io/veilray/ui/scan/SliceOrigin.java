package io.veilray.ui.scan;

import java.nio.file.Path;

/**
 * The DICOM frame that a slice was read from, for objects that refer to it.
 *
 * @param instanceUid SOP Instance UID
 * @param frame from 1
 */
public record SliceOrigin(Path file, String instanceUid, int frame) {
    /** Says the frame only: the UID may lead to the patient. */
    @Override
    public String toString() {
        return "SliceOrigin[frame " + frame + "]";
    }
}
