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
import io.veilray.wire.RoundCodec;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Processor time of each side and phase, both halves on one thread with no network between, and the size of the ticket's
 * messages, whose encoding does not count.
 */
final class Sides {
    private final LoadedModel model;
    private final NetworkShape shape;
    private final NetworkPacking packing;
    private final ClientSession session = new ClientSession(HeParameters.N4096);
    private final RoundCodec codec;
    private final Series series;

    Sides(CheckedModel checked, Series series) throws ModelException {
        this.model = LoadedModel.of(checked);
        this.shape = checked.shape();
        this.packing = model.packing(HeParameters.N4096);
        this.codec = new RoundCodec(packing);
        this.series = series;
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
        double bytesUp = 0;
        double bytesDown = 0;
        double mark = now();
        try (ClientPreparation preparation = session.prepare(packing);
                LinearServer linear = model.forTicket(seed.copy(), packing.parameters(), session.publicKey())) {
            ServerPreparation half = new ServerPreparation(packing, linear);
            for (int i = 0; i < preparation.masks(); i++) {
                EncryptedMask mask = preparation.nextMask();
                client += now() - mark;
                bytesUp += codec.encode(mask).getSerializedSize();
                double sent = now();
                List<MaskedProduct> products = half.accept(mask);
                server += now() - sent;
                for (MaskedProduct product : products) {
                    bytesDown += codec.encode(product).getSerializedSize();
                }
                mark = now();
                for (MaskedProduct product : products) {
                    preparation.accept(product);
                }
            }
            ClientTicket ticket = preparation.finish();
            series.add("ticket, client CPU ms", client + now() - mark);
            series.add("ticket, server CPU ms", server);
            series.add("bytes of the ticket up", bytesUp);
            series.add("bytes of the ticket down", bytesDown);
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
            series.add("online, client CPU ms", client + now() - mark);
            series.add("online, server CPU ms", server);
        }
    }
}
