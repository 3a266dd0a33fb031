package io.veilray.wire;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.Metadata;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a server wants to be left alone, in a call's trailers as the field does it: google.rpc.RetryInfo. */
final class RetryAfter {
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    /** What a server may ask for; a longer time is cut. */
    private static final java.time.Duration MOST = java.time.Duration.ofHours(1);

    private RetryAfter() {}

    static void put(Metadata trailers, io.grpc.Status status, java.time.Duration wait) {
        RetryInfo retry = RetryInfo.newBuilder()
                .setRetryDelay(
                        Duration.newBuilder().setSeconds(wait.getSeconds()).setNanos(wait.getNano()))
                .build();
        Status details = Status.newBuilder()
                .setCode(status.getCode().value())
                .setMessage(Optional.ofNullable(status.getDescription()).orElse(""))
                .addDetails(Any.pack(retry))
                .build();
        trailers.put(DETAILS, details.toByteArray());
    }

    /** Empty if the server does not say, or says nothing that can be read. */
    static Optional<java.time.Duration> of(@Nullable Metadata trailers) {
        byte[] details = trailers == null ? null : trailers.get(DETAILS);
        if (details == null) {
            return Optional.empty();
        }
        try {
            for (Any any : Status.parseFrom(details).getDetailsList()) {
                if (any.is(RetryInfo.class)) {
                    return positive(any.unpack(RetryInfo.class).getRetryDelay());
                }
            }
        } catch (InvalidProtocolBufferException e) {
            // as if nothing had been said
        }
        return Optional.empty();
    }

    private static Optional<java.time.Duration> positive(Duration wait) {
        if (wait.getSeconds() < 0 || wait.getNanos() < 0 || wait.getNanos() > 999_999_999) {
            return Optional.empty();
        }
        java.time.Duration asked =
                java.time.Duration.ofSeconds(Math.min(wait.getSeconds(), MOST.toSeconds()), wait.getNanos());
        return Optional.of(asked.compareTo(MOST) < 0 ? asked : MOST);
    }
}
