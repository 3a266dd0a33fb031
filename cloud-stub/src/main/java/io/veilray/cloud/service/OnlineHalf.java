package io.veilray.cloud.service;

import io.veilray.protocol.CloudException;
import io.veilray.protocol.MaskedActivation;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.ServerInference;
import io.veilray.protocol.StrictServerInference;
import io.veilray.wire.RoundCodec;
import io.veilray.wire.Steps;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.InferResponse;
import io.veilray.wire.v1.MaskedTensor;
import java.util.ArrayList;
import java.util.List;

/** The server's half of one ticket's online phase, as messages of the wire. One thread at a time; closed it destroys the ticket. */
interface OnlineHalf extends AutoCloseable {
    /** The kind of every message after the first. */
    InferRequest.MessageCase due();

    /** Takes the next message and gives what answers it. */
    List<InferResponse> accept(InferRequest message) throws CloudException;

    /** Whether nothing more is due. */
    boolean complete();

    @Override
    void close();

    /** Round by round. */
    static OnlineHalf masked(ServerInference inference, NetworkShape shape) {
        return new OnlineHalf() {
            @Override
            public InferRequest.MessageCase due() {
                return InferRequest.MessageCase.ACTIVATION;
            }

            @Override
            public List<InferResponse> accept(InferRequest message) throws CloudException {
                MaskedActivation activation =
                        RoundCodec.decodeActivation(message.getActivation(), inference.nextSize(), shape.ringBits());
                MaskedTensor output = RoundCodec.encode(inference.accept(activation), shape.ringBits());
                return List.of(InferResponse.newBuilder().setOutput(output).build());
            }

            @Override
            public boolean complete() {
                return inference.complete();
            }

            @Override
            public void close() {
                inference.close();
            }
        };
    }

    /** By conversation. */
    static OnlineHalf strict(StrictServerInference inference) {
        Steps steps = new Steps(inference);
        return new OnlineHalf() {
            @Override
            public InferRequest.MessageCase due() {
                return InferRequest.MessageCase.STEP;
            }

            @Override
            public List<InferResponse> accept(InferRequest message) throws CloudException {
                steps.accept(message.getStep());
                List<InferResponse> answers = new ArrayList<>();
                while (steps.speaks()) {
                    answers.add(InferResponse.newBuilder().setStep(steps.next()).build());
                }
                return answers;
            }

            @Override
            public boolean complete() {
                return steps.finished();
            }

            @Override
            public void close() {
                inference.close();
            }
        };
    }
}
