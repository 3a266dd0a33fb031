package io.veilray.dicom.pacs;

import java.util.OptionalInt;

/** Told after each object, by the thread that transfers. */
@FunctionalInterface
public interface ArchiveProgress {
    ArchiveProgress NONE = (done, total, bytes) -> {};

    /**
     * Says how far a transfer has come.
     *
     * @param done objects so far, failed ones included
     * @param total how many there will be, where that is known
     * @param bytes of all objects so far
     */
    void reached(int done, OptionalInt total, long bytes);
}
