package io.veilray.dicom.pacs;

import java.nio.file.Path;
import java.util.List;

/**
 * An archive of DICOM objects. Every call blocks, connects by itself and ends its connection; one thread at a time.
 *
 * <p>To cancel, interrupt the calling thread, which then gets an {@link InterruptedException}, or close the archive from
 * another thread: the running call then fails with {@link ArchiveException.Reason#CANCELLED}. Both tell the archive. What
 * had come in whole by then stays in its folder, what had not is deleted.
 */
public interface Archive extends AutoCloseable {
    /** Asks whether the archive is there and takes us. */
    Echo echo() throws ArchiveException, InterruptedException;

    Found find(Query query) throws ArchiveException, InterruptedException;

    /**
     * Fetches objects as Part 10 files, each in the transfer syntax it came in.
     *
     * @param folder where to write them, as {@link ObjectFolder} names them; made if it is absent
     */
    Retrieved get(Selection selection, Path folder, ArchiveProgress progress)
            throws ArchiveException, InterruptedException;

    /** Sends files. A file that cannot be sent is told in the answer and does not stop the others. */
    Stored store(List<Path> files, ArchiveProgress progress) throws ArchiveException, InterruptedException;

    @Override
    void close();
}
