package io.veilray.cloud.service;

import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.veilray.cloud.work.Workers;
import io.veilray.he.HeParameters;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.wire.CiphertextCodec;
import io.veilray.wire.CloudChannel;
import io.veilray.wire.Statuses;
import io.veilray.wire.v1.CloseSessionRequest;
import io.veilray.wire.v1.CloseSessionResponse;
import io.veilray.wire.v1.DropTicketsRequest;
import io.veilray.wire.v1.DropTicketsResponse;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.InferResponse;
import io.veilray.wire.v1.ListModelsRequest;
import io.veilray.wire.v1.ListModelsResponse;
import io.veilray.wire.v1.OpenSessionRequest;
import io.veilray.wire.v1.OpenSessionResponse;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;
import io.veilray.wire.v1.PrivateInferenceGrpc;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service of {@code veilray.v1}. Give the gRPC server the same workers as executor: then what a call has to do at once
 * goes before what makes tickets. Payloads are never logged.
 */
public final class PrivateInferenceService extends PrivateInferenceGrpc.PrivateInferenceImplBase
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateInferenceService.class);

    private final ModelRegistry models;
    private final Sessions sessions;
    private final CallWatch watch;
    private final Workers workers;

    public PrivateInferenceService(ModelRegistry models, ServiceLimits limits, InstantSource clock, Workers workers) {
        this.models = models;
        this.workers = workers;
        this.sessions = new Sessions(limits, clock);
        this.watch = new CallWatch(limits, sessions::dropIdle);
    }

    /** The service as a server must be given it. */
    public ServerServiceDefinition definition() {
        return CalmMethods.of(bindService());
    }

    /** Sessions that are open now. */
    public int sessions() {
        return sessions.count();
    }

    /** Prepare and Infer calls that run now. */
    public int calls() {
        return watch.running();
    }

    /** Unused tickets of all sessions. */
    public int tickets() {
        return sessions.tickets();
    }

    /** What strict mode takes in all sessions. */
    public long strictBytes() {
        return sessions.strictBytes();
    }

    /** Answers any version with this one, so that the client can tell the two apart. */
    @Override
    public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> client) {
        unary(client, () -> ListModelsResponse.newBuilder()
                .setProtocolVersion(CloudChannel.PROTOCOL_VERSION)
                .addAllModels(models.descriptions())
                .build());
    }

    @Override
    public void openSession(OpenSessionRequest request, StreamObserver<OpenSessionResponse> client) {
        unary(client, () -> {
            requireVersion(request.getProtocolVersion());
            sessions.requireRoom();
            HeParameters parameters = parameters(request.getRingDegree());
            String name = sessions.open(parameters, new CiphertextCodec(parameters).decode(request.getPublicKey()));
            return OpenSessionResponse.newBuilder()
                    .setProtocolVersion(CloudChannel.PROTOCOL_VERSION)
                    .setSession(name)
                    .build();
        });
    }

    private static void requireVersion(int theirs) throws CloudException {
        if (theirs != CloudChannel.PROTOCOL_VERSION) {
            throw new CloudException(
                    Reason.VERSION_MISMATCH,
                    "this server speaks protocol version " + CloudChannel.PROTOCOL_VERSION + ", the client version "
                            + Integer.toUnsignedString(theirs));
        }
    }

    private static HeParameters parameters(int degree) throws CloudException {
        try {
            return HeParameters.ofDegree(degree);
        } catch (IllegalArgumentException e) {
            throw new CloudException(Reason.PROTOCOL, e.getMessage(), e);
        }
    }

    @Override
    public StreamObserver<PrepareRequest> prepare(StreamObserver<PrepareResponse> client) {
        return new PrepareStream((ServerCallStreamObserver<PrepareResponse>) client, watch, workers, models, sessions)
                .begin();
    }

    @Override
    public StreamObserver<InferRequest> infer(StreamObserver<InferResponse> client) {
        return new InferStream((ServerCallStreamObserver<InferResponse>) client, watch, workers, models, sessions)
                .begin();
    }

    @Override
    public void dropTickets(DropTicketsRequest request, StreamObserver<DropTicketsResponse> client) {
        unary(client, () -> {
            Optional<Sessions.Open> open = sessions.enter(request.getSession());
            if (open.isPresent()) {
                request.getTicketsList().forEach(open.get().session::drop);
                open.get().leave();
            }
            return DropTicketsResponse.getDefaultInstance();
        });
    }

    @Override
    public void closeSession(CloseSessionRequest request, StreamObserver<CloseSessionResponse> client) {
        unary(client, () -> {
            sessions.close(request.getSession());
            return CloseSessionResponse.getDefaultInstance();
        });
    }

    private interface Answer<R> {
        R get() throws CloudException;
    }

    private static <R> void unary(StreamObserver<R> client, Answer<R> answer) {
        R message;
        try {
            message = answer.get();
        } catch (CloudException e) {
            client.onError(Statuses.toStatus(e));
            return;
        } catch (RuntimeException | Error e) {
            LOG.error("a call failed with {}", e.getClass().getName());
            client.onError(Statuses.toStatus(e));
            return;
        }
        client.onNext(message);
        client.onCompleted();
    }

    /** Drops all sessions; call it when the server has stopped. */
    @Override
    public void close() {
        watch.close();
        sessions.close();
    }
}
