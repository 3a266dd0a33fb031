package io.veilray.cloud.service;

import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerInterceptor;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service of {@code veilray.v1}. Give the gRPC server the same workers as executor, {@link #executors} and {@link #gate}:
 * then what a call has to do at once goes before what makes tickets, and clients share alike. Payloads are never logged.
 */
public final class PrivateInferenceService extends PrivateInferenceGrpc.PrivateInferenceImplBase
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateInferenceService.class);

    private final ModelRegistry models;
    private final Refusals refusals = new Refusals();
    private final Clients clients;
    private final Gate gate;
    private final Sessions sessions;
    private final CallWatch watch;
    private final StatusLine status;
    private final CountDownLatch drained = new CountDownLatch(1);

    public PrivateInferenceService(ModelRegistry models, ServerPolicy policy, InstantSource clock, Workers workers) {
        this.models = models;
        this.clients = new Clients(policy.client(), clock, workers);
        this.gate = new Gate(policy, clients, refusals);
        this.sessions = new Sessions(policy, clock, refusals);
        this.status = new StatusLine(policy, clock, this::figures);
        this.watch = new CallWatch(policy, refusals, this::tick);
    }

    private void tick() {
        sessions.dropIdle();
        Set<Client> busy = new HashSet<>(sessions.clients());
        busy.addAll(watch.clients());
        clients.forgetQuiet(busy);
        status.tick();
        tellIfDrained();
    }

    private StatusLine.Figures figures() {
        int online = watch.online();
        return new StatusLine.Figures(
                clients.count(),
                sessions.count(),
                sessions.tickets(),
                watch.running() - online,
                online,
                sessions.strictBytes(),
                refusals.toString());
    }

    /** What every call must pass first: give it to the gRPC server as the first interceptor. */
    public ServerInterceptor gate() {
        return gate;
    }

    /** Where a call's work is done: in its client's share. Give it to the gRPC server. */
    public ServerCallExecutorSupplier executors() {
        return new ServerCallExecutorSupplier() {
            @Override
            public <Q, R> Executor getExecutor(ServerCall<Q, R> call, Metadata headers) {
                return clients.of(call.getAttributes()).share();
            }
        };
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

    /** Bytes that count for strict mode now. */
    public long strictBytes() {
        return sessions.strictBytes();
    }

    /** What was refused so far, by cause, such as "rate 3, calls 1". */
    public String refused() {
        return refusals.toString();
    }

    /**
     * From now on no session and no ticket is begun; what runs goes on, and tickets that are there may be used. Waits until
     * there is nothing left of either.
     *
     * @return whether that came true in time
     */
    public boolean drain(Duration longest) throws InterruptedException {
        gate.stop();
        tellIfDrained();
        return drained.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tellIfDrained() {
        if (gate.stopping() && watch.running() == 0 && sessions.tickets() == 0) {
            drained.countDown();
        }
    }

    /** The call's own client; that of nobody if it did not come through the gate. */
    private Client caller() {
        return Gate.caller().orElseGet(() -> clients.of(Attributes.EMPTY));
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
            Client caller = caller();
            sessions.requireRoom(caller);
            HeParameters parameters = parameters(request.getRingDegree());
            String name =
                    sessions.open(caller, parameters, new CiphertextCodec(parameters).decode(request.getPublicKey()));
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
        var call = (ServerCallStreamObserver<PrepareResponse>) client;
        return new PrepareStream(call, watch, caller(), models, sessions, refusals).begin();
    }

    @Override
    public StreamObserver<InferRequest> infer(StreamObserver<InferResponse> client) {
        return new InferStream((ServerCallStreamObserver<InferResponse>) client, watch, caller(), models, sessions)
                .begin();
    }

    @Override
    public void dropTickets(DropTicketsRequest request, StreamObserver<DropTicketsResponse> client) {
        unary(client, () -> {
            Optional<Sessions.Open> open = sessions.enter(caller(), request.getSession());
            if (open.isPresent()) {
                try {
                    open.get().session.drop(request.getTicketsList());
                } finally {
                    open.get().leave();
                }
            }
            return DropTicketsResponse.getDefaultInstance();
        });
    }

    @Override
    public void closeSession(CloseSessionRequest request, StreamObserver<CloseSessionResponse> client) {
        unary(client, () -> {
            sessions.close(caller(), request.getSession());
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

    /** Ends all calls and drops all sessions; call it when the server has stopped. */
    @Override
    public void close() {
        watch.close();
        sessions.close();
    }
}
