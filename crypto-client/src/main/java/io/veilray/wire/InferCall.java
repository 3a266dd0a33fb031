package io.veilray.wire;

import io.veilray.protocol.ClientInference;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.MaskedActivation;
import io.veilray.protocol.NetworkShape;
import io.veilray.wire.v1.InferBegin;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.InferResponse;
import io.veilray.wire.v1.MaskedTensor;

/** The client's side of one Infer call. */
final class InferCall {
    private final BlockingCall<InferRequest, InferResponse> call;
    private final NetworkShape shape;
    private final ClientInference inference;
    private final MessageProgress progress;

    InferCall(
            BlockingCall<InferRequest, InferResponse> call,
            NetworkShape shape,
            ClientInference inference,
            MessageProgress progress) {
        this.call = call;
        this.shape = shape;
        this.inference = inference;
        this.progress = progress;
    }

    /** The first activation follows the opening message at once: no round trip of its own. */
    Traffic run(String session, String ticket) throws CloudException {
        InferBegin begin =
                InferBegin.newBuilder().setSession(session).setTicket(ticket).build();
        call.send(InferRequest.newBuilder().setBegin(begin).build());
        while (!inference.finished()) {
            round();
        }
        call.requireEnd();
        return call.traffic();
    }

    private void round() throws CloudException {
        MaskedActivation activation = inference.next();
        int round = activation.round();
        call.send(InferRequest.newBuilder()
                .setActivation(RoundCodec.encode(activation, shape.ringBits()))
                .build());
        if (round == shape.rounds() - 1) {
            call.halfClose();
        }
        MaskedTensor output = call.read().getOutput();
        int due = shape.layers().get(round).linearOutput().size();
        inference.accept(RoundCodec.decodeOutput(output, due, shape.ringBits()));
        progress.report(round + 1, round + 1);
    }
}
