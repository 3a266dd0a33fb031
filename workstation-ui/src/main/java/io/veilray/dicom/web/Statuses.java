package io.veilray.dicom.web;

import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;

/** What HTTP statuses of an archive mean, RFC 9110 section 15 and PS3.18. The body beside one is not repeated. */
final class Statuses {
    private Statuses() {}

    static ArchiveException refusal(String host, int status) {
        return switch (status) {
            case 401 -> failure(Reason.REFUSED, host + " wants another user name and password, or a token", status);
            case 403 -> failure(Reason.REFUSED, host + " knows who asks but does not allow it", status);
            case 404, 410 ->
                failure(Reason.FAILED, host + " has nothing at this address, or not what was asked", status);
            case 400, 422 -> failure(Reason.FAILED, host + " does not understand the question", status);
            case 405, 406, 415, 501 -> failure(Reason.UNSUPPORTED, host + " does not offer this", status);
            case 408, 504 -> failure(Reason.TIMEOUT, host + " took too long", status);
            case 413 -> failure(Reason.FAILED, host + " does not take or give so much at once", status);
            case 429, 503 -> failure(Reason.BUSY, host + " is busy", status);
            default ->
                failure(
                        status >= 500 ? Reason.FAILED : Reason.PROTOCOL,
                        status >= 500 ? host + " failed inside" : host + " answered in an unknown way",
                        status);
        };
    }

    private static ArchiveException failure(Reason reason, String what, int status) {
        return new ArchiveException(reason, what + " (HTTP " + status + ")");
    }

    /** Whether the next file would fare the same. */
    static boolean holdsForAll(int status) {
        return switch (status) {
            case 401, 403, 404, 405, 406, 410, 415, 501 -> true;
            default -> status >= 300 && status < 400;
        };
    }
}
