package io.veilray.cloud.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.cloud.nonlinear.TicketMasking;
import io.veilray.cloud.work.Crew;
import io.veilray.he.Ciphertext;
import io.veilray.he.Decryptor;
import io.veilray.he.Encryptor;
import io.veilray.he.HeParameters;
import io.veilray.he.Response;
import io.veilray.he.SecretKey;
import io.veilray.packing.ConvPacking;
import io.veilray.packing.Tile;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.ring.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Strict mode's linear part: the client's share W r - s from the ticket and the server's W u + b + s add up to the fixed
 * point model's sum of r + u, to the bit, whatever the ticket.
 */
class StrictLinearTest {
    @ParameterizedTest
    @ValueSource(ints = {32, 37, 41})
    void sharesOfEveryLayer_addUpToTheFixedPointSums(int ringBits) {
        NetworkShape shape = RandomNetworks.strict(RandomNetworks.everyLayer(ringBits, 0));
        List<LayerWeights> weights = RandomNetworks.weights(shape, 7);
        LinearModel model = new LinearModel(shape, weights);
        NetworkPacking packing = model.packing(HeParameters.N8192);
        long[][] masks = tensors(shape, 1);
        long[][] masked = tensors(shape, 2);
        long ring = (1L << ringBits) - 1;
        try (SecretKey key = SecretKey.generate(HeParameters.N8192);
                Encryptor encryptor = new Encryptor(key, packing.budget());
                LinearServer server =
                        model.forTicket(Seed.random(), HeParameters.N8192, encryptor.publicKey(), Crew.CALLER)) {
            for (int layer = 0; layer < shape.rounds(); layer++) {
                long[] client = clientShare(packing, layer, server, key, encryptor, masks);
                long[] other = server.apply(layer, List.of(masked).subList(0, layer + 1));
                long[] expected = PlainFixedPoint.sums(
                        shape, shape.layers().get(layer), weights.get(layer), sum(masks, masked, layer + 1));
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i] & ring, client[i] + other[i] & ring, "layer " + layer + ", sum " + i);
                }
            }
        }
    }

    /** W r - s by the ticket's messages. */
    private static long[] clientShare(
            NetworkPacking packing,
            int layer,
            LinearServer server,
            SecretKey key,
            Encryptor encryptor,
            long[][] masks) {
        LayerShape shape = packing.shape().layers().get(layer);
        long[][] read = shape.terms().stream()
                .map(LinearTerm::tensor)
                .map(tensor -> masks[tensor])
                .toArray(long[][]::new);
        ConvPacking conv = packing.layer(layer);
        long[] share = new long[shape.linearOutput().size()];
        try (Decryptor decryptor = new Decryptor(key, packing.budget())) {
            for (int t = 0; t < conv.tiles().size(); t++) {
                Tile tile = conv.tiles().get(t);
                List<Ciphertext> uploads = new ArrayList<>();
                for (int u = 0; u < tile.uploads(); u++) {
                    uploads.add(server.expand(encryptor.encrypt(conv.packInput(tile, u, read))));
                }
                List<Supplier<Response>> responses = server.multiply(layer, t, uploads);
                for (int r = 0; r < responses.size(); r++) {
                    long[] values = decryptor.decrypt(responses.get(r).get(), conv.positions(tile, r));
                    int[] outputs = conv.outputs(tile, r);
                    for (int i = 0; i < outputs.length; i++) {
                        share[outputs[i]] = values[i];
                    }
                }
            }
        }
        return share;
    }

    private static long[][] tensors(NetworkShape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[][] out = new long[shape.rounds()][];
        Arrays.setAll(out, i -> random.longs(shape.tensor(i).size(), 0, 1L << shape.ringBits())
                .toArray());
        return out;
    }

    private static List<long[]> sum(long[][] a, long[][] b, int count) {
        List<long[]> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long[] sum = a[i].clone();
            for (int j = 0; j < sum.length; j++) {
                sum[j] += b[i][j];
            }
            out.add(sum);
        }
        return out;
    }

    /** Two tickets differ by their masks s and by nothing else: a repeated image has the same sums. */
    @Test
    void ticketsDifferByTheirMasksAlone() {
        NetworkShape shape = RandomNetworks.strict(RandomNetworks.everyLayer(37, 0));
        LinearModel model = new LinearModel(shape, RandomNetworks.weights(shape, 7));
        long[][] masked = tensors(shape, 3);
        long ring = (1L << 37) - 1;
        for (int layer = 0; layer < shape.rounds(); layer++) {
            long[][] unmasked = new long[2][];
            long[][] masks = new long[2][];
            for (int ticket = 0; ticket < 2; ticket++) {
                Seed seed = Seed.random();
                try (TicketMasking masking = new TicketMasking(shape, seed.copy());
                        SecretKey key = SecretKey.generate(HeParameters.N8192);
                        Encryptor encryptor = new Encryptor(
                                key, model.packing(HeParameters.N8192).budget());
                        LinearServer server =
                                model.forTicket(seed, HeParameters.N8192, encryptor.publicKey(), Crew.CALLER)) {
                    masks[ticket] = masking.masks(layer);
                    unmasked[ticket] = server.apply(layer, List.of(masked).subList(0, layer + 1));
                }
                for (int i = 0; i < masks[ticket].length; i++) {
                    unmasked[ticket][i] = unmasked[ticket][i] - masks[ticket][i] & ring;
                }
            }
            assertArrayEquals(unmasked[0], unmasked[1]);
            assertFalse(Arrays.equals(masks[0], masks[1]));
        }
    }

    @Test
    void multipliersInStrictMode_areRefused() {
        NetworkShape shape = RandomNetworks.everyLayer(37, 0);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new NetworkShape(
                                shape.input(), shape.layers(), io.veilray.protocol.NonlinearMode.STRICT, 37, 12, 12, 1))
                .getMessage();
        assertTrue(message.contains("multiplier bits") && message.contains("strict"), message);
    }

    /**
     * With flooding of 2^40 over the noise, 2^58 / (2^25 + 22.02), just below 2^33, may reach a response: weights of 2^12
     * units each, 72 to an output of dense1 and 12 outputs, all of one response, by their number.
     */
    @Test
    void weightsThatWouldOutgrowTheFlooding_areRefusedByName() {
        NetworkShape shape = RandomNetworks.strict(RandomNetworks.everyLayer(37, 0));
        double most = new NetworkPacking(shape, HeParameters.N8192).budget().largestWeightSum();
        assertTrue(most > 0x1.fffp32 && most < 0x1p33, "largest sum " + most);
        float each = (float) Math.scalb(most, -12) / 864;
        for (float share : new float[] {0.99f, 1.01f}) {
            List<LayerWeights> weights = RandomNetworks.weights(shape, 9);
            Arrays.fill(weights.get(3).kernels().getFirst(), share * each);
            if (share < 1) {
                new LinearModel(shape, weights);
            } else {
                String message = assertThrows(IllegalArgumentException.class, () -> new LinearModel(shape, weights))
                        .getMessage();
                assertTrue(message.contains("dense1"), message);
            }
        }
    }
}
