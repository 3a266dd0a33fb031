package io.veilray.benchmark;

import io.veilray.cloud.LoadedModel;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.ModelException;
import io.veilray.he.HeParameters;
import io.veilray.protocol.ClientInference;
import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.ClientSession;
import io.veilray.protocol.ClientTicket;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.EncryptedMask;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.MaskedActivation;
import io.veilray.protocol.MaskedOutput;
import io.veilray.protocol.MaskedProduct;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.ServerInference;
import io.veilray.protocol.ServerPreparation;
import io.veilray.ring.Seed;
import io.veilray.share.FixedPoint;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Processor time of each side and phase, both halves on one thread with no network between. */
final class Sides {
    private final LoadedModel model;
    private final NetworkShape shape;
    private final NetworkPacking packing;
    private final ClientSession session = new ClientSession(HeParameters.N4096);
    private final Series milliseconds;

    Sides(CheckedModel checked, Series milliseconds) throws ModelException {
        this.model = LoadedModel.of(checked);
        this.shape = checked.shape();
        this.packing = model.packing(HeParameters.N4096);
        this.milliseconds = milliseconds;
    }

    NetworkPacking packing() {
        return packing;
    }

    /** One ticket and one online run. */
    void run(float[] image) throws CloudException {
        Seed seed = Seed.random();
        ClientTicket ticket = prepare(seed);
        infer(ticket, seed, new FixedPoint(shape.activationBits()).encode(image));
    }

    static double now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6;
    }

    private ClientTicket prepare(Seed seed) throws CloudException {
        double client = 0;
        double server = 0;
        double mark = now();
        try (ClientPreparation preparation = session.prepare(packing);
                LinearServer linear = model.forTicket(seed.copy(), packing.parameters(), session.publicKey())) {
            ServerPreparation half = new ServerPreparation(packing, linear);
            for (int i = 0; i < preparation.masks(); i++) {
                EncryptedMask mask = preparation.nextMask();
                double sent = now();
                client += sent - mark;
                List<MaskedProduct> products = half.accept(mask);
                mark = now();
                server += mark - sent;
                for (MaskedProduct product : products) {
                    preparation.accept(product);
                }
            }
            ClientTicket ticket = preparation.finish();
            milliseconds.add("ticket, client CPU", client + now() - mark);
            milliseconds.add("ticket, server CPU", server);
            return ticket;
        }
    }

    private void infer(ClientTicket ticket, Seed seed, long[] input) throws CloudException {
        double client = 0;
        double server = 0;
        double mark = now();
        try (ClientInference inference = ticket.begin(input);
                ServerInference half =
                        new ServerInference(shape, model.forTicket(seed, packing.parameters(), session.publicKey()))) {
            while (!inference.finished()) {
                MaskedActivation activation = inference.next();
                double sent = now();
                client += sent - mark;
                MaskedOutput output = half.accept(activation);
                mark = now();
                server += mark - sent;
                inference.accept(output);
            }
            milliseconds.add("online, client CPU", client + now() - mark);
            milliseconds.add("online, server CPU", server);
        }
    }
}
