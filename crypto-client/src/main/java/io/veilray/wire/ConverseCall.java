package io.veilray.wire;

import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.share.Conversation;
import io.veilray.wire.v1.InferBegin;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.InferResponse;

/** The client's side of one Infer call of a strict model. */
final class ConverseCall {
    private final BlockingCall<InferRequest, InferResponse> call;
    private final Steps steps;
    private final MessageProgress progress;
    private int sent;
    private int received;

    ConverseCall(BlockingCall<InferRequest, InferResponse> call, Conversation conversation, MessageProgress progress) {
        this.call = call;
        this.steps = new Steps(conversation);
        this.progress = progress;
    }

    /** The first step follows the opening message at once: no round trip of its own. */
    Traffic run(String session, String ticket) throws CloudException {
        InferBegin begin =
                InferBegin.newBuilder().setSession(session).setTicket(ticket).build();
        call.send(InferRequest.newBuilder().setBegin(begin).build());
        while (!steps.finished()) {
            if (steps.speaks()) {
                call.send(InferRequest.newBuilder().setStep(steps.next()).build());
                sent++;
            } else {
                take(call.read());
                received++;
                progress.report(sent, received);
            }
        }
        call.halfClose();
        call.requireEnd();
        return call.traffic();
    }

    private void take(InferResponse response) throws CloudException {
        if (!response.hasStep()) {
            throw new CloudException(
                    Reason.PROTOCOL, "the server sent " + response.getMessageCase() + " where a step was due");
        }
        steps.accept(response.getStep());
    }
}
