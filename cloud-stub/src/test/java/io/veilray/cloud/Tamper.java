package io.veilray.cloud;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.veilray.wire.v1.InferResponse;
import io.veilray.wire.v1.ListModelsResponse;
import io.veilray.wire.v1.MaskedProduct;
import io.veilray.wire.v1.MaskedTensor;
import io.veilray.wire.v1.OpenSessionResponse;
import io.veilray.wire.v1.PrepareResponse;
import io.veilray.wire.v1.Step;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A server that misbehaves: replaces every message that it sends by those that a function of it gives. */
final class Tamper implements ServerInterceptor {
    volatile Function<Object, List<?>> change = List::of;

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        return next.startCall(
                new SimpleForwardingServerCall<>(call) {
                    @Override
                    @SuppressWarnings("unchecked")
                    public void sendMessage(R message) {
                        change.apply(message).forEach(each -> super.sendMessage((R) each));
                    }
                },
                headers);
    }

    void models(Consumer<ListModelsResponse.Builder> edit) {
        change = message -> {
            if (!(message instanceof ListModelsResponse models)) {
                return List.of(message);
            }
            ListModelsResponse.Builder builder = models.toBuilder();
            edit.accept(builder);
            return List.of(builder.build());
        };
    }

    void session(Consumer<OpenSessionResponse.Builder> edit) {
        change = message -> {
            if (!(message instanceof OpenSessionResponse session)) {
                return List.of(message);
            }
            OpenSessionResponse.Builder builder = session.toBuilder();
            edit.accept(builder);
            return List.of(builder.build());
        };
    }

    void prepare(Function<PrepareResponse, List<?>> edit) {
        change = message -> message instanceof PrepareResponse response ? edit.apply(response) : List.of(message);
    }

    void product(Consumer<MaskedProduct.Builder> edit) {
        prepare(response -> {
            PrepareResponse.Builder builder = response.toBuilder();
            if (response.hasProduct()) {
                edit.accept(builder.getProductBuilder());
            }
            return List.of(builder.build());
        });
    }

    /** Steps of both conversations. */
    void step(Consumer<Step.Builder> edit) {
        change = message -> {
            if (message instanceof PrepareResponse prepare && prepare.hasStep()) {
                PrepareResponse.Builder builder = prepare.toBuilder();
                edit.accept(builder.getStepBuilder());
                return List.of(builder.build());
            }
            if (message instanceof InferResponse infer && infer.hasStep()) {
                InferResponse.Builder builder = infer.toBuilder();
                edit.accept(builder.getStepBuilder());
                return List.of(builder.build());
            }
            return List.of(message);
        };
    }

    void infer(Function<InferResponse, List<?>> edit) {
        change = message -> message instanceof InferResponse response ? edit.apply(response) : List.of(message);
    }

    void output(Consumer<MaskedTensor.Builder> edit) {
        infer(response -> {
            InferResponse.Builder builder = response.toBuilder();
            edit.accept(builder.getOutputBuilder());
            return List.of(builder.build());
        });
    }
}
