package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** All fields that a client may ever send. */
final class ClientFields {
    /** With all that they may hold; numbers are checked against places of the shape. */
    static final Set<String> ALLOWED = Set.of(
            "ListModelsRequest.protocol_version",
            "OpenSessionRequest.protocol_version",
            "OpenSessionRequest.ring_degree",
            "OpenSessionRequest.public_key",
            "SeededCiphertext.seed",
            "SeededCiphertext.c0",
            "PrepareRequest.begin",
            "PrepareBegin.session",
            "PrepareBegin.model",
            "PrepareBegin.request",
            "PrepareBegin.transfers",
            "PrepareRequest.mask",
            "PrepareRequest.step",
            "EncryptedMask.layer",
            "EncryptedMask.tile",
            "EncryptedMask.upload",
            "EncryptedMask.ciphertext",
            "CompactCiphertext.seed",
            "CompactCiphertext.digits",
            "CompactCiphertext.highest",
            "CompactCiphertext.free_highest",
            "InferRequest.begin",
            "InferBegin.session",
            "InferBegin.ticket",
            "InferRequest.activation",
            "InferRequest.step",
            "Step.number",
            "Step.content",
            "MaskedTensor.round",
            "MaskedTensor.elements",
            "DropTicketsRequest.session",
            "DropTicketsRequest.tickets",
            "CloseSessionRequest.session");

    private ClientFields() {}

    /** Visits every set field of a message and of those within it, and fails on fields outside the schema. */
    static void walk(Message message, BiConsumer<FieldDescriptor, Object> visit) {
        assertTrue(message.getUnknownFields().asMap().isEmpty(), "unknown fields in " + message.getDescriptorForType());
        message.getAllFields().forEach((field, value) -> {
            List<?> values = field.isRepeated() ? (List<?>) value : List.of(value);
            for (Object each : values) {
                visit.accept(field, each);
                if (each instanceof Message inner) {
                    walk(inner, visit);
                }
            }
        });
    }

    static String name(FieldDescriptor field) {
        return field.getContainingType().getName() + "." + field.getName();
    }
}
