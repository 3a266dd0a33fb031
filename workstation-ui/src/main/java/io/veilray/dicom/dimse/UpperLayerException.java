package io.veilray.dicom.dimse;

/** The peer broke PS3.8 or PS3.7. The message is a clause that names what and where; the reason is that of an A-ABORT. */
final class UpperLayerException extends Exception {
    private static final long serialVersionUID = 1;

    private final int abortReason;

    UpperLayerException(int abortReason, String message) {
        super(message);
        this.abortReason = abortReason;
    }

    static UpperLayerException invalid(String message) {
        return new UpperLayerException(Pdu.Abort.INVALID_PARAMETER, message);
    }

    int abortReason() {
        return abortReason;
    }
}
