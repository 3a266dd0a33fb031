package io.veilray.cloud.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.cloud.work.Crew;
import io.veilray.cloud.work.Lane;
import io.veilray.cloud.work.Workers;
import io.veilray.he.HeParameters;
import io.veilray.packing.Tile;
import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.ClientTicket;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.MaskedProduct;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.ServerPreparation;
import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Ring;
import io.veilray.ring.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several threads on one ticket must give what one gives. */
class TicketServerTest {
    private NetworkShape shape = RandomNetworks.everyLayer(37, 0);
    private List<LayerWeights> weights = RandomNetworks.weights(shape, 7);
    private LinearModel model = new LinearModel(shape, weights);

    /** Everything is handed to the workers before the first product is taken: tiles and layers overlap. */
    private ClientTicket prepare(DirectRun run, Seed seed, Workers workers) throws CloudException {
        try (ClientPreparation preparation = run.client.prepare(run.packing);
                LinearServer server =
                        model.forTicket(seed.copy(), run.packing.parameters(), run.client.publicKey(), workers)) {
            ServerPreparation serverHalf = new ServerPreparation(run.packing, server);
            Lane lane = workers.lane();
            List<CompletableFuture<MaskedProduct>> products = new ArrayList<>();
            for (int i = 0; i < preparation.masks(); i++) {
                for (Supplier<MaskedProduct> product : serverHalf.take(preparation.nextMask())) {
                    products.add(CompletableFuture.supplyAsync(product, lane::add));
                }
            }
            for (CompletableFuture<MaskedProduct> product : products) {
                preparation.accept(product.join());
            }
            return preparation.finish();
        }
    }

    /** Re-randomised responses never repeat; that the logits are exact says that each holds what it should. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void severalWorkers_giveTheExactResultInTheSameOrder(int count) throws CloudException {
        requireExactResults(count, 3);
    }

    /** Several tiles that share weights, whose responses overlap, and online a layer that is shared out. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void tilesThatShareWeights_giveTheExactResult(int count) throws CloudException {
        shape = RandomNetworks.inStrips(37);
        weights = RandomNetworks.weights(shape, 3);
        model = new LinearModel(shape, weights);
        List<Tile> tiles = model.packing(HeParameters.N4096).layer(0).tiles();
        assertTrue(tiles.size() > 2 && tiles.get(0).sharesWeightsWith(tiles.get(1)));
        requireExactResults(count, 1);
    }

    private void requireExactResults(int count, int images) throws CloudException {
        try (Workers workers = new Workers(count);
                DirectRun run = new DirectRun(model, HeParameters.N4096)) {
            for (long image = 1; image <= images; image++) {
                Seed seed = Seed.random();
                long[] input = RandomNetworks.input(shape, image);
                assertArrayEquals(
                        PlainFixedPoint.logits(shape, weights, input),
                        run.infer(prepare(run, seed, workers), seed, input, workers));
            }
        }
    }

    @Test
    void polynomialsGivenBack_areWipedAndUsedAgain() {
        Ring ring = HeParameters.N4096.ring();
        PolynomialStore store = new PolynomialStore(ring);
        Polynomial polynomial = store.take();
        assertEquals(Form.VALUES, polynomial.form());
        for (int i = 0; i < ring.degree(); i++) {
            polynomial.setEntry(1, i, 7);
        }
        store.give(polynomial);
        for (int i = 0; i < ring.degree(); i++) {
            assertEquals(0, polynomial.entry(1, i));
        }
        assertTrue(polynomial == store.take());
    }

    /** What a ticket borrowed for its weights comes back wiped when it closes, finished or not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closedTicket_givesBackWhatItBorrowed(boolean finished) throws CloudException {
        PolynomialStore store = new PolynomialStore(HeParameters.N4096.ring());
        try (DirectRun run = new DirectRun(model, HeParameters.N4096);
                ClientPreparation preparation = run.client.prepare(run.packing)) {
            LinearServer server = new TicketServer(
                    model,
                    run.packing,
                    store,
                    new io.veilray.cloud.nonlinear.TicketMasking(shape, Seed.random()),
                    run.client.publicKey(),
                    Crew.CALLER);
            ServerPreparation serverHalf = new ServerPreparation(run.packing, server);
            int masks = finished ? preparation.masks() : preparation.masks() / 2;
            for (int i = 0; i < masks; i++) {
                serverHalf.accept(preparation.nextMask());
            }
            server.close();
        }
        assertTrue(store.free() > 0);
        assertEquals(store.lent(), 0);
        for (int i = store.free(); i > 0; i--) {
            requireZero(store.take());
        }
    }

    private static void requireZero(Polynomial polynomial) {
        for (int prime = 0; prime < polynomial.primes(); prime++) {
            for (double[] row : polynomial.rows(prime)) {
                assertArrayEquals(new double[row.length], row);
            }
        }
    }
}
