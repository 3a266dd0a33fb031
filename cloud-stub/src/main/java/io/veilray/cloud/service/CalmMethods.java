package io.veilray.cloud.service;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.io.InputStream;

/**
 * Makes a service take a message that cannot be parsed as an empty one, which is refused where no empty one is due.
 *
 * <p>Without this gRPC closes the call by itself on the thread that parses. A call of ours may be answering on another thread
 * at that time; the two then write to one buffer, it goes back to the pool twice, and the messages of other clients are
 * overwritten.
 */
final class CalmMethods {
    private CalmMethods() {}

    static ServerServiceDefinition of(ServerServiceDefinition service) {
        ServiceDescriptor.Builder descriptor = ServiceDescriptor.newBuilder(
                        service.getServiceDescriptor().getName())
                .setSchemaDescriptor(service.getServiceDescriptor().getSchemaDescriptor());
        var methods = service.getMethods().stream()
                .map(method -> method.getMethodDescriptor().getType().clientSendsOneMessage() ? method : calm(method))
                .toList();
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder out = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(out::addMethod);
        return out.build();
    }

    private static <Q, R> ServerMethodDefinition<Q, R> calm(ServerMethodDefinition<Q, R> method) {
        MethodDescriptor<Q, R> plain = method.getMethodDescriptor();
        Marshaller<Q> requests = new Calm<>((PrototypeMarshaller<Q>) plain.getRequestMarshaller());
        return ServerMethodDefinition.create(
                plain.toBuilder(requests, plain.getResponseMarshaller()).build(), method.getServerCallHandler());
    }

    private record Calm<Q>(PrototypeMarshaller<Q> parser) implements Marshaller<Q> {
        @Override
        public InputStream stream(Q message) {
            return parser.stream(message);
        }

        @Override
        public Q parse(InputStream stream) {
            try {
                return parser.parse(stream);
            } catch (RuntimeException e) {
                return parser.getMessagePrototype();
            }
        }
    }
}
