package io.veilray.cloud.compute;

import io.veilray.cloud.work.Crew;
import io.veilray.he.HeParameters;
import io.veilray.protocol.ClientInference;
import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.ClientSession;
import io.veilray.protocol.ClientTicket;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.MaskedActivation;
import io.veilray.protocol.MaskedProduct;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.ServerInference;
import io.veilray.protocol.ServerPreparation;
import io.veilray.ring.Seed;
import java.util.ArrayList;
import java.util.List;

/** Both state machines hand messages to each other directly: the protocol with nothing around it. */
final class DirectRun implements AutoCloseable {
    final NetworkPacking packing;
    final LinearModel model;
    final ClientSession client;
    /** What the server saw online in the last run. */
    final List<MaskedActivation> seenByServer = new ArrayList<>();
    /** The evidence map of the last run. */
    double[] evidence;

    DirectRun(LinearModel model, HeParameters parameters) {
        this.model = model;
        this.packing = new NetworkPacking(model.shape(), parameters);
        this.client = new ClientSession(parameters);
    }

    ClientTicket prepare(Seed seed) throws CloudException {
        try (ClientPreparation preparation = client.prepare(packing);
                LinearServer server =
                        model.forTicket(seed.copy(), packing.parameters(), client.publicKey(), Crew.CALLER)) {
            ServerPreparation serverHalf = new ServerPreparation(packing, server);
            for (int i = 0; i < preparation.masks(); i++) {
                for (MaskedProduct product : serverHalf.accept(preparation.nextMask())) {
                    preparation.accept(product);
                }
            }
            return preparation.finish();
        }
    }

    double[] infer(ClientTicket ticket, Seed seed, long[] input) throws CloudException {
        return infer(ticket, seed, input, Crew.CALLER);
    }

    double[] infer(ClientTicket ticket, Seed seed, long[] input, Crew crew) throws CloudException {
        seenByServer.clear();
        try (ClientInference inference = ticket.begin(input);
                ServerInference serverHalf = new ServerInference(
                        model.shape(), model.forTicket(seed, packing.parameters(), client.publicKey(), crew))) {
            while (!inference.finished()) {
                MaskedActivation activation = inference.next();
                seenByServer.add(activation);
                inference.accept(serverHalf.accept(activation));
            }
            evidence = inference.evidence();
            return inference.logits();
        }
    }

    double[] classify(long[] input) throws CloudException {
        Seed seed = Seed.random();
        return infer(prepare(seed), seed, input);
    }

    @Override
    public void close() {
        client.close();
    }
}
