package io.veilray.dicom.dimse;

/** An object that came and is not kept. The message is a sentence for the user, the status one for the archive. */
final class RefusedObjectException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    RefusedObjectException(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    int status() {
        return status;
    }
}
