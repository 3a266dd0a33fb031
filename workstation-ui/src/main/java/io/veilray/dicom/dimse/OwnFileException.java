package io.veilray.dicom.dimse;

import java.io.IOException;

/** A file of this computer failed, not the network. The message is a clause for the user. */
final class OwnFileException extends IOException {
    private static final long serialVersionUID = 1;

    OwnFileException(String message) {
        super(message);
    }
}
