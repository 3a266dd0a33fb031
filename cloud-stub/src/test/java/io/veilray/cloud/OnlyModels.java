package io.veilray.cloud;

import io.grpc.stub.StreamObserver;
import io.veilray.wire.CloudChannel;
import io.veilray.wire.v1.ListModelsRequest;
import io.veilray.wire.v1.ListModelsResponse;
import io.veilray.wire.v1.PrivateInferenceGrpc;

/** A service that says it has no models, for tests of what lies below it. */
final class OnlyModels extends PrivateInferenceGrpc.PrivateInferenceImplBase {
    @Override
    public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> answer) {
        answer.onNext(ListModelsResponse.newBuilder()
                .setProtocolVersion(CloudChannel.PROTOCOL_VERSION)
                .build());
        answer.onCompleted();
    }
}
