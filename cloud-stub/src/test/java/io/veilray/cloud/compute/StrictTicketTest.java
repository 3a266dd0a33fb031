package io.veilray.cloud.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.cloud.work.Crew;
import io.veilray.he.Ciphertext;
import io.veilray.he.CompactCiphertext;
import io.veilray.he.HeParameters;
import io.veilray.he.Response;
import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.ClientSession;
import io.veilray.protocol.ClientTicket;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.MaskedProduct;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.ServerPreparation;
import io.veilray.protocol.ServerSession;
import io.veilray.protocol.ServerShares;
import io.veilray.protocol.StrictInference;
import io.veilray.protocol.StrictServerInference;
import io.veilray.protocol.TensorShape;
import io.veilray.protocol.TransfersLease;
import io.veilray.ring.Seed;
import io.veilray.share.Conversation;
import io.veilray.share.FixedPoint;
import io.veilray.share.MalformedMessageException;
import io.veilray.share.Shares;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Strict mode with all of its parts and no wire: encryption, transfers, comparisons. */
class StrictTicketTest {
    private static final HeParameters PARAMETERS = HeParameters.N8192;
    private static final Instant START = Instant.EPOCH;

    private final NetworkShape shape = network();
    private final List<LayerWeights> weights = RandomNetworks.weights(shape, 3);
    private final LinearModel model = new LinearModel(shape, weights);
    private final NetworkPacking packing = model.packing(PARAMETERS);
    private final ClientSession client = new ClientSession(PARAMETERS);
    private final ServerSession server =
            new ServerSession(PARAMETERS, client.publicKey(), 10, Duration.ofMinutes(1), () -> START);
    /** The server's shares of every layer's sums in the last run. */
    private final List<long[]> serverSums = new ArrayList<>();

    /** Overlapping pools before and behind the ReLU, a residual sum, logits as the mean of a map. */
    private static NetworkShape network() {
        TensorShape first = new TensorShape(4, 13, 11);
        TensorShape second = new TensorShape(5, 6, 5);
        PoolWindow overlapping = new PoolWindow(3, 3, 2, 2, 1, 1, 7, 6);
        PoolWindow halving = new PoolWindow(2, 2, 2, 2, 0, 0, 3, 2);
        TensorShape map = new TensorShape(3, 3, 2);
        Nonlinear relu = new Nonlinear.Relu();
        List<LayerShape> layers = List.of(
                RandomNetworks.conv("conv1", 0, 3, 1, first, List.of(new Nonlinear.MaxPool(overlapping), relu)),
                new LayerShape(
                        "residual",
                        List.of(new LinearTerm(1, 2, 2, 1, 0, 0), new LinearTerm(0, 1, 1, 2, 0, 0)),
                        second,
                        List.of(relu, new Nonlinear.MaxPool(halving))),
                RandomNetworks.conv(
                        "logits", 2, 1, 1, map, List.of(new Nonlinear.AveragePool(PoolWindow.global(map), false))));
        return new NetworkShape(new TensorShape(1, 13, 11), layers, NonlinearMode.STRICT, 37, 12, 12, 0);
    }

    private record Ticket(ClientTicket client, Seed seed, ServerShares server) {}

    private static void talk(Conversation ours, Conversation theirs) throws MalformedMessageException {
        while (!ours.finished() || !theirs.finished()) {
            Conversation speaker = ours.speaks() ? ours : theirs;
            (speaker == ours ? theirs : ours).accept(speaker.next());
        }
    }

    private LinearServer linear(Seed seed) {
        return new Recorded(model.forTicket(seed.copy(), PARAMETERS, server.publicKey(), Crew.CALLER), serverSums);
    }

    private Ticket prepare(long age) throws Exception {
        Seed seed = Seed.random();
        try (ClientPreparation ours = client.prepare(packing);
                LinearServer linear = linear(seed)) {
            assertEquals(age, ours.transfersAge());
            TransfersLease lease = server.transfers(ours.transfersAge()).orElseThrow();
            try (ServerPreparation theirs = new ServerPreparation(packing, linear, lease)) {
                assertEquals(
                        Reason.PROTOCOL,
                        assertThrows(CloudException.class, ours::conversation).reason());
                multiply(ours, theirs);
                assertEquals(
                        Reason.PROTOCOL,
                        assertThrows(CloudException.class, ours::finish).reason());
                talk(ours.conversation(), theirs.conversation());
                return new Ticket(ours.finish(), seed, theirs.shares());
            }
        }
    }

    private static void multiply(ClientPreparation ours, ServerPreparation theirs) throws CloudException {
        for (int i = 0; i < ours.masks(); i++) {
            for (MaskedProduct product : theirs.accept(ours.nextMask())) {
                ours.accept(product);
            }
        }
    }

    private double[] infer(Ticket ticket, long[] input) throws Exception {
        serverSums.clear();
        try (StrictInference ours = ticket.client().converse(input);
                StrictServerInference theirs = new StrictServerInference(linear(ticket.seed()), ticket.server())) {
            talk(ours, theirs);
            return ours.logits();
        }
    }

    /**
     * What must come out, exactly. The client's share of a sum x is x - d with the server's d of that run, and the two
     * shares' high parts decide how the sum was rounded: one unit from the nearest at most.
     */
    private double[] expected(long[] input) {
        List<long[]> tensors = new ArrayList<>(List.of(input));
        int last = shape.rounds() - 1;
        for (int i = 0; i < last; i++) {
            tensors.add(shape.layers().get(i).apply(truncated(sums(i, tensors), serverSums.get(i))));
        }
        long[] sums = sums(last, tensors);
        double[] logits = new double[shape.classes()];
        int area = sums.length / logits.length;
        for (int i = 0; i < sums.length; i++) {
            logits[i / area] += sums[i];
        }
        return Arrays.stream(logits)
                .map(sum -> Math.scalb(sum, -shape.activationBits() - shape.weightBits()) / area)
                .toArray();
    }

    private long[] sums(int layer, List<long[]> tensors) {
        return PlainFixedPoint.sums(shape, shape.layers().get(layer), weights.get(layer), tensors);
    }

    private long[] truncated(long[] sums, long[] d) {
        int g = shape.weightBits();
        Shares ring = new Shares(shape.ringBits());
        Shares compared = new Shares(shape.ringBits() - g);
        long[] out = new long[sums.length];
        for (int i = 0; i < out.length; i++) {
            long c = ring.element(sums[i] - d[i]);
            out[i] = compared.signed((c >> g) + (ring.element(d[i] - 1) >> g) + 1);
            assertTrue(Math.abs(out[i] - FixedPoint.rescale(sums[i], g)) <= 1, "sum " + sums[i]);
        }
        return out;
    }

    @Test
    void ticketAfterTicket_givesExactlyWhatItsSharesSay() throws Exception {
        for (int age = 0; age < 3; age++) {
            Ticket ticket = prepare(age);
            long[] input = RandomNetworks.input(shape, age);
            double[] logits = infer(ticket, input);
            assertArrayEquals(expected(input), logits);
            CloudException spent = assertThrows(CloudException.class, () -> infer(ticket, input));
            assertEquals(Reason.TICKET_SPENT, spent.reason());
        }
    }

    @Test
    void ticketsOfOneImage_differByTheirRoundingOnly() throws Exception {
        long[] input = RandomNetworks.input(shape, 1);
        double[] first = infer(prepare(0), input);
        double[] second = infer(prepare(1), input);
        // two roundings of a unit each, 2^-12, on every path: fan-ins of 20 and 5 with weights up to 1.5 / sqrt(fan-in)
        double bound = Math.scalb(1.5 * Math.sqrt(5) * (2 + 2 * 1.5 * Math.sqrt(20)), -12);
        assertArrayEquals(first, second, bound);
    }

    @Test
    void preparationThatBreaks_startsAnew() throws Exception {
        prepare(0);
        try (ClientPreparation ours = client.prepare(packing);
                LinearServer linear = linear(Seed.random());
                ServerPreparation theirs = new ServerPreparation(
                        packing, linear, server.transfers(ours.transfersAge()).orElseThrow())) {
            assertEquals(1, ours.transfersAge());
            assertTrue(server.transfers(1).isEmpty(), "in use");
            multiply(ours, theirs);
            theirs.conversation().accept(ours.conversation().next());
        }
        Ticket ticket = prepare(0);
        assertArrayEquals(infer(ticket, RandomNetworks.input(shape, 5)), expected(RandomNetworks.input(shape, 5)));
    }

    /** Remembers what it gave. */
    private record Recorded(LinearServer server, List<long[]> given) implements LinearServer {
        @Override
        public Ciphertext expand(CompactCiphertext mask) {
            return server.expand(mask);
        }

        @Override
        public List<Supplier<Response>> multiply(int layer, int tile, List<Ciphertext> masks) {
            return server.multiply(layer, tile, masks);
        }

        @Override
        public long[] apply(int layer, List<long[]> activations) {
            long[] sums = server.apply(layer, activations);
            given.add(sums.clone());
            return sums;
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
