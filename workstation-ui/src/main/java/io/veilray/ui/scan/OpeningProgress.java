package io.veilray.ui.scan;

/** Hears how far an opening is, on the thread that opens. */
public interface OpeningProgress {
    /** Hears nothing and lets it run to its end. */
    OpeningProgress SILENT = (done, found) -> {};

    /** @param found files so far; grows while folders, zip files and DICOMDIRs are read */
    void files(int done, int found);

    /** Asked often, so it must cost nothing. Interrupting the thread does the same. */
    default boolean cancelled() {
        return false;
    }
}
