package io.veilray.dicom;

/**
 * A file is not DICOM, is damaged, or needs something this reader does not have. The message is a clause for the user
 * with the tag or the byte offset; it never holds a value that could name a patient.
 */
public final class DicomException extends Exception {
    private static final long serialVersionUID = 1;

    public DicomException(String message) {
        super(message);
    }
}
