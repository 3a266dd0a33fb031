package io.veilray.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import io.veilray.he.HeParameters;
import io.veilray.he.NoiseBudget;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.share.BitPacking;
import io.veilray.share.Conversation;
import io.veilray.share.MalformedMessageException;
import io.veilray.wire.v1.CompactCiphertext;
import io.veilray.wire.v1.EncryptedMask;
import io.veilray.wire.v1.MaskedProduct;
import io.veilray.wire.v1.MaskedTensor;
import io.veilray.wire.v1.Network;
import io.veilray.wire.v1.SeededCiphertext;
import io.veilray.wire.v1.Step;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the two sides say in the rounds, as hostile bytes; what is accepted encodes to the same message. */
class MessagesFuzzTest extends FuzzTest {
    private static final HeParameters PARAMETERS = HeParameters.N4096;
    private static final NetworkPacking PACKING = new NetworkPacking(SmallModel.network(), PARAMETERS);
    private static final RoundCodec ROUNDS = new RoundCodec(PACKING);
    private static final int[] POSITIONS =
            PACKING.layer(0).positions(PACKING.layer(0).tiles().getFirst(), 0);
    /** Of a public key's residues: 4096 coefficients modulo two primes of 50 bits. */
    private static final int KEY_BYTES = 51_200;

    private static final int[] FREE = {3, 40, 41, 4095};
    private static final NetworkShape STRICT = strict();

    private static NetworkShape strict() {
        try {
            return NetworkCodec.decode(Network.parseFrom(WireFuzzTest.strict()));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected Map<String, List<byte[]>> seeds() {
        return Map.of(
                "publicKey", List.of(key().toByteArray()),
                "mask", List.of(mask().toByteArray()),
                "product", List.of(product().toByteArray()),
                "activation",
                        List.of(MaskedTensor.newBuilder()
                                .setRound(1)
                                .setElements(zeros(139))
                                .build()
                                .toByteArray()),
                "ticket", List.of(new byte[(int) TicketCodec.bytes(SmallModel.network())]),
                "strictTicket", List.of(new byte[(int) TicketCodec.bytes(STRICT)]),
                "bits", List.of(new byte[] {12, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
                "steps", List.of(step(0, 3), step(0, 4)),
                "names", List.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII)),
                "endpoint",
                        List.of(
                                "localhost:50051".getBytes(StandardCharsets.US_ASCII),
                                "[::1]:1".getBytes(StandardCharsets.US_ASCII),
                                "10.0.0.1:65535".getBytes(StandardCharsets.US_ASCII)));
    }

    private static ByteString zeros(int bytes) {
        return ByteString.copyFrom(new byte[bytes]);
    }

    private static SeededCiphertext key() {
        return SeededCiphertext.newBuilder().setSeed(zeros(32)).setC0(zeros(8)).build();
    }

    private static EncryptedMask mask() {
        NoiseBudget budget = PACKING.budget();
        int low = BitPacking.packedBytes(4096, 50 - budget.droppedBits());
        int freeBits = 50 - budget.messageBits();
        CompactCiphertext ciphertext = CompactCiphertext.newBuilder()
                .setSeed(zeros(32))
                .setDigits(zeros(low))
                .setHighest(zeros(BitPacking.packedBytes(4096 - FREE.length, 50)))
                .setFreeHighest(zeros(BitPacking.packedBytes(FREE.length, freeBits)))
                .build();
        return EncryptedMask.newBuilder().setLayer(1).setCiphertext(ciphertext).build();
    }

    private static MaskedProduct product() {
        NoiseBudget budget = PACKING.budget();
        return MaskedProduct.newBuilder()
                .setC0(zeros(BitPacking.packedBytes(POSITIONS.length, budget.c0Bits())))
                .setC1(zeros(BitPacking.packedBytes(4096, budget.c1Bits())))
                .build();
    }

    private static byte[] step(int number, int bytes) {
        return Step.newBuilder()
                .setNumber(number)
                .setContent(zeros(bytes))
                .build()
                .toByteArray();
    }

    private static void requireSame(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("does not come back");
        }
    }

    /**
     * An even number of residues' bytes is said over and over up to the length they must have, since inputs of 51,200 bytes
     * take ten times as long to make; an odd one is taken as it is.
     */
    @Fuzz(
            most = 512,
            kilobytes = 1024,
            perByte = 512,
            refusals = {CloudException.class, InvalidProtocolBufferException.class})
    static void publicKey(byte[] input) throws InvalidProtocolBufferException, CloudException {
        CiphertextCodec codec = new CiphertextCodec(PARAMETERS);
        SeededCiphertext message = repeated(SeededCiphertext.parseFrom(input));
        requireSame(message.getC0(), codec.encode(codec.decode(message)).getC0());
    }

    private static SeededCiphertext repeated(SeededCiphertext message) {
        byte[] said = message.getC0().toByteArray();
        byte[] whole = new byte[KEY_BYTES];
        for (int i = 0; i < whole.length && said.length > 0; i++) {
            whole[i] = said[i % said.length];
        }
        return said.length % 2 == 0
                ? message.toBuilder().setC0(ByteString.copyFrom(whole)).build()
                : message;
    }

    @Fuzz(
            most = 51_300,
            kilobytes = 256,
            perByte = 16,
            refusals = {CloudException.class, InvalidProtocolBufferException.class})
    static void mask(byte[] input) throws InvalidProtocolBufferException, CloudException {
        EncryptedMask message = EncryptedMask.parseFrom(input);
        var again = ROUNDS.encode(ROUNDS.decode(message, FREE));
        requireSame(message.getCiphertext().getDigits(), again.getCiphertext().getDigits());
        requireSame(message.getCiphertext().getHighest(), again.getCiphertext().getHighest());
        requireSame(
                message.getCiphertext().getFreeHighest(), again.getCiphertext().getFreeHighest());
    }

    @Fuzz(
            most = 24_100,
            kilobytes = 256,
            perByte = 16,
            refusals = {CloudException.class, InvalidProtocolBufferException.class})
    static void product(byte[] input) throws InvalidProtocolBufferException, CloudException {
        MaskedProduct message = MaskedProduct.parseFrom(input);
        var product = ROUNDS.decode(message, POSITIONS);
        if (product.layer() == 0 && product.tile() == 0 && product.index() == 0) {
            var again = ROUNDS.encode(product);
            requireSame(message.getC0(), again.getC0());
            requireSame(message.getC1(), again.getC1());
        }
    }

    @Fuzz(
            most = 256,
            kilobytes = 256,
            perByte = 512,
            refusals = {CloudException.class, InvalidProtocolBufferException.class})
    static void activation(byte[] input) throws InvalidProtocolBufferException, CloudException {
        MaskedTensor message = MaskedTensor.parseFrom(input);
        var again = RoundCodec.encode(RoundCodec.decodeActivation(message, 30, 37), 37);
        requireSame(message.getElements(), again.getElements());
    }

    @Fuzz(
            most = 512,
            kilobytes = 256,
            perByte = 512,
            refusals = {CloudException.class, IllegalArgumentException.class})
    static void ticket(byte[] input) throws CloudException {
        byte[] again = TicketCodec.pack(TicketCodec.unpack(input, SmallModel.network()), SmallModel.network());
        requireSame(true, Arrays.equals(input, again));
    }

    @Fuzz(
            most = 8192,
            kilobytes = 1024,
            perByte = 512,
            refusals = {CloudException.class, IllegalArgumentException.class})
    static void strictTicket(byte[] input) throws CloudException {
        TicketCodec.pack(TicketCodec.unpack(input, STRICT), STRICT);
    }

    /** Bytes: width, count, what is packed. */
    @Fuzz(most = 128, kilobytes = 256, perByte = 512)
    static void bits(byte[] input) {
        if (input.length < 2) {
            throw new IllegalArgumentException("too short");
        }
        byte[] packed = Arrays.copyOfRange(input, 2, input.length);
        long[] values = BitPacking.unpack(packed, input[1], input[0]);
        requireSame(true, Arrays.equals(packed, BitPacking.pack(values, input[0])));
    }

    @Fuzz(
            most = 256,
            kilobytes = 256,
            perByte = 512,
            refusals = {CloudException.class, InvalidProtocolBufferException.class})
    static void steps(byte[] input) throws InvalidProtocolBufferException, CloudException {
        Steps steps = new Steps(new Listener());
        steps.accept(Step.parseFrom(input));
    }

    /** Waits for three bytes, the first of which is not negative. */
    private static final class Listener implements Conversation {
        private boolean finished;

        @Override
        public boolean finished() {
            return finished;
        }

        @Override
        public boolean speaks() {
            return false;
        }

        @Override
        public byte[] next() {
            throw new IllegalStateException("has nothing to say");
        }

        @Override
        public int due() {
            return 3;
        }

        @Override
        public void accept(byte[] message) throws MalformedMessageException {
            if (message[0] < 0) {
                throw new MalformedMessageException("a first byte below 0");
            }
            finished = message[2] >= 0;
        }
    }

    @Fuzz(most = 600, kilobytes = 256, perByte = 512, refusals = CloudException.class)
    static void names(byte[] input) throws CloudException {
        String text = new String(input, StandardCharsets.UTF_8);
        if (Texts.shown(text).length() > 300) {
            throw new AssertionError("too long");
        }
        Texts.requireName("ticket", text);
    }

    @Fuzz(most = 300, kilobytes = 256, perByte = 512)
    static void endpoint(byte[] input) {
        Endpoint read = Endpoint.parse(new String(input, StandardCharsets.UTF_8));
        requireSame(read, Endpoint.parse(read.toString()));
        LoopbackTrust.isLoopback(read.host());
    }
}
