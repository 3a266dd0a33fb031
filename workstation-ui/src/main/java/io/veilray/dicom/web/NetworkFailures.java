package io.veilray.dicom.web;

import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** What an exception of the HTTP client means to the user. */
final class NetworkFailures {
    private static final int MAX_CAUSES = 20;

    private NetworkFailures() {}

    static ArchiveException of(String host, Throwable problem) {
        if (has(problem, UnknownHostException.class) || has(problem, UnresolvedAddressException.class)) {
            return new ArchiveException(Reason.UNREACHABLE, "no computer is known by the name " + host, problem);
        }
        if (has(problem, AnswerException.class)) {
            return new ArchiveException(
                    Reason.PROTOCOL,
                    "the answer of " + host + " cannot be read because " + problem.getMessage(),
                    problem);
        }
        if (has(problem, CertificateException.class) || has(problem, SSLHandshakeException.class)) {
            return new ArchiveException(
                    Reason.NOT_TRUSTED, host + " did not prove to be the archive that is meant", problem);
        }
        if (has(problem, SSLException.class)) {
            return new ArchiveException(Reason.PROTOCOL, host + " does not speak TLS as it should", problem);
        }
        if (has(problem, HttpConnectTimeoutException.class)
                || has(problem, ConnectException.class)
                || has(problem, NoRouteToHostException.class)) {
            return new ArchiveException(Reason.UNREACHABLE, host + " does not answer", problem);
        }
        if (has(problem, HttpTimeoutException.class)
                || has(problem, SocketTimeoutException.class)
                || has(problem, TimeoutException.class)) {
            return new ArchiveException(Reason.TIMEOUT, host + " has been silent for too long", problem);
        }
        return new ArchiveException(Reason.LOST, "the connection to " + host + " broke", problem);
    }

    private static boolean has(Throwable problem, Class<?> kind) {
        int causes = 0;
        for (Throwable cause = problem; cause != null && causes < MAX_CAUSES; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
            causes++;
        }
        return false;
    }
}
