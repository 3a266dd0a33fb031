package io.veilray.cloud.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.veilray.cloud.work.Workers;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.MaskedActivation;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.ServerInference;
import io.veilray.protocol.ServerSession;
import io.veilray.wire.RoundCodec;
import io.veilray.wire.v1.InferBegin;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.InferResponse;
import io.veilray.wire.v1.MaskedTensor;
import org.jspecify.annotations.Nullable;

/** One Infer call: the online phase of one ticket, which is spent when the call begins. */
final class InferStream extends StreamCall<InferRequest, InferResponse> {
    private final Workers workers;
    private final ModelRegistry models;
    private final Sessions sessions;
    private Sessions.@Nullable Open open;
    private @Nullable NetworkShape shape;
    private @Nullable ServerInference inference;

    InferStream(
            ServerCallStreamObserver<InferResponse> client,
            CallWatch watch,
            Workers workers,
            ModelRegistry models,
            Sessions sessions) {
        super(client, watch, workers, 1);
        this.workers = workers;
        this.models = models;
        this.sessions = sessions;
    }

    @Override
    void accept(InferRequest message) throws CloudException {
        if (inference == null && message.hasBegin()) {
            take(message.getBegin());
        } else if (inference != null && message.hasActivation()) {
            apply(message.getActivation());
        } else {
            throw new CloudException(
                    Reason.PROTOCOL,
                    "the client sent " + message.getMessageCase() + " where "
                            + (inference == null ? "BEGIN" : "ACTIVATION") + " was due");
        }
    }

    private void take(InferBegin begin) throws CloudException {
        open = sessions.enter(begin.getSession())
                .orElseThrow(() -> new CloudException(
                        Reason.TICKET_SPENT, "the session is unknown or expired, and its tickets with it"));
        ServerSession session = open.session;
        ServerSession.Ticket ticket = session.take(begin.getTicket());
        ServedModel model = models.model(ticket.modelId());
        shape = model.info().network();
        inference = new ServerInference(
                shape, model.forTicket(ticket.seed(), session.parameters(), session.publicKey(), workers));
    }

    private void apply(MaskedTensor message) throws CloudException {
        MaskedActivation activation = RoundCodec.decodeActivation(message, inference.nextSize(), shape.ringBits());
        MaskedTensor output = RoundCodec.encode(inference.accept(activation), shape.ringBits());
        answer(InferResponse.newBuilder().setOutput(output).build());
        if (inference.complete()) {
            complete();
        }
    }

    @Override
    void release() {
        if (open != null) {
            open.leave();
        }
        if (inference != null) {
            inference.close();
        }
    }
}
