package io.veilray.benchmark;

import com.google.gson.Gson;
import com.google.protobuf.InvalidProtocolBufferException;
import io.veilray.cloud.work.Crew;
import io.veilray.he.HeParameters;
import io.veilray.protocol.ClientInference;
import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.ClientSession;
import io.veilray.protocol.ClientTicket;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.MaskedProduct;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.ServerInference;
import io.veilray.protocol.ServerPreparation;
import io.veilray.protocol.TensorShape;
import io.veilray.ring.Seed;
import io.veilray.wire.TicketBytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Ticket and round of one layer, both halves in turn, every message as bytes. Run in a JVM of its own so that its options
 * can differ: prints the figures of all layers as JSON, times in milliseconds of processor time.
 */
public final class SingleLayer {
    static final String ENCRYPT = "client encrypts";
    static final String MULTIPLY = "server multiplies and finishes";
    static final String DECRYPT = "client decrypts";
    static final String ONLINE_CLIENT = "client online";
    static final String ONLINE_SERVER = "server online";
    static final String WHOLE = "whole process, ticket and online";
    static final String TICKET_BYTES = "bytes of the ticket";
    static final String ONLINE_BYTES = "bytes online";

    /** The layer that the design's speed targets name, without a peer to compare it with. */
    static final String DESIGN_LAYER = "64x64, 16 to 32, l = 37";

    private static final double WARM_UP_MS = 2000;
    private static final int MEASURED = 5;
    private static final int CHECKED_SUMS = 200;

    private final OneLayer layer;
    private final NetworkPacking packing;
    private final TicketBytes wire;
    private final ClientSession session = new ClientSession(HeParameters.N4096);
    private final Phases phases = new Phases();
    private long ticketBytes;
    private long onlineBytes;

    private SingleLayer(OneLayer layer) {
        this.layer = layer;
        this.packing = layer.packing();
        this.wire = new TicketBytes(packing);
    }

    /** @param args none */
    public static void main(String[] args) throws Exception {
        Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        for (int i = 0; i < 2; i++) { // the first time is the JVM's warm-up
            figures.put(DESIGN_LAYER, new SingleLayer(new OneLayer(64, 16, 32, 37)).medians());
        }
        for (Peer peer : Peer.LAYERS) {
            for (int ringBits : Peer.RING_BITS) {
                OneLayer layer = new OneLayer(peer.side(), peer.channels(), peer.channels(), ringBits);
                figures.put(peer.name(ringBits), new SingleLayer(layer).medians());
            }
        }
        System.out.println(new Gson().toJson(figures));
    }

    private Map<String, Double> medians() throws Exception {
        double begin = Phases.wholeProcess();
        while (Phases.wholeProcess() - begin < WARM_UP_MS) {
            run();
        }
        Series milliseconds = new Series();
        double warm = Phases.wholeProcess();
        for (int i = 0; i < MEASURED; i++) {
            run();
            phases.addTo(milliseconds);
        }
        Map<String, Double> out = milliseconds.medians();
        out.put(WHOLE, (Phases.wholeProcess() - warm) / MEASURED);
        out.put(TICKET_BYTES, (double) ticketBytes);
        out.put(ONLINE_BYTES, (double) onlineBytes);
        return out;
    }

    private void run() throws Exception {
        TensorShape map = layer.shape().input();
        long[] input = new SplittableRandom(1).longs(map.size(), 0, 1 << 10).toArray();
        phases.start();
        Seed seed = Seed.random();
        double[] sums = online(ticket(seed), seed, input);
        requireRight(input, sums);
    }

    private ClientTicket ticket(Seed seed) throws CloudException, InvalidProtocolBufferException {
        ticketBytes = 0;
        try (ClientPreparation client = session.prepare(packing);
                LinearServer linear =
                        layer.model().forTicket(seed.copy(), HeParameters.N4096, session.publicKey(), Crew.CALLER)) {
            ServerPreparation server = new ServerPreparation(packing, linear);
            while (!server.complete()) {
                byte[] up = wire.of(client.nextMask());
                phases.lap(ENCRYPT);
                List<byte[]> down = new ArrayList<>();
                for (MaskedProduct product : server.accept(wire.mask(up, server.nextFree()))) {
                    down.add(wire.of(product));
                }
                phases.lap(MULTIPLY);
                ticketBytes += up.length;
                for (byte[] product : down) {
                    client.accept(wire.product(product, client.nextPositions()));
                    ticketBytes += product.length;
                }
                phases.lap(DECRYPT);
            }
            return client.finish();
        }
    }

    private double[] online(ClientTicket ticket, Seed seed, long[] input)
            throws CloudException, InvalidProtocolBufferException {
        LinearServer linear = layer.model().forTicket(seed, HeParameters.N4096, session.publicKey(), Crew.CALLER);
        try (ClientInference client = ticket.begin(input);
                ServerInference server = new ServerInference(layer.shape(), linear)) {
            byte[] up = wire.of(client.next());
            phases.lap(ONLINE_CLIENT);
            byte[] down = wire.of(server.accept(wire.activation(up, server.nextSize())));
            phases.lap(ONLINE_SERVER);
            int outputs = layer.shape().layers().getFirst().linearOutput().size();
            client.accept(wire.output(down, outputs));
            phases.lap(ONLINE_CLIENT);
            onlineBytes = up.length + down.length;
            return client.evidence();
        }
    }

    /** A figure of a wrong result is worth nothing. */
    private void requireRight(long[] input, double[] sums) {
        TensorShape map = layer.shape().layers().getFirst().linearOutput();
        int fraction = layer.shape().activationBits() + layer.shape().weightBits();
        for (int i : new SplittableRandom(2).ints(CHECKED_SUMS, 0, sums.length).toArray()) {
            int position = i % (map.height() * map.width());
            long wanted =
                    layer.sum(input, i / (map.height() * map.width()), position / map.width(), position % map.width());
            if (Math.scalb(sums[i], fraction) != wanted) {
                throw new IllegalStateException(
                        "sum " + i + " of " + layer.shape() + " is wrong: nothing was measured");
            }
        }
    }
}
