package io.veilray.dicom.dimse;

import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.DimseAddress;

/** Why an association was refused, PS3.8 table 9-21, in words. */
final class Rejections {
    static final int PERMANENT = 1;
    static final int TRANSIENT = 2;
    static final int BY_USER = 1;
    static final int BY_PRESENTATION = 3;
    static final int CALLING_TITLE_UNKNOWN = 3;
    static final int CALLED_TITLE_UNKNOWN = 7;
    static final int CONGESTION = 1;

    private Rejections() {}

    static ArchiveException exception(Pdu.AssociateReject reject, DimseAddress address) {
        boolean isBusy = reject.result() == TRANSIENT || reject.source() == BY_PRESENTATION;
        return new ArchiveException(
                isBusy ? Reason.BUSY : Reason.REFUSED,
                "the archive at " + address.host() + " refused the association: " + words(reject, address));
    }

    private static String words(Pdu.AssociateReject reject, DimseAddress address) {
        return switch (reject.source() << 8 | reject.reason()) {
            case BY_USER << 8 | CALLING_TITLE_UNKNOWN -> "it does not know us by the AE title " + address.calling();
            case BY_USER << 8 | CALLED_TITLE_UNKNOWN -> "its own AE title is not " + address.called();
            case BY_USER << 8 | 2 -> "it does not support the DICOM application context";
            case 2 << 8 | 2 -> "it does not support protocol version 1";
            case BY_PRESENTATION << 8 | CONGESTION -> "it has too much to do";
            case BY_PRESENTATION << 8 | 2 -> "it takes no more associations";
            default -> "it gave no reason that is in the standard";
        };
    }
}
