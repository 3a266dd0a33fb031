package io.veilray.dicom.dimse;

import java.io.IOException;

/** The peer aborted the association. */
final class PeerAbortException extends IOException {
    private static final long serialVersionUID = 1;

    PeerAbortException(Pdu.Abort abort) {
        super("source " + abort.source() + ", reason " + abort.reason());
    }
}
