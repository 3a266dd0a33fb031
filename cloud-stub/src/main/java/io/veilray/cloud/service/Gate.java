package io.veilray.cloud.service;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthGrpc;
import io.veilray.cloud.service.Refusals.Cause;
import io.veilray.protocol.CloudException;
import io.veilray.wire.Statuses;
import io.veilray.wire.v1.PrivateInferenceGrpc;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What every call passes first: who calls, whether that client is let in, whether it calls too often, and whether the
 * server is about to stop. Health checks pass always.
 */
final class Gate implements ServerInterceptor {
    private static final Context.Key<Client> CALLER = Context.key("veilray-client");
    /** Begin something that a server about to stop would not finish. */
    private static final Set<String> BEGINNINGS = Set.of(
            PrivateInferenceGrpc.getOpenSessionMethod().getFullMethodName(),
            PrivateInferenceGrpc.getPrepareMethod().getFullMethodName());
    /** End something: they may overdraw the allowance of calls, or the server would have to keep it. */
    private static final Set<String> ENDINGS = Set.of(
            PrivateInferenceGrpc.getInferMethod().getFullMethodName(),
            PrivateInferenceGrpc.getDropTicketsMethod().getFullMethodName(),
            PrivateInferenceGrpc.getCloseSessionMethod().getFullMethodName());

    private final ServerPolicy policy;
    private final Clients clients;
    private final Refusals refusals;
    private volatile boolean stopping;

    Gate(ServerPolicy policy, Clients clients, Refusals refusals) {
        this.policy = policy;
        this.clients = clients;
        this.refusals = refusals;
    }

    /** Whose call runs on this thread, if it came through the gate. */
    static Optional<Client> caller() {
        return Optional.ofNullable(CALLER.get());
    }

    /** From now on nothing new begins. */
    void stop() {
        stopping = true;
    }

    boolean stopping() {
        return stopping;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Client client = clients.of(call.getAttributes());
        String method = call.getMethodDescriptor().getFullMethodName();
        if (!HealthGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName())) {
            try {
                requireKnown(client);
                requireSlow(client, method);
            } catch (CloudException e) {
                return closed(call, Statuses.toStatus(e));
            }
            if (stopping && BEGINNINGS.contains(method)) {
                CloudException e = refusals.busy(Cause.STOPPING, client, "the server is being stopped");
                return closed(call, Statuses.unavailable(e));
            }
        }
        return Contexts.interceptCall(Context.current().withValue(CALLER, client), call, headers, next);
    }

    private void requireKnown(Client client) throws CloudException {
        if (!policy.certificates().isEmpty()
                && !policy.certificates().contains(client.key().certificate())) {
            throw refusals.notAdmitted(
                    client,
                    "this server is for clients with certificates that its operator has named, and yours is none");
        }
    }

    private void requireSlow(Client client, String method) throws CloudException {
        int most = policy.client().callsPerMinute();
        Duration wait = client.calls().take(ENDINGS.contains(method) ? -most : 0);
        if (!wait.isZero()) {
            throw refusals.busy(Cause.RATE, client, "you have made all of " + most + " calls a minute", wait);
        }
    }

    private static <Q, R> ServerCall.Listener<Q> closed(ServerCall<Q, R> call, StatusRuntimeException why) {
        call.close(why.getStatus(), Optional.ofNullable(why.getTrailers()).orElseGet(Metadata::new));
        return new ServerCall.Listener<>() {};
    }
}
