package io.veilray.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.veilray.he.HeParameters;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.EncryptedMask;
import io.veilray.protocol.MaskedActivation;
import io.veilray.protocol.MaskedOutput;
import io.veilray.protocol.MaskedProduct;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.ProtocolMessage.Sender;
import io.veilray.share.BitPacking;
import io.veilray.wire.v1.MaskedTensor;

/**
 * The messages of the rounds of one network as protobuf and back, and how large each may be. Whether a message is due is
 * the state machines' business, whether it has the length and values of its kind is decided here.
 */
public final class RoundCodec {
    /** Room for field tags, lengths, places and names. */
    private static final int OVERHEAD_BYTES = 1024;

    private final NetworkPacking packing;
    private final CiphertextCodec ciphertexts;
    private final CompactCodec masks;

    public RoundCodec(NetworkPacking packing) {
        this.packing = packing;
        this.ciphertexts = new CiphertextCodec(packing.parameters());
        this.masks = new CompactCodec(packing.parameters(), packing.budget());
    }

    public io.veilray.wire.v1.EncryptedMask encode(EncryptedMask mask) {
        return io.veilray.wire.v1.EncryptedMask.newBuilder()
                .setLayer(mask.layer())
                .setTile(mask.tile())
                .setUpload(mask.upload())
                .setCiphertext(masks.encode(mask.ciphertext()))
                .build();
    }

    /** @param free the free coefficients of the mask that is due; decides the length */
    public EncryptedMask decode(io.veilray.wire.v1.EncryptedMask message, int[] free) throws CloudException {
        return new EncryptedMask(
                message.getLayer(),
                message.getTile(),
                message.getUpload(),
                masks.decode(message.getCiphertext(), free));
    }

    /** Only a product of this network's packing can be encoded. */
    public io.veilray.wire.v1.MaskedProduct encode(MaskedProduct product) {
        var layer = packing.layer(product.layer());
        int[] positions = layer.positions(layer.tiles().get(product.tile()), product.index());
        return io.veilray.wire.v1.MaskedProduct.newBuilder()
                .setLayer(product.layer())
                .setTile(product.tile())
                .setIndex(product.index())
                .setC0(CiphertextCodec.encodeC0(product.response(), packing.budget(), positions))
                .setC1(CiphertextCodec.encodeC1(product.response(), packing.budget()))
                .build();
    }

    /** @param positions where the product that is due carries results; decides the length */
    MaskedProduct decode(io.veilray.wire.v1.MaskedProduct message, int[] positions) throws CloudException {
        return new MaskedProduct(
                message.getLayer(),
                message.getTile(),
                message.getIndex(),
                ciphertexts.decodeResponse(message.getC0(), message.getC1(), packing.budget(), positions));
    }

    public static MaskedTensor encode(MaskedActivation activation, int ringBits) {
        return encode(activation.round(), activation.elements(), ringBits);
    }

    public static MaskedTensor encode(MaskedOutput output, int ringBits) {
        return encode(output.round(), output.elements(), ringBits);
    }

    private static MaskedTensor encode(int round, long[] elements, int ringBits) {
        ByteString packed = UnsafeByteOperations.unsafeWrap(BitPacking.pack(elements, ringBits));
        return MaskedTensor.newBuilder().setRound(round).setElements(packed).build();
    }

    /** @param size elements that the activation that is due must have */
    public static MaskedActivation decodeActivation(MaskedTensor message, int size, int ringBits)
            throws CloudException {
        return new MaskedActivation(message.getRound(), elements(message, size, ringBits));
    }

    /** @param size elements that the output that is due must have */
    static MaskedOutput decodeOutput(MaskedTensor message, int size, int ringBits) throws CloudException {
        return new MaskedOutput(message.getRound(), elements(message, size, ringBits));
    }

    private static long[] elements(MaskedTensor message, int size, int ringBits) throws CloudException {
        return CiphertextCodec.unpack("elements", message.getElements(), size, ringBits);
    }

    /** Most bytes of one message that carries a mask or a public key. */
    public static int mostMaskBytes(HeParameters parameters) {
        return OVERHEAD_BYTES
                + new CiphertextCodec(parameters)
                        .bytes(parameters.degree(), parameters.ring().primes().size());
    }

    /** Whether a conversation follows the last product. */
    boolean hasConversation() {
        return packing.shape().mode().shared();
    }

    /** Most bytes of one message that carries a product, or a step after the last one. */
    int mostPrepareBytes() {
        int degree = packing.parameters().degree();
        int product = OVERHEAD_BYTES
                + BitPacking.packedBytes(degree, packing.budget().c0Bits())
                + BitPacking.packedBytes(degree, packing.budget().c1Bits());
        return hasConversation()
                ? Math.max(product, StrictMessages.of(packing.shape()).mostOfflineBytes(Sender.SERVER))
                : product;
    }

    /** Most bytes of one message that carries an activation. */
    public static int mostActivationBytes(NetworkShape shape) {
        int most = 0;
        for (int i = 0; i < shape.rounds(); i++) {
            most = Math.max(most, shape.tensor(i).size());
        }
        return OVERHEAD_BYTES + BitPacking.packedBytes(most, shape.ringBits());
    }

    /** Most bytes of one message that carries an output. */
    static int mostOutputBytes(NetworkShape shape) {
        int most = shape.layers().stream()
                .mapToInt(layer -> layer.linearOutput().size())
                .max()
                .orElseThrow();
        return OVERHEAD_BYTES + BitPacking.packedBytes(most, shape.ringBits());
    }
}
