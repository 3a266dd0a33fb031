package io.veilray.cloud.privacy;

import io.veilray.cloud.compute.LinearModel;
import io.veilray.cloud.work.Crew;
import io.veilray.he.CompactCiphertext;
import io.veilray.he.HeParameters;
import io.veilray.protocol.ClientInference;
import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.ClientSession;
import io.veilray.protocol.ClientTicket;
import io.veilray.protocol.EncryptedMask;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.MaskedActivation;
import io.veilray.protocol.MaskedProduct;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.ServerInference;
import io.veilray.protocol.ServerPreparation;
import io.veilray.protocol.ServerSession;
import io.veilray.protocol.ServerShares;
import io.veilray.protocol.StrictInference;
import io.veilray.protocol.StrictServerInference;
import io.veilray.protocol.TransfersLease;
import io.veilray.ring.Purpose;
import io.veilray.ring.Sampler;
import io.veilray.ring.Seed;
import io.veilray.share.Conversation;
import io.veilray.share.MalformedMessageException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs the real client, ticket after ticket in one session, and writes down all that the server receives. */
final class Watched implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final LinearModel model;
    private final NetworkShape shape;
    private final NetworkPacking packing;
    private final ClientSession client;
    private final ServerSession server;
    private final List<Long> thinking = new ArrayList<>();
    private int tickets;

    Watched(NonlinearMode mode) {
        model = SmallNetworks.model(mode);
        shape = model.shape();
        HeParameters parameters = mode.heParameters();
        packing = model.packing(parameters);
        client = new ClientSession(parameters);
        server = new ServerSession(
                parameters, client.publicKey(), Integer.MAX_VALUE, Duration.ofMinutes(1), () -> Instant.EPOCH);
    }

    /** One image on a ticket of its own. */
    ServerView classify(long[] image) throws Exception {
        ServerView view = new ServerView();
        Seed seed = Seed.random();
        boolean shared = shape.mode().shared();
        List<EncryptedMask> masks = new ArrayList<>();
        ClientTicket ticket;
        ServerShares shares = ServerShares.none();
        try (ClientPreparation ours = client.prepare(packing);
                LinearServer linear = linear(seed);
                ServerPreparation theirs = theirs(linear, ours)) {
            for (int i = 0; i < ours.masks(); i++) {
                masks.add(ours.nextMask());
                for (MaskedProduct product : theirs.accept(masks.getLast())) {
                    ours.accept(product);
                }
            }
            add(view, masks);
            if (shared) {
                // the first ticket's transfers begin with points of a curve and have a length of their own
                talk(ours.conversation(), theirs.conversation(), tickets++ == 0 ? null : view, "offline ");
                shares = theirs.shares();
            }
            ticket = ours.finish();
        }
        if (shared) {
            try (StrictInference ours = ticket.converse(image);
                    StrictServerInference theirs = new StrictServerInference(linear(seed), shares)) {
                talk(ours, theirs, view, "online ");
            }
        } else {
            List<long[]> tops = publicTops(masks);
            infer(ticket, image, seed, view, tops);
        }
        return view;
    }

    /** Where sums stay shared: how long the client took for each online message of the last image, in ns on a core. */
    List<Long> thinking() {
        return thinking;
    }

    private LinearServer linear(Seed seed) {
        return model.forTicket(seed.copy(), packing.parameters(), client.publicKey(), Crew.CALLER);
    }

    private ServerPreparation theirs(LinearServer linear, ClientPreparation ours) throws Exception {
        if (!shape.mode().shared()) {
            return new ServerPreparation(packing, linear);
        }
        TransfersLease lease = server.transfers(ours.transfersAge()).orElseThrow();
        return new ServerPreparation(packing, linear, lease);
    }

    private void infer(ClientTicket ticket, long[] image, Seed seed, ServerView view, List<long[]> tops)
            throws Exception {
        try (ClientInference ours = ticket.begin(image);
                ServerInference theirs = new ServerInference(shape, linear(seed))) {
            while (!ours.finished()) {
                MaskedActivation hidden = ours.next();
                long[] elements = hidden.elements();
                view.add("activation " + hidden.round(), shape.ringBits(), elements);
                long[] top = tops.get(hidden.round());
                long[] sum = new long[elements.length];
                for (int i = 0; i < sum.length; i++) {
                    sum[i] = elements[i] + top[i] & (1L << shape.ringBits()) - 1;
                }
                // what a server would look at that hopes the mask were what the upload's seed expands to
                view.add("activation " + hidden.round() + " with the public top", shape.ringBits(), sum);
                ours.accept(theirs.accept(hidden));
            }
        }
    }

    private void talk(Conversation client, Conversation server, ServerView view, String phase)
            throws MalformedMessageException {
        int count = 0;
        thinking.clear();
        long before = THREADS.getCurrentThreadCpuTime();
        while (!client.finished() || !server.finished()) {
            boolean up = client.speaks();
            byte[] message = (up ? client : server).next();
            if (up) {
                thinking.add(THREADS.getCurrentThreadCpuTime() - before);
            }
            if (up && view != null) {
                long[] bytes = new long[message.length];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = message[i] & 0xff;
                }
                view.add(phase + count++, 8, bytes);
            }
            before = THREADS.getCurrentThreadCpuTime();
            (up ? server : client).accept(message);
        }
    }

    private void add(ServerView view, List<EncryptedMask> masks) {
        int bits = packing.parameters().ring().primes().getFirst().bits();
        int last = packing.parameters().ring().primes().size() - 1;
        for (int i = 0; i < masks.size(); i++) {
            CompactCiphertext mask = masks.get(i).ciphertext();
            long[] seed = new long[Seed.BYTES];
            for (int k = 0; k < seed.length; k++) {
                seed[k] = mask.seed().toBytes()[k] & 0xff;
            }
            view.add("seed " + i, 8, seed);
            view.add("lowest digit " + i, bits - packing.budget().droppedBits(), mask.digits()[0]);
            for (int k = 1; k < last; k++) {
                view.add("digit " + k + " of " + i, bits, mask.digits()[k]);
            }
            int free = bits - shape.ringBits();
            long[] ofFree = new long[mask.free().length];
            long[] ofOthers = new long[mask.digits()[last].length - ofFree.length];
            for (int k = 0, f = 0; k < mask.digits()[last].length; k++) {
                if (f < ofFree.length && mask.free()[f] == k) {
                    ofFree[f++] = mask.digits()[last][k] & (1L << free) - 1;
                } else {
                    ofOthers[k - f] = mask.digits()[last][k];
                }
            }
            view.add("free highest digit " + i, free, ofFree);
            view.add("highest digit " + i, bits, ofOthers);
        }
    }

    /** For each tensor what the public seeds of the uploads that bring its mask expand to. */
    private List<long[]> publicTops(List<EncryptedMask> masks) {
        List<long[]> out = new ArrayList<>();
        for (int i = 0; i < shape.rounds(); i++) {
            out.add(new long[shape.tensor(i).size()]);
        }
        FirstReadings first = new FirstReadings(packing);
        try (Sampler sampler = new Sampler()) {
            for (EncryptedMask mask : masks) {
                int[] free = first.of(mask.layer(), mask.tile(), mask.upload());
                long[] top = new long[free.length];
                sampler.reseed(mask.ciphertext().seed(), Purpose.PUBLIC_TOP, 0).uniformBits(top, shape.ringBits());
                List<LinearTerm> terms = shape.layers().get(mask.layer()).terms();
                int[] next = {0};
                var conv = packing.layer(mask.layer());
                conv.forEachEntry(conv.tiles().get(mask.tile()), mask.upload(), (coefficient, input, entry) -> {
                    if (next[0] < free.length && free[next[0]] == coefficient) {
                        out.get(terms.get(input).tensor())[entry] = top[next[0]++];
                    }
                });
            }
        }
        return out;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
