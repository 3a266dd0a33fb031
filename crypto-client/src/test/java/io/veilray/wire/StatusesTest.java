package io.veilray.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    private static CloudException overTheWire(StatusRuntimeException sent) {
        return Statuses.toFailure(sent.getStatus(), sent.getTrailers(), ENDPOINT, true);
    }

    private static CloudException busy(Duration wait) {
        return new CloudException(Reason.BUSY, "too much", null, wait);
    }

    @Test
    void timeToWait_survivesTheWireAndIsSaid() {
        for (Duration wait : List.of(Duration.ofMillis(1500), Duration.ofSeconds(30), Duration.ZERO)) {
            assertEquals(
                    Optional.of(wait),
                    overTheWire(Statuses.toStatus(busy(wait))).retryAfter());
        }
        assertEquals(
                Duration.ofHours(1),
                overTheWire(Statuses.toStatus(busy(Duration.ofDays(900))))
                        .retryAfter()
                        .orElseThrow());
        assertTrue(overTheWire(Statuses.toStatus(busy(Duration.ofMillis(1500))))
                .sentence()
                .endsWith(": wait 2 seconds and try again."));
        assertTrue(busy(Duration.ZERO).sentence().endsWith(": wait 1 second and try again."));
        CloudException silent = overTheWire(Statuses.toStatus(new CloudException(Reason.BUSY, "too much")));
        assertEquals(Optional.empty(), silent.retryAfter());
        assertTrue(silent.sentence().endsWith(Reason.BUSY.nextStep() + "."));
    }

    @Test
    void serverThatStops_isUnavailableAndBusy() {
        StatusRuntimeException sent = Statuses.unavailable(busy(Duration.ofSeconds(30)));
        assertEquals(Status.Code.UNAVAILABLE, sent.getStatus().getCode());
        assertEquals(Reason.BUSY, overTheWire(sent).reason());
        assertEquals(Duration.ofSeconds(30), overTheWire(sent).retryAfter().orElseThrow());
        assertEquals(
                Status.Code.UNAVAILABLE.value(), StatusProto.fromThrowable(sent).getCode());
    }

    /** What a lying server may send in its place is as good as nothing, and waits are never longer than an hour. */
    @Test
    void detailsThatAreNone_areIgnored() {
        Metadata.Key<byte[]> key = Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
        com.google.protobuf.Duration negative =
                com.google.protobuf.Duration.newBuilder().setSeconds(-5).build();
        com.google.protobuf.Duration crooked = com.google.protobuf.Duration.newBuilder()
                .setNanos(1_000_000_000)
                .build();
        List<byte[]> details = List.of(
                new byte[] {1, 2, 3},
                new byte[0],
                details(Any.pack(RetryInfo.newBuilder().setRetryDelay(negative).build())),
                details(Any.pack(RetryInfo.newBuilder().setRetryDelay(crooked).build())),
                details(Any.newBuilder()
                        .setTypeUrl("type.googleapis.com/google.rpc.RetryInfo")
                        .setValue(ByteString.copyFrom(new byte[] {10, 99}))
                        .build()),
                details(Any.pack(negative)));
        for (byte[] each : details) {
            Metadata trailers = new Metadata();
            trailers.put(key, each);
            CloudException made = Statuses.toFailure(Status.RESOURCE_EXHAUSTED, trailers, ENDPOINT, true);
            assertEquals(Optional.empty(), made.retryAfter());
            assertEquals(Reason.BUSY, made.reason());
        }
        Metadata endless = new Metadata();
        endless.put(
                key,
                details(Any.pack(RetryInfo.newBuilder()
                        .setRetryDelay(com.google.protobuf.Duration.newBuilder().setSeconds(Long.MAX_VALUE))
                        .build())));
        assertEquals(
                Duration.ofHours(1),
                Statuses.toFailure(Status.UNAVAILABLE, endless, ENDPOINT, true)
                        .retryAfter()
                        .orElseThrow());
    }

    private static byte[] details(Any any) {
        return com.google.rpc.Status.newBuilder().addDetails(any).build().toByteArray();
    }
}
