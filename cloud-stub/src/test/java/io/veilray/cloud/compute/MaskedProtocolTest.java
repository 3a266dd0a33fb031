package io.veilray.cloud.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.cloud.work.Crew;
import io.veilray.he.HeParameters;
import io.veilray.protocol.ClientInference;
import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.ClientTicket;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.EncryptedMask;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.MaskedActivation;
import io.veilray.protocol.MaskedProduct;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.ServerInference;
import io.veilray.protocol.ServerPreparation;
import io.veilray.ring.Seed;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole protocol, both halves, against the definition of the network. */
class MaskedProtocolTest {
    /** With B = 0 multipliers are 1 and noise is 0: permutation, masks and encryption must cancel to the last bit. */
    @ParameterizedTest
    @CsvSource({"4096, 32", "4096, 37", "4096, 41", "8192, 32", "8192, 37"})
    void withoutMultipliers_logitsEqualTheFixedPointNetworkExactly(int degree, int ringBits) throws CloudException {
        NetworkShape shape = RandomNetworks.everyLayer(ringBits, 0);
        List<LayerWeights> weights = RandomNetworks.weights(shape, 7);
        try (DirectRun run = new DirectRun(new LinearModel(shape, weights), HeParameters.ofDegree(degree))) {
            for (long seed = 1; seed <= 2; seed++) {
                long[] input = RandomNetworks.input(shape, seed);
                assertArrayEquals(PlainFixedPoint.logits(shape, weights, input), run.classify(input));
            }
        }
    }

    /** The map comes back position by position, and its mean, rounded at 22 bits, is what the client calls logits. */
    @Test
    void evidenceMap_hasTheLogitsAsItsMean() throws CloudException {
        NetworkShape shape = RandomNetworks.withEvidence(32);
        List<LayerWeights> weights = RandomNetworks.weights(shape, 7);
        try (DirectRun run = new DirectRun(new LinearModel(shape, weights), HeParameters.N4096)) {
            long[] input = RandomNetworks.input(shape, 4);
            double[] logits = run.classify(input);
            assertArrayEquals(PlainFixedPoint.logits(shape, weights, input), logits);
            assertEquals(3 * 42, run.evidence.length);
            for (int k = 0; k < 3; k++) {
                double mean = Arrays.stream(run.evidence, 42 * k, 42 * k + 42)
                        .average()
                        .orElseThrow();
                assertEquals(mean, logits[k], Math.pow(2, -23));
            }
        }
    }

    /**
     * With B = 2 each layer errs by the rounding of weights (1/2 of 2^-12 each, at most 108 of them on inputs of order
     * one), so logits of order one agree to a few hundredths; two tickets differ, since their multipliers do.
     */
    @Test
    void withMultipliers_logitsStayNearAndTicketsDiffer() throws CloudException {
        NetworkShape shape = RandomNetworks.everyLayer(32, 2);
        List<LayerWeights> weights = RandomNetworks.weights(shape, 8);
        long[] input = RandomNetworks.input(shape, 3);
        double[] plain = PlainFixedPoint.logits(shape, weights, input);
        try (DirectRun run = new DirectRun(new LinearModel(shape, weights), HeParameters.N4096)) {
            double[] first = run.classify(input);
            double[] second = run.classify(input);
            assertFalse(Arrays.equals(first, second));
            for (int i = 0; i < plain.length; i++) {
                assertEquals(plain[i], first[i], 0.05);
                assertEquals(plain[i], second[i], 0.05);
            }
        }
    }

    /** What the server sees is uniform: of 1,000 elements the mean lies within 6 deviations of half the ring. */
    @Test
    void maskedActivations_looksUniformEvenForABlackImage() throws CloudException {
        NetworkShape shape = RandomNetworks.everyLayer(32, 2);
        try (DirectRun run =
                new DirectRun(new LinearModel(shape, RandomNetworks.weights(shape, 9)), HeParameters.N4096)) {
            run.classify(new long[shape.input().size()]);
            long[] all = run.seenByServer.stream()
                    .flatMapToLong(message -> Arrays.stream(message.elements()))
                    .toArray();
            double mean = Arrays.stream(all).average().orElseThrow() / Math.pow(2, 32);
            assertEquals(0.5, mean, 6 / Math.sqrt(12.0 * all.length));
        }
    }

    @Test
    void ticket_worksOnce() throws CloudException {
        NetworkShape shape = RandomNetworks.everyLayer(32, 2);
        try (DirectRun run =
                new DirectRun(new LinearModel(shape, RandomNetworks.weights(shape, 9)), HeParameters.N4096)) {
            ClientTicket ticket = run.prepare(Seed.random());
            ticket.begin(RandomNetworks.input(shape, 1)).close();
            CloudException e = assertThrows(CloudException.class, () -> ticket.begin(RandomNetworks.input(shape, 1)));
            assertEquals(Reason.TICKET_SPENT, e.reason());
        }
    }

    @Test
    void masksOutOfOrder_areRefused() throws CloudException {
        NetworkShape shape = RandomNetworks.everyLayer(32, 2);
        LinearModel model = new LinearModel(shape, RandomNetworks.weights(shape, 9));
        try (DirectRun run = new DirectRun(model, HeParameters.N4096);
                ClientPreparation preparation = run.client.prepare(run.packing);
                LinearServer server =
                        model.forTicket(Seed.random(), HeParameters.N4096, run.client.publicKey(), Crew.CALLER)) {
            ServerPreparation serverHalf = new ServerPreparation(run.packing, server);
            EncryptedMask first = preparation.nextMask();
            List<MaskedProduct> products = serverHalf.accept(first);
            assertFalse(products.isEmpty());
            CloudException again = assertThrows(CloudException.class, () -> serverHalf.accept(first));
            assertEquals(Reason.PROTOCOL, again.reason());
            assertTrue(again.getMessage().contains("layer 0"), again.getMessage());
            preparation.accept(products.getFirst());
            CloudException twice = assertThrows(CloudException.class, () -> preparation.accept(products.getFirst()));
            assertEquals(Reason.PROTOCOL, twice.reason());
            assertThrows(CloudException.class, preparation::finish);
        }
    }

    @Test
    void activationsOfTheWrongRoundOrLength_areRefused() throws CloudException {
        NetworkShape shape = RandomNetworks.everyLayer(32, 2);
        LinearModel model = new LinearModel(shape, RandomNetworks.weights(shape, 9));
        NetworkPacking packing = new NetworkPacking(shape, HeParameters.N4096);
        try (DirectRun run = new DirectRun(model, HeParameters.N4096);
                ServerInference serverHalf = new ServerInference(
                        shape,
                        model.forTicket(Seed.random(), packing.parameters(), run.client.publicKey(), Crew.CALLER))) {
            for (MaskedActivation bad : new MaskedActivation[] {
                new MaskedActivation(1, new long[360]),
                new MaskedActivation(0, new long[359]),
                new MaskedActivation(0, new long[0]),
                new MaskedActivation(-1, new long[360])
            }) {
                assertEquals(
                        Reason.PROTOCOL,
                        assertThrows(CloudException.class, () -> serverHalf.accept(bad))
                                .reason());
            }
            serverHalf.accept(new MaskedActivation(0, new long[360]));
        }
    }

    @Test
    void weightsThatWouldDrownTheMessage_areRefusedByName() {
        NetworkShape shape = RandomNetworks.everyLayer(41, 2);
        List<LayerWeights> weights = RandomNetworks.weights(shape, 9);
        weights.get(1).kernels().getFirst()[0] = 1e6f;
        String message = assertThrows(IllegalArgumentException.class, () -> new LinearModel(shape, weights))
                .getMessage();
        assertTrue(message.contains("conv2"), message);
    }

    /**
     * The noise of a coefficient comes from every weight of its response. At 41 bits 2^36 / 22.02 = 2^31.54 may reach one;
     * 72 weights of 1800 * 2^14 are 2^30.98, so one such output passes and three that share a response do not.
     */
    @Test
    void weightsOfOutputsThatShareAResponse_countTogether() {
        NetworkShape shape = RandomNetworks.everyLayer(41, 2);
        for (int loud : new int[] {1, 3}) {
            List<LayerWeights> weights = RandomNetworks.weights(shape, 9);
            Arrays.fill(weights.get(3).kernels().getFirst(), 0, 72 * loud, 1800f);
            if (loud == 1) {
                new LinearModel(shape, weights);
            } else {
                String message = assertThrows(IllegalArgumentException.class, () -> new LinearModel(shape, weights))
                        .getMessage();
                assertTrue(message.contains("dense1"), message);
            }
        }
    }

    @Test
    void closedHalves_sendNothing() throws CloudException {
        NetworkShape shape = RandomNetworks.everyLayer(32, 2);
        LinearModel model = new LinearModel(shape, RandomNetworks.weights(shape, 9));
        try (DirectRun run = new DirectRun(model, HeParameters.N4096)) {
            ClientPreparation preparation = run.client.prepare(run.packing);
            preparation.close();
            assertThrows(IllegalStateException.class, preparation::nextMask);
            ClientInference inference = run.prepare(Seed.random()).begin(RandomNetworks.input(shape, 1));
            inference.close();
            assertThrows(IllegalStateException.class, inference::next);
            assertThrows(IllegalStateException.class, inference::logits);
        }
    }
}
