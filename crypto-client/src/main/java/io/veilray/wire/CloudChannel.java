package io.veilray.wire;

import com.google.protobuf.MessageLite;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptor;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.veilray.he.HeParameters;
import io.veilray.he.SeededCiphertext;
import io.veilray.protocol.ClientInference;
import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.ProtocolMessage.Sender;
import io.veilray.protocol.StrictInference;
import io.veilray.wire.v1.CloseSessionRequest;
import io.veilray.wire.v1.DropTicketsRequest;
import io.veilray.wire.v1.ListModelsRequest;
import io.veilray.wire.v1.ListModelsResponse;
import io.veilray.wire.v1.OpenSessionRequest;
import io.veilray.wire.v1.OpenSessionResponse;
import io.veilray.wire.v1.PrivateInferenceGrpc;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the protocol over one TLS 1.3 connection, blocking. Every call has a deadline and a limit on the size of
 * what it receives; none is repeated by itself. Interrupting the calling thread cancels the call and keeps the thread's
 * interrupt status. Safe for use by several threads.
 */
public final class CloudChannel implements AutoCloseable {
    /** What both sides must speak. */
    public static final int PROTOCOL_VERSION = 3;

    /** Most bytes of the answers that describe models or name things. */
    private static final int MOST_DESCRIPTION_BYTES = 4 << 20;

    private static final int MOST_NAME_BYTES = 1024;
    /** A message is sent while less than this waits to be sent: a few masks. */
    private static final int READY_BYTES = 256 << 10;

    private static final Set<Status.Code> OF_CONNECTION =
            EnumSet.of(Status.Code.DEADLINE_EXCEEDED, Status.Code.UNAVAILABLE);

    private final Endpoint endpoint;
    private final Limits limits;
    private final ManagedChannel channel;
    private volatile boolean wasConnected;

    private CloudChannel(Endpoint endpoint, Limits limits, ManagedChannel channel) {
        this.endpoint = endpoint;
        this.limits = limits;
        this.channel = channel;
    }

    /**
     * Prepares a channel; nothing is sent before the first call.
     *
     * @throws CloudException if the endpoint's certificate cannot be read
     */
    public static CloudChannel open(Endpoint endpoint, Limits limits, ClientInterceptor... interceptors)
            throws CloudException {
        return new CloudChannel(endpoint, limits, TlsChannel.build(endpoint, interceptors));
    }

    /** The server's models, after a check of its protocol version. */
    public List<ModelInfo> listModels() throws CloudException {
        ListModelsRequest request = ListModelsRequest.newBuilder()
                .setProtocolVersion(PROTOCOL_VERSION)
                .build();
        ListModelsResponse answer =
                unary(PrivateInferenceGrpc.getListModelsMethod(), request, limits.unary(), MOST_DESCRIPTION_BYTES);
        requireVersion(answer.getProtocolVersion());
        return ModelCodec.decode(answer);
    }

    /** Hands over the public key and returns the session's name. */
    public String openSession(HeParameters parameters, SeededCiphertext publicKey) throws CloudException {
        OpenSessionRequest request = OpenSessionRequest.newBuilder()
                .setProtocolVersion(PROTOCOL_VERSION)
                .setRingDegree(parameters.degree())
                .setPublicKey(new CiphertextCodec(parameters).encode(publicKey))
                .build();
        OpenSessionResponse answer =
                unary(PrivateInferenceGrpc.getOpenSessionMethod(), request, limits.unary(), MOST_NAME_BYTES);
        requireVersion(answer.getProtocolVersion());
        return Texts.requireName("session", answer.getSession());
    }

    /**
     * Runs the offline phase: sends every mask and takes every product, both at once, then holds the conversation if the mode
     * has one.
     *
     * @param request a random name, by which {@link #dropTickets} can name a ticket whose own name was lost
     * @return empty if the server does not know the session, in which case no mask was sent
     */
    public Optional<PreparedName> prepare(
            String session,
            String modelId,
            String request,
            NetworkPacking packing,
            ClientPreparation preparation,
            MessageProgress progress)
            throws CloudException {
        RoundCodec codec = new RoundCodec(packing);
        try (var call = call(PrivateInferenceGrpc.getPrepareMethod(), limits.prepare(), codec.mostPrepareBytes())) {
            return new PrepareCall(call, codec, preparation, progress).run(session, modelId, request);
        }
    }

    /** Runs the online phase, round by round; {@code inference} is finished afterwards. */
    public Traffic infer(
            String session, String ticket, NetworkShape shape, ClientInference inference, MessageProgress progress)
            throws CloudException {
        try (var call =
                call(PrivateInferenceGrpc.getInferMethod(), limits.infer(), RoundCodec.mostOutputBytes(shape))) {
            return new InferCall(call, shape, inference, progress).run(session, ticket);
        }
    }

    /** Runs the online phase of a strict model; {@code inference} is finished afterwards. */
    public Traffic converse(
            String session, String ticket, NetworkShape shape, StrictInference inference, MessageProgress progress)
            throws CloudException {
        int mostBytes = StrictMessages.of(shape).mostOnlineBytes(Sender.SERVER);
        try (var call = call(PrivateInferenceGrpc.getInferMethod(), limits.infer(), mostBytes)) {
            return new ConverseCall(call, inference, progress).run(session, ticket);
        }
    }

    /** Tells the server that these tickets will not be used, or those of these requests. */
    public void dropTickets(String session, List<String> tickets) throws CloudException {
        DropTicketsRequest request = DropTicketsRequest.newBuilder()
                .setSession(session)
                .addAllTickets(tickets)
                .build();
        unary(PrivateInferenceGrpc.getDropTicketsMethod(), request, limits.unary(), MOST_NAME_BYTES);
    }

    /** Tells the server to forget the session. */
    public void closeSession(String session) throws CloudException {
        CloseSessionRequest request =
                CloseSessionRequest.newBuilder().setSession(session).build();
        unary(PrivateInferenceGrpc.getCloseSessionMethod(), request, limits.close(), MOST_NAME_BYTES);
    }

    private <Q extends MessageLite, R extends MessageLite> R unary(
            MethodDescriptor<Q, R> method, Q request, Duration deadline, int mostBytes) throws CloudException {
        try (BlockingCall<Q, R> call = call(method, deadline, mostBytes)) {
            call.send(request);
            call.halfClose();
            R answer = call.read();
            call.requireEnd();
            wasConnected = true;
            return answer;
        }
    }

    private <Q extends MessageLite, R extends MessageLite> BlockingCall<Q, R> call(
            MethodDescriptor<Q, R> method, Duration deadline, int mostBytes) {
        connectAnew();
        CallOptions options = CallOptions.DEFAULT
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS)
                .withMaxInboundMessageSize(mostBytes)
                .withOnReadyThreshold(READY_BYTES);
        return new BlockingCall<>(channel.newCall(method, options), this::failure);
    }

    /** After a failed attempt to connect a call would fail at once with the old failure; a user's new try is a new one. */
    private void connectAnew() {
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.enterIdle();
        }
    }

    /**
     * After a failure of the connection itself, or silence on either side, it may be dying or dead: the next call gets a new
     * one. A server that waited in vain may be behind half a TLS record, in which the next call would be lost.
     */
    private CloudException failure(Status status, @Nullable Metadata trailers) {
        CloudException failure = Statuses.toFailure(status, trailers, endpoint, wasConnected);
        boolean said = trailers != null && trailers.containsKey(Statuses.REASON);
        if (failure.reason() == Reason.DEADLINE || OF_CONNECTION.contains(status.getCode()) && !said) {
            channel.enterIdle();
        }
        return failure;
    }

    private void requireVersion(int theirs) throws CloudException {
        if (theirs != PROTOCOL_VERSION) {
            throw new CloudException(
                    Reason.VERSION_MISMATCH,
                    "the server at " + endpoint + " speaks protocol version " + Integer.toUnsignedString(theirs)
                            + ", this program version " + PROTOCOL_VERSION);
        }
    }

    /** Ends all calls and the connection. */
    @Override
    public void close() {
        channel.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            channel.awaitTermination(limits.close().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
