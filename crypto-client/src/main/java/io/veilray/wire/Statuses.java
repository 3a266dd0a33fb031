package io.veilray.wire;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.tls.UntrustedCertificateException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.jspecify.annotations.Nullable;

/** The one place where failures become gRPC statuses and statuses become failures. */
public final class Statuses {
    /** Carries the reason's name, so that it survives exactly; the code alone is for other clients. */
    public static final Metadata.Key<String> REASON =
            Metadata.Key.of("veilray-reason", Metadata.ASCII_STRING_MARSHALLER);

    /** Alerts of TLS about a certificate that the other side was shown, or was not (RFC 8446, 6.2). */
    private static final Set<Integer> ABOUT_OUR_CERTIFICATE = Set.of(
            (int) AlertDescription.bad_certificate,
            (int) AlertDescription.unsupported_certificate,
            (int) AlertDescription.certificate_revoked,
            (int) AlertDescription.certificate_expired,
            (int) AlertDescription.certificate_unknown,
            (int) AlertDescription.unknown_ca,
            (int) AlertDescription.access_denied,
            (int) AlertDescription.certificate_required);

    private Statuses() {}

    static Status.Code code(Reason reason) {
        return switch (reason) {
            case UNREACHABLE, LOST -> Status.Code.UNAVAILABLE;
            case NOT_TRUSTED, NOT_ADMITTED -> Status.Code.UNAUTHENTICATED;
            case BUSY -> Status.Code.RESOURCE_EXHAUSTED;
            case UNKNOWN_MODEL -> Status.Code.NOT_FOUND;
            case VERSION_MISMATCH, TICKET_SPENT -> Status.Code.FAILED_PRECONDITION;
            case PROTOCOL -> Status.Code.INVALID_ARGUMENT;
            case DEADLINE -> Status.Code.DEADLINE_EXCEEDED;
            case CANCELLED -> Status.Code.CANCELLED;
            case REFUSED -> Status.Code.PERMISSION_DENIED;
        };
    }

    /** What the server sends for a failure: the sentence and the reason for a failure of the protocol, nothing else. */
    public static StatusRuntimeException toStatus(Throwable failure) {
        if (failure instanceof CloudException cloud) {
            return toStatus(cloud, code(cloud.reason()));
        }
        return Status.INTERNAL.withDescription("the server failed").asRuntimeException();
    }

    /** What a server sends that will not serve for a while, whatever the reason. */
    public static StatusRuntimeException unavailable(CloudException failure) {
        return toStatus(failure, Status.Code.UNAVAILABLE);
    }

    private static StatusRuntimeException toStatus(CloudException failure, Status.Code code) {
        Metadata trailers = new Metadata();
        trailers.put(REASON, failure.reason().name());
        Status status = Status.fromCode(code).withDescription(Texts.shown(failure.getMessage()));
        failure.retryAfter().ifPresent(wait -> RetryAfter.put(trailers, status, wait));
        return status.asRuntimeException(trailers);
    }

    /**
     * What the client makes of the end of a call.
     *
     * @param wasConnected whether this server has answered on this channel before
     */
    static CloudException toFailure(
            Status status, @Nullable Metadata trailers, Endpoint endpoint, boolean wasConnected) {
        Reason reason = named(trailers).orElseGet(() -> guessed(status, wasConnected));
        return new CloudException(
                reason,
                sentence(reason, status, endpoint),
                status.getCause(),
                RetryAfter.of(trailers).orElse(null));
    }

    private static Optional<Reason> named(@Nullable Metadata trailers) {
        String name = trailers == null ? null : trailers.get(REASON);
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.name().equals(name))
                .findFirst();
    }

    private static Reason guessed(Status status, boolean wasConnected) {
        return switch (status.getCode()) {
            case UNAVAILABLE -> broken(status.getCause(), wasConnected);
            case DEADLINE_EXCEEDED -> wasConnected ? Reason.DEADLINE : Reason.UNREACHABLE;
            case CANCELLED -> wasConnected ? Reason.LOST : Reason.CANCELLED;
            case RESOURCE_EXHAUSTED -> isTooLarge(status) ? Reason.PROTOCOL : Reason.BUSY;
            case UNAUTHENTICATED -> Reason.NOT_TRUSTED;
            case NOT_FOUND -> Reason.UNKNOWN_MODEL;
            case PERMISSION_DENIED, UNIMPLEMENTED -> Reason.REFUSED;
            default -> Reason.PROTOCOL;
        };
    }

    private static Reason broken(@Nullable Throwable cause, boolean wasConnected) {
        if (isDistrust(cause)) {
            return Reason.NOT_TRUSTED;
        }
        return isRefusalOfOurs(cause) ? Reason.NOT_ADMITTED : gone(wasConnected);
    }

    /** By the number of the alert, or in Java's own TLS by its name, which stands at the end of the message. */
    private static boolean isRefusalOfOurs(@Nullable Throwable cause) {
        Optional<TlsFatalAlertReceived> alert = find(TlsFatalAlertReceived.class, cause);
        if (alert.isPresent()) {
            return ABOUT_OUR_CERTIFICATE.contains((int) alert.get().getAlertDescription());
        }
        return find(SSLException.class, cause)
                .map(Throwable::getMessage)
                .filter(message -> message.contains("Received fatal alert: "))
                .filter(message -> message.contains("certificate") || message.contains("unknown_ca"))
                .isPresent();
    }

    private static Reason gone(boolean wasConnected) {
        return wasConnected ? Reason.LOST : Reason.UNREACHABLE;
    }

    private static boolean isTooLarge(Status status) {
        return String.valueOf(status.getDescription()).contains("exceeds maximum size");
    }

    /** A certificate that is not believed; any other failure of the handshake says nothing about whom one talks to. */
    private static boolean isDistrust(@Nullable Throwable cause) {
        return has(CertificateException.class, cause) || has(CertPathValidatorException.class, cause);
    }

    private static boolean has(Class<? extends Exception> kind, @Nullable Throwable cause) {
        return find(kind, cause).isPresent();
    }

    private static <T> Optional<T> find(Class<T> kind, @Nullable Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (kind.isInstance(each)) {
                return Optional.of(kind.cast(each));
            }
        }
        return Optional.empty();
    }

    private static String sentence(Reason reason, Status status, Endpoint endpoint) {
        String said = Texts.shown(Optional.ofNullable(status.getDescription()).orElse("nothing more is known"));
        return switch (reason) {
            case UNREACHABLE ->
                has(SSLException.class, status.getCause())
                        ? endpoint + " does not speak TLS 1.3 as a Veilray server does"
                        : "cannot reach " + endpoint;
            case NOT_TRUSTED ->
                "the server at " + endpoint + " "
                        + find(UntrustedCertificateException.class, status.getCause())
                                .map(Throwable::getMessage)
                                .orElse("did not show the certificate that is expected of it");
            case NOT_ADMITTED ->
                endpoint.identity().isPresent()
                        ? "the server at " + endpoint + " does not admit the certificate that was shown to it"
                        : "the server at " + endpoint + " admits only those who show a certificate";
            case LOST -> "the connection to " + endpoint + " was lost";
            case DEADLINE -> "the server at " + endpoint + " took too long (" + said + ")";
            case CANCELLED -> "the call to " + endpoint + " was cancelled";
            case BUSY -> "the server at " + endpoint + " is busy (" + said + ")";
            default -> "the server at " + endpoint + " says: " + said;
        };
    }
}
