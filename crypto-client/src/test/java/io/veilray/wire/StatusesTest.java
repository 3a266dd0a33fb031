package io.veilray.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import java.io.IOException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class StatusesTest {
    private static final Endpoint ENDPOINT = Endpoint.parse("cloud.example.org:50051");

    private static Reason guessed(Status status, boolean wasConnected) {
        return Statuses.toFailure(status, new Metadata(), ENDPOINT, wasConnected)
                .reason();
    }

    @Test
    void everyReason_survivesTheWire() {
        for (Reason reason : Reason.values()) {
            StatusRuntimeException sent = Statuses.toStatus(new CloudException(reason, "some words"));
            assertEquals(
                    reason,
                    Statuses.toFailure(sent.getStatus(), sent.getTrailers(), ENDPOINT, true)
                            .reason());
        }
    }

    @Test
    void ourOwnBug_tellsTheClientNothing() {
        StatusRuntimeException sent = Statuses.toStatus(new IllegalStateException("weights are 1, 2, 3"));
        assertEquals(Status.Code.INTERNAL, sent.getStatus().getCode());
        assertFalse(sent.getStatus().toString().contains("weights"));
    }

    @Test
    void transportFailures_becomeTheReasonTheUserNeeds() {
        assertEquals(Reason.UNREACHABLE, guessed(Status.UNAVAILABLE, false));
        assertEquals(Reason.LOST, guessed(Status.UNAVAILABLE, true));
        Throwable handshake = new SSLHandshakeException("protocol_version");
        assertEquals(Reason.UNREACHABLE, guessed(Status.UNAVAILABLE.withCause(handshake), false));
        Throwable distrust = handshake.initCause(new CertificateException("no path to a trusted certificate"));
        assertEquals(Reason.NOT_TRUSTED, guessed(Status.UNAVAILABLE.withCause(new IOException(distrust)), false));
        assertEquals(Reason.DEADLINE, guessed(Status.DEADLINE_EXCEEDED, true));
        assertEquals(Reason.UNREACHABLE, guessed(Status.DEADLINE_EXCEEDED, false));
        assertEquals(Reason.BUSY, guessed(Status.RESOURCE_EXHAUSTED, true));
        assertEquals(
                Reason.PROTOCOL,
                guessed(Status.RESOURCE_EXHAUSTED.withDescription("gRPC message exceeds maximum size 5: 6"), true));
        assertEquals(Reason.PROTOCOL, guessed(Status.INTERNAL, true));
    }

    @Test
    void unknownReasonInTheTrailer_fallsBackToTheCode() {
        Metadata trailers = new Metadata();
        trailers.put(Statuses.REASON, "SURPRISE");
        assertEquals(
                Reason.BUSY,
                Statuses.toFailure(Status.RESOURCE_EXHAUSTED, trailers, ENDPOINT, true)
                        .reason());
    }

    @Test
    void whatAServerSays_isOneShortHarmlessLine() {
        String hostile = "a\n\u001b[31mred\u202e" + "x".repeat(10_000);
        String shown = Statuses.toFailure(
                        Status.PERMISSION_DENIED.withDescription(hostile), new Metadata(), ENDPOINT, true)
                .getMessage();
        assertTrue(shown.length() < 400, "length " + shown.length());
        assertTrue(shown.chars().noneMatch(c -> c < ' ' || c == 0x202e), shown);
    }
}
