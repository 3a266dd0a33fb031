package io.veilray.cloud.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.ServerInference;
import io.veilray.protocol.ServerSession;
import io.veilray.protocol.StrictServerInference;
import io.veilray.wire.v1.InferBegin;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.InferResponse;
import org.jspecify.annotations.Nullable;

/** One Infer call: the online phase of one ticket, which is spent when the call begins. */
final class InferStream extends StreamCall<InferRequest, InferResponse> {
    private final ModelRegistry models;
    private final Sessions sessions;
    private Sessions.@Nullable Open open;
    private @Nullable OnlineHalf half;
    /** What the ticket takes until it is destroyed. */
    private @Nullable Room room;

    InferStream(
            ServerCallStreamObserver<InferResponse> client,
            CallWatch watch,
            Client owner,
            ModelRegistry models,
            Sessions sessions) {
        super(client, watch, owner, 1);
        this.models = models;
        this.sessions = sessions;
    }

    @Override
    boolean online() {
        return true;
    }

    @Override
    void accept(InferRequest message) throws CloudException {
        if (half == null && message.hasBegin()) {
            take(message.getBegin());
        } else if (half != null && message.getMessageCase() == half.due()) {
            half.accept(message).forEach(this::answer);
            if (half.complete()) {
                complete();
            }
        } else {
            throw new CloudException(
                    Reason.PROTOCOL,
                    "the client sent " + message.getMessageCase() + " where "
                            + (half == null ? InferRequest.MessageCase.BEGIN : half.due()) + " was due");
        }
    }

    private void take(InferBegin begin) throws CloudException {
        open = sessions.enter(owner(), begin.getSession())
                .orElseThrow(() -> new CloudException(
                        Reason.TICKET_SPENT, "the session is unknown or expired, and its tickets with it"));
        ServerSession.Ticket ticket = open.session.take(begin.getTicket());
        room = sessions.charge(open, ticket.shares().bytes());
        try {
            half = half(open.session, ticket);
        } catch (CloudException | RuntimeException | Error e) {
            ticket.close();
            throw e;
        }
    }

    private OnlineHalf half(ServerSession session, ServerSession.Ticket ticket) throws CloudException {
        ServedModel model = models.model(ticket.modelId());
        LinearServer linear =
                model.forTicket(ticket.seed(), session.parameters(), session.publicKey(), owner().share());
        return model.info().network().mode().shared()
                ? OnlineHalf.strict(new StrictServerInference(linear, ticket.shares()))
                : OnlineHalf.masked(
                        new ServerInference(model.info().network(), linear),
                        model.info().network());
    }

    @Override
    void release() {
        if (open != null) {
            open.leave();
        }
        if (half != null) {
            half.close();
        }
        if (room != null) {
            room.close();
        }
    }
}
