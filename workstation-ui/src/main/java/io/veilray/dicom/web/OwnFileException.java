package io.veilray.dicom.web;

import java.io.IOException;

/** A file of this computer cannot be written, which is not the archive's fault. */
final class OwnFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private OwnFileException(IOException cause) {
        super(cause);
    }

    /** Work on a file. */
    interface Work<T> {
        T run() throws IOException;
    }

    static <T> T naming(Work<T> work) throws OwnFileException {
        try {
            return work.run();
        } catch (IOException e) {
            throw new OwnFileException(e);
        }
    }
}
