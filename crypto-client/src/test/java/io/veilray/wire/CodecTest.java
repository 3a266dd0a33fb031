package io.veilray.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.veilray.he.Encryptor;
import io.veilray.he.HeParameters;
import io.veilray.he.Response;
import io.veilray.he.SecretKey;
import io.veilray.he.SeededCiphertext;
import io.veilray.protocol.ClientSession;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.EncryptedMask;
import io.veilray.protocol.MaskedActivation;
import io.veilray.protocol.MaskedOutput;
import io.veilray.protocol.MaskedProduct;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.NonlinearMode;
import io.veilray.ring.Polynomial;
import io.veilray.ring.Ring;
import io.veilray.share.BitPacking;
import io.veilray.wire.v1.MaskedTensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Every record comes back from its message, and every field of another length or value is refused. */
class CodecTest {
    private static final HeParameters PARAMETERS = HeParameters.N4096;
    private static final Ring RING = PARAMETERS.ring();

    private final NetworkPacking packing = new NetworkPacking(SmallModel.network(), PARAMETERS);
    private final RoundCodec codec = new RoundCodec(packing);

    private static void refused(Executable decoding) {
        assertEquals(
                Reason.PROTOCOL, assertThrows(CloudException.class, decoding).reason());
    }

    private static SeededCiphertext publicKey(HeParameters parameters) {
        try (ClientSession session = new ClientSession(parameters)) {
            return session.publicKey();
        }
    }

    private static void assertSame(Polynomial expected, Polynomial actual) {
        assertEquals(expected.form(), actual.form());
        for (int i = 0; i < expected.primes(); i++) {
            assertTrue(Arrays.deepEquals(expected.rows(i), actual.rows(i)), "modulo prime " + i);
        }
    }

    @Test
    void seededCiphertext_comesBack() throws CloudException {
        for (HeParameters parameters : new HeParameters[] {HeParameters.N4096, HeParameters.N8192}) {
            SeededCiphertext key = publicKey(parameters);
            CiphertextCodec ciphertexts = new CiphertextCodec(parameters);
            SeededCiphertext back = ciphertexts.decode(ciphertexts.encode(key));
            assertArrayEquals(key.seed().toBytes(), back.seed().toBytes());
            assertSame(key.c0(), back.c0());
        }
    }

    /** 4096 coefficients of 50 bits modulo two primes are 51,200 bytes. */
    @Test
    void seededCiphertext_hasTheLengthOfItsEncoding() {
        var message = new CiphertextCodec(PARAMETERS).encode(publicKey(PARAMETERS));
        assertEquals(32, message.getSeed().size());
        assertEquals(51_200, message.getC0().size());
    }

    @Test
    void seededCiphertextOfAnotherLength_isRefused() {
        CiphertextCodec ciphertexts = new CiphertextCodec(PARAMETERS);
        var message = ciphertexts.encode(publicKey(PARAMETERS));
        for (int length : new int[] {0, 1, 25_600, 51_199, 51_201, 102_400}) {
            refused(() -> ciphertexts.decode(message.toBuilder()
                    .setC0(ByteString.copyFrom(new byte[length]))
                    .build()));
        }
        for (int length : new int[] {0, 31, 33, 64}) {
            refused(() -> ciphertexts.decode(message.toBuilder()
                    .setSeed(ByteString.copyFrom(new byte[length]))
                    .build()));
        }
    }

    /** The largest residue is q - 1; q itself fits into the bits and must be refused at either end of the field. */
    @Test
    void residueThatIsNotBelowItsPrime_isRefused() throws CloudException {
        CiphertextCodec ciphertexts = new CiphertextCodec(PARAMETERS);
        for (int at : new int[] {0, 4095}) {
            long[] residues = new long[4096];
            residues[at] = RING.primes().get(0).value() - 1;
            ciphertexts.decode(withFirstPrime(residues));
            residues[at]++;
            refused(() -> ciphertexts.decode(withFirstPrime(residues)));
        }
    }

    private static io.veilray.wire.v1.SeededCiphertext withFirstPrime(long[] residues) {
        byte[] c0 = Arrays.copyOf(BitPacking.pack(residues, 50), 51_200);
        return io.veilray.wire.v1.SeededCiphertext.newBuilder()
                .setSeed(ByteString.copyFrom(new byte[32]))
                .setC0(ByteString.copyFrom(c0))
                .build();
    }

    private static final int[] FREE =
            IntStream.range(0, 101).map(i -> 40 * i + 3).toArray();

    private EncryptedMask mask(HeParameters parameters) {
        try (SecretKey key = SecretKey.generate(parameters);
                Encryptor encryptor =
                        new Encryptor(key, new NetworkPacking(SmallModel.network(), parameters).budget())) {
            long[] message = new long[parameters.degree()];
            long[] drawn = encryptor.begin(FREE);
            for (int i = 0; i < FREE.length; i++) {
                message[FREE[i]] = drawn[i];
            }
            return new EncryptedMask(1, 2, 3, encryptor.finish(message));
        }
    }

    @Test
    void encryptedMask_comesBack() throws CloudException {
        for (HeParameters parameters : new HeParameters[] {HeParameters.N4096, HeParameters.N8192}) {
            RoundCodec rounds = new RoundCodec(new NetworkPacking(SmallModel.network(), parameters));
            EncryptedMask mask = mask(parameters);
            EncryptedMask back = rounds.decode(rounds.encode(mask), FREE);
            assertEquals(1, back.layer());
            assertEquals(2, back.tile());
            assertEquals(3, back.upload());
            assertArrayEquals(
                    mask.ciphertext().seed().toBytes(), back.ciphertext().seed().toBytes());
            assertTrue(Arrays.deepEquals(
                    mask.ciphertext().digits(), back.ciphertext().digits()));
        }
    }

    /** What a network's own budget leaves out is what its codec leaves out: strict mode drops 26 bits, masked mode 40. */
    @Test
    void encryptedMaskOfStrictMode_hasTheLengthOfItsBudget() throws CloudException {
        for (NonlinearMode mode : new NonlinearMode[] {NonlinearMode.MASKED, NonlinearMode.STRICT}) {
            NetworkShape small = SmallModel.network();
            NetworkShape network = new NetworkShape(small.input(), small.layers(), mode, 37, 10, 14, 0);
            NetworkPacking packing = new NetworkPacking(network, HeParameters.N8192);
            long[] message = new long[8192];
            try (SecretKey key = SecretKey.generate(HeParameters.N8192);
                    Encryptor encryptor = new Encryptor(key, packing.budget())) {
                EncryptedMask mask = new EncryptedMask(0, 0, 0, encryptor.encrypt(message));
                RoundCodec rounds = new RoundCodec(packing);
                var encoded = rounds.encode(mask);
                int dropped = mode == NonlinearMode.MASKED ? 40 : 26;
                assertEquals(
                        8192 / 8 * (49 - dropped + 49),
                        encoded.getCiphertext().getDigits().size());
                assertTrue(Arrays.deepEquals(
                        mask.ciphertext().digits(),
                        rounds.decode(encoded, new int[0]).ciphertext().digits()));
            }
        }
    }

    /** l = 37: d0 without 8 bits; d1 in 50 bits, in 13 where it is free. */
    @Test
    void encryptedMask_hasTheLengthOfItsEncoding() {
        var message = codec.encode(mask(PARAMETERS)).getCiphertext();
        assertEquals(32, message.getSeed().size());
        assertEquals(4096 * 42 / 8, message.getDigits().size());
        assertEquals(((4096 - 101) * 50 + 7) / 8, message.getHighest().size());
        assertEquals((101 * 13 + 7) / 8, message.getFreeHighest().size());
    }

    @Test
    void encryptedMaskOfAnotherLength_isRefused() {
        var message = codec.encode(mask(PARAMETERS));
        var ciphertext = message.getCiphertext();
        for (int change : new int[] {-1, 1}) {
            for (var bad : List.of(
                    ciphertext.toBuilder().setSeed(resized(ciphertext.getSeed(), change)),
                    ciphertext.toBuilder().setDigits(resized(ciphertext.getDigits(), change)),
                    ciphertext.toBuilder().setHighest(resized(ciphertext.getHighest(), change)),
                    ciphertext.toBuilder().setFreeHighest(resized(ciphertext.getFreeHighest(), change)))) {
                refused(() ->
                        codec.decode(message.toBuilder().setCiphertext(bad).build(), FREE));
            }
        }
        refused(() -> codec.decode(message, new int[0]));
        refused(() -> codec.decode(message.toBuilder().clearCiphertext().build(), FREE));
    }

    private static ByteString resized(ByteString bytes, int change) {
        return ByteString.copyFrom(Arrays.copyOf(bytes.toByteArray(), bytes.size() + change));
    }

    /** d0 without 8 bits is at most (p0 - 1) / 2^8; d1 at most p1 - 1; 101 * 13 bits leave seven unused. */
    @Test
    void digitOutsideOfItsRange_isRefused() throws CloudException {
        var message = codec.encode(mask(PARAMETERS));
        long[] lower = new long[4096];
        lower[4095] = RING.primes().get(0).value() - 1 >> 8;
        long[] highest = new long[4096 - 101];
        highest[0] = RING.primes().get(1).value() - 1;
        codec.decode(withDigits(message, lower, highest), FREE);
        lower[4095]++;
        refused(() -> codec.decode(withDigits(message, lower, highest), FREE));
        lower[4095] = 0;
        highest[0]++;
        refused(() -> codec.decode(withDigits(message, lower, highest), FREE));
        byte[] free = message.getCiphertext().getFreeHighest().toByteArray();
        free[free.length - 1] |= (byte) 0x80;
        refused(() -> codec.decode(
                message.toBuilder()
                        .setCiphertext(message.getCiphertext().toBuilder().setFreeHighest(ByteString.copyFrom(free)))
                        .build(),
                FREE));
    }

    private static io.veilray.wire.v1.EncryptedMask withDigits(
            io.veilray.wire.v1.EncryptedMask message, long[] lower, long[] highest) {
        return message.toBuilder()
                .setCiphertext(message.getCiphertext().toBuilder()
                        .setDigits(ByteString.copyFrom(BitPacking.pack(lower, 42)))
                        .setHighest(ByteString.copyFrom(BitPacking.pack(highest, 50))))
                .build();
    }

    private Response randomResponse(SplittableRandom random) {
        return new Response(
                random.longs(4096, 0, 1L << packing.budget().c0Bits()).toArray(),
                random.longs(4096, 0, 1L << packing.budget().c1Bits()).toArray());
    }

    @Test
    void maskedProduct_carriesAllOfC1AndTheWantedCoefficientsOfC0() throws CloudException {
        Response response = randomResponse(new SplittableRandom(1));
        int[] positions = packing.layer(0).positions(packing.layer(0).tiles().getFirst(), 0);
        var message = codec.encode(new MaskedProduct(0, 0, 0, response));
        // l = 37: 40 bits for each result, 46 for each of 4096 coefficients
        assertEquals((positions.length * 40 + 7) / 8, message.getC0().size());
        assertEquals(4096 * 46 / 8, message.getC1().size());
        MaskedProduct back = codec.decode(message, positions);
        assertArrayEquals(response.c1(), back.response().c1());
        for (int position : positions) {
            assertEquals(response.c0()[position], back.response().c0()[position]);
        }
    }

    @Test
    void maskedProductCutAnywhere_isRefused() {
        Response response = randomResponse(new SplittableRandom(2));
        int[] positions = packing.layer(0).positions(packing.layer(0).tiles().getFirst(), 0);
        var message = codec.encode(new MaskedProduct(0, 0, 0, response));
        for (int length = 0; length < message.getC0().size(); length++) {
            ByteString cut = message.getC0().substring(0, length);
            refused(() -> codec.decode(message.toBuilder().setC0(cut).build(), positions));
        }
        ByteString more = ByteString.copyFrom(new byte[1]);
        refused(() -> codec.decode(
                message.toBuilder().setC0(message.getC0().concat(more)).build(), positions));
        refused(() -> codec.decode(
                message.toBuilder().setC1(message.getC1().concat(more)).build(), positions));
        refused(() -> codec.decode(message.toBuilder().clearC1().build(), positions));
    }

    @Test
    void ringElements_comeBackInTheirExactLength() throws CloudException {
        long[] elements = new SplittableRandom(3).longs(30, 0, 1L << 37).toArray();
        MaskedTensor message = RoundCodec.encode(new MaskedActivation(4, elements), 37);
        assertEquals((30 * 37 + 7) / 8, message.getElements().size());
        MaskedActivation back = RoundCodec.decodeActivation(message, 30, 37);
        assertEquals(4, back.round());
        assertArrayEquals(elements, back.elements());
        MaskedOutput output = RoundCodec.decodeOutput(RoundCodec.encode(new MaskedOutput(4, elements), 37), 30, 37);
        assertArrayEquals(elements, output.elements());
    }

    @Test
    void ringElementsOfAnotherLengthOrWithUnusedBits_areRefused() {
        ByteString full =
                RoundCodec.encode(new MaskedActivation(0, new long[30]), 37).getElements();
        for (int length = 0; length < full.size(); length++) {
            MaskedTensor cut = MaskedTensor.newBuilder()
                    .setElements(full.substring(0, length))
                    .build();
            refused(() -> RoundCodec.decodeActivation(cut, 30, 37));
            refused(() -> RoundCodec.decodeOutput(cut, 30, 37));
        }
        byte[] bytes = full.toByteArray(); // 1110 bits: the two highest of the last byte are unused
        bytes[bytes.length - 1] = (byte) 0x80;
        refused(() -> RoundCodec.decodeActivation(
                MaskedTensor.newBuilder()
                        .setElements(ByteString.copyFrom(bytes))
                        .build(),
                30,
                37));
        refused(() -> RoundCodec.decodeActivation(
                MaskedTensor.newBuilder()
                        .setElements(full.concat(ByteString.copyFrom(new byte[1])))
                        .build(),
                30,
                37));
    }
}
