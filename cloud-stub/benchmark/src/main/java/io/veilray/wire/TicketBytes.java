package io.veilray.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.EncryptedMask;
import io.veilray.protocol.MaskedActivation;
import io.veilray.protocol.MaskedOutput;
import io.veilray.protocol.MaskedProduct;
import io.veilray.protocol.NetworkPacking;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.InferResponse;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;

/** The messages of one network as the bytes that travel, and back: no TLS, no HTTP/2. */
public final class TicketBytes {
    private final RoundCodec codec;
    private final NetworkPacking packing;

    public TicketBytes(NetworkPacking packing) {
        this.codec = new RoundCodec(packing);
        this.packing = packing;
    }

    public byte[] of(EncryptedMask mask) {
        return PrepareRequest.newBuilder().setMask(codec.encode(mask)).build().toByteArray();
    }

    /** @param free the free coefficients of the mask that is due */
    public EncryptedMask mask(byte[] bytes, int[] free) throws CloudException, InvalidProtocolBufferException {
        return codec.decode(PrepareRequest.parseFrom(bytes).getMask(), free);
    }

    public byte[] of(MaskedProduct product) {
        return PrepareResponse.newBuilder()
                .setProduct(codec.encode(product))
                .build()
                .toByteArray();
    }

    /** @param positions where the product that is due carries results */
    public MaskedProduct product(byte[] bytes, int[] positions) throws CloudException, InvalidProtocolBufferException {
        return codec.decode(PrepareResponse.parseFrom(bytes).getProduct(), positions);
    }

    public byte[] of(MaskedActivation activation) {
        return InferRequest.newBuilder()
                .setActivation(RoundCodec.encode(activation, packing.shape().ringBits()))
                .build()
                .toByteArray();
    }

    /** @param size elements that are due */
    public MaskedActivation activation(byte[] bytes, int size) throws CloudException, InvalidProtocolBufferException {
        return RoundCodec.decodeActivation(
                InferRequest.parseFrom(bytes).getActivation(),
                size,
                packing.shape().ringBits());
    }

    public byte[] of(MaskedOutput output) {
        return InferResponse.newBuilder()
                .setOutput(RoundCodec.encode(output, packing.shape().ringBits()))
                .build()
                .toByteArray();
    }

    /** @param size elements that are due */
    public MaskedOutput output(byte[] bytes, int size) throws CloudException, InvalidProtocolBufferException {
        return RoundCodec.decodeOutput(
                InferResponse.parseFrom(bytes).getOutput(),
                size,
                packing.shape().ringBits());
    }
}
