package io.veilray.ui.scan;

import io.veilray.dicom.image.Appearance;
import io.veilray.region.Slice;
import java.util.List;

/**
 * One grey image opened from a file.
 *
 * @param appearance how it wants to be shown beyond that
 * @param description kind, size and frame in a few words, such as {@code DICOM CT 512x512, frame 1 of 3}; never a name
 * @param notes sentences about what was not done as the file asks
 */
public record Scan(Slice slice, Appearance appearance, String description, List<String> notes) {
    public Scan(Slice slice, String description, List<String> notes) {
        this(slice, Appearance.PLAIN, description, notes);
    }

    public Scan {
        notes = List.copyOf(notes);
    }
}
