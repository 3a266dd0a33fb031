package io.veilray.protocol;

import io.veilray.he.Ciphertext;
import io.veilray.he.CompactCiphertext;
import io.veilray.he.Response;
import io.veilray.ot.DealtPads;
import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import io.veilray.ring.Seed;
import io.veilray.share.Conversation;
import io.veilray.share.FixedPoint;
import io.veilray.share.MalformedMessageException;
import io.veilray.share.Shares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One model and one ticket of strict or quadratic mode without encryption: the linear layers' shares are made in the clear, all that
 * follows is the real thing, on transfers that a dealer made unless others are given.
 */
final class StrictRun {
    final NetworkShape shape;
    final List<long[][]> kernels = new ArrayList<>();
    final List<long[]> biases = new ArrayList<>();
    /** s, the server's masks of every layer's sums. */
    final List<long[]> hidden = new ArrayList<>();

    final long[][] masks;
    /** c = W r - s. */
    final long[][] products;

    /** The server's shares of the tensors of the latest run. */
    private List<long[]> served = List.of();

    private final long ringMask;

    StrictRun(NetworkShape shape, long modelSeed, long ticketSeed) {
        this(shape, modelSeed, ticketSeed, ticketSeed);
    }

    /** @param clientSeed of r; the other one is of s */
    StrictRun(NetworkShape shape, long modelSeed, long clientSeed, long serverSeed) {
        this.shape = shape;
        this.ringMask = (1L << shape.ringBits()) - 1;
        SplittableRandom model = new SplittableRandom(modelSeed);
        SplittableRandom client = new SplittableRandom(2 * clientSeed);
        SplittableRandom server = new SplittableRandom(2 * serverSeed + 1);
        masks = new long[shape.rounds()][];
        products = new long[shape.rounds()][];
        for (int i = 0; i < shape.rounds(); i++) {
            drawWeights(model, shape.layers().get(i));
            masks[i] = client.longs(shape.tensor(i).size(), 0, ringMask + 1).toArray();
            int sums = shape.layers().get(i).linearOutput().size();
            hidden.add(server.longs(sums, 0, ringMask + 1).toArray());
            products[i] = reduced(minus(linear(i, Arrays.asList(masks)), hidden.get(i)));
        }
    }

    /** So large that sums keep the size of what they sum, about. */
    private void drawWeights(SplittableRandom random, LayerShape layer) {
        int channels = layer.linearOutput().channels();
        double unit = Math.scalb(1.0, shape.weightBits());
        kernels.add(layer.terms().stream()
                .map(term -> {
                    int fanIn = shape.tensor(term.tensor()).channels() * term.kernelHeight() * term.kernelWidth();
                    return random.doubles((long) fanIn * channels, -1.5, 1.5)
                            .mapToLong(w -> Math.round(w / Math.sqrt(fanIn) * unit))
                            .toArray();
                })
                .toArray(long[][]::new));
        biases.add(random.longs(channels, -1L << shape.activationBits(), 1L << shape.activationBits())
                .map(b -> b << shape.weightBits() - 2)
                .toArray());
    }

    private static long[] minus(long[] a, long[] b) {
        return IntStream.range(0, a.length).mapToLong(i -> a[i] - b[i]).toArray();
    }

    private long[] reduced(long[] values) {
        return Arrays.stream(values).map(v -> v & ringMask).toArray();
    }

    /** W a, modulo 2^64. */
    long[] linear(int layer, List<long[]> tensors) {
        LayerShape of = shape.layers().get(layer);
        long[] sums = new long[of.linearOutput().size()];
        for (int t = 0; t < of.terms().size(); t++) {
            LinearTerm term = of.terms().get(t);
            TensorShape map = shape.tensor(term.tensor());
            for (int i = 0; i < sums.length; i++) {
                sums[i] += sumAt(term, map, of.linearOutput(), tensors.get(term.tensor()), kernels.get(layer)[t], i);
            }
        }
        return sums;
    }

    private static long sumAt(LinearTerm term, TensorShape map, TensorShape out, long[] tensor, long[] kernel, int i) {
        int o = i / (out.height() * out.width());
        int top = i / out.width() % out.height() * term.stride() - term.padTop();
        int left = i % out.width() * term.stride() - term.padLeft();
        long sum = 0;
        for (int w = 0; w < kernel.length / out.channels(); w++) {
            int c = w / (term.kernelHeight() * term.kernelWidth());
            int y = top + w / term.kernelWidth() % term.kernelHeight();
            int x = left + w % term.kernelWidth();
            if (y >= 0 && y < map.height() && x >= 0 && x < map.width()) {
                sum += kernel[o * (kernel.length / out.channels()) + w]
                        * tensor[(c * map.height() + y) * map.width() + x];
            }
        }
        return sum;
    }

    long[] sums(int layer, List<long[]> tensors) {
        long[] sums = linear(layer, tensors);
        int area = sums.length / biases.get(layer).length;
        for (int i = 0; i < sums.length; i++) {
            sums[i] += biases.get(layer)[i / area];
        }
        return sums;
    }

    long[] input(long seed) {
        return new SplittableRandom(seed)
                .longs(shape.input().size(), 0, 1L << shape.activationBits())
                .toArray();
    }

    /** Both sides' offline conversation; afterwards a ticket's two halves. */
    record Ticket(ClientTicket client, ServerShares server, List<String> transcript) {}

    TicketShares clientShares() {
        TicketShares shares = new TicketShares(shape);
        for (int i = 0; i < masks.length; i++) {
            System.arraycopy(masks[i], 0, shares.masks[i], 0, masks[i].length);
            System.arraycopy(products[i], 0, shares.products[i], 0, products[i].length);
        }
        return shares;
    }

    Ticket prepare(TransfersLease clientLease, TransfersLease serverLease) throws MalformedMessageException {
        StrictPlan plan = StrictPlan.of(shape);
        try (ClientOffline client = new ClientOffline(plan, clientShares(), clientLease, Seed.random());
                ServerOffline server = new ServerOffline(plan, serverLease)) {
            List<String> transcript = talk(client, server);
            return new Ticket(new ClientTicket(client.shares()), server.shares(), transcript);
        }
    }

    Ticket prepare(long pads) throws Exception {
        DealtPads[] ends = DealtPads.pair(pads);
        SessionTransfers client = new SessionTransfers(() -> new Dealt(ends[0], true));
        SessionTransfers server = new SessionTransfers(() -> new Dealt(ends[1], false));
        return prepare(client.await(), server.ofAge(0).orElseThrow());
    }

    LinearServer linearServer() {
        return new Shared();
    }

    /** Who said how much, in order. */
    static List<String> talk(Conversation client, Conversation server) throws MalformedMessageException {
        List<String> transcript = new ArrayList<>();
        while (!client.finished() || !server.finished()) {
            boolean up = client.speaks();
            Conversation speaker = up ? client : server;
            Conversation listener = up ? server : client;
            int due = listener.due();
            byte[] message = speaker.next();
            if (due != message.length) {
                throw new AssertionError(due + " bytes were due, " + message.length + " came");
            }
            transcript.add((up ? "C" : "S") + message.length);
            listener.accept(message);
        }
        return transcript;
    }

    /**
     * What the mode must give, exactly: rounding of sums depends on the ticket through c alone. Squares are rounded by the
     * gadget, so of the latest run; fails if one is neither floor nor ceiling.
     */
    double[] expected(long[] input) {
        List<long[]> tensors = new ArrayList<>(List.of(input));
        int last = shape.rounds() - 1;
        for (int i = 0; i < last; i++) {
            long[] sums = sums(i, tensors);
            long[] made = shape.layers()
                    .get(i)
                    .apply(shape.rules().faithful() ? nearest(sums) : truncated(sums, products[i]));
            tensors.add(shape.layers().get(i).squares() ? squared(made, i + 1) : made);
        }
        long[] sums = sums(last, tensors);
        double[] logits = new double[shape.classes()];
        int area = sums.length / logits.length;
        for (int i = 0; i < sums.length; i++) {
            logits[i / area] += sums[i];
        }
        return Arrays.stream(shape.rules().logitBits().isEmpty() ? logits : opened(sums))
                .map(sum -> Math.scalb(sum, -shape.activationBits() - shape.weightBits()) / area)
                .toArray();
    }

    /** Index of the largest, the first of equals. */
    static int largest(double[] logits) {
        return IntStream.range(0, logits.length)
                .reduce((a, b) -> logits[b] > logits[a] ? b : a)
                .orElseThrow();
    }

    /** Of the sums over positions x = c + d, those above their t low bits: the next multiple of 2^t up or down. */
    private double[] opened(long[] sums) {
        int t = shape.droppedLogitBits();
        Shares left = new Shares(shape.ringBits() - t);
        long[] c = products[products.length - 1];
        double[] out = new double[shape.classes()];
        int area = sums.length / out.length;
        for (int k = 0; k < out.length; k++) {
            long x = Arrays.stream(sums, k * area, (k + 1) * area).sum();
            long client = Arrays.stream(c, k * area, (k + 1) * area).sum() & ringMask;
            long server = x - client - 1 & ringMask;
            long y = left.signed((client >> t) + (server >> t) + 1);
            if (y != x >> t && y != -(-x >> t)) {
                throw new AssertionError(x + " was opened as " + y + " times 2^" + t);
            }
            out[k] = Math.scalb((double) y, t);
        }
        return out;
    }

    private long[] squared(long[] values, int tensor) {
        long[] out = new Shares(shape.ringBits()).combine(masks[tensor], served.get(tensor));
        int f = shape.activationBits();
        for (int i = 0; i < out.length; i++) {
            long square = values[i] * values[i];
            if (out[i] != square >> f && out[i] != -(-square >> f)) {
                throw new AssertionError(values[i] + " was squared to " + out[i]);
            }
        }
        return out;
    }

    /** As the fixed-point model rounds, whatever the shares are. */
    private long[] nearest(long[] sums) {
        return Arrays.stream(sums)
                .map(sum -> FixedPoint.rescale(sum, shape.weightBits()))
                .toArray();
    }

    private long[] truncated(long[] sums, long[] c) {
        int g = shape.weightBits();
        Shares compared = new Shares(shape.ringBits() - g);
        long[] out = new long[sums.length];
        for (int i = 0; i < out.length; i++) {
            long d = sums[i] - c[i] & ringMask;
            out[i] = compared.signed((c[i] >> g) + ((d - 1 & ringMask) >> g) + 1);
            if (out[i] != sums[i] >> g && out[i] != -(-sums[i] >> g)) {
                throw new AssertionError(sums[i] + " was truncated to " + out[i]);
            }
        }
        return out;
    }

    private final class Shared implements LinearServer {
        @Override
        public Ciphertext expand(CompactCiphertext mask) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Supplier<Response>> multiply(int layer, int tile, List<Ciphertext> masks) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long[] apply(int layer, List<long[]> activations) {
            served = activations.stream().map(long[]::clone).toList();
            return reduced(
                    minus(sums(layer, activations), minus(new long[hidden.get(layer).length], hidden.get(layer))));
        }

        @Override
        public void close() {}
    }

    /** A dealer's pads, and a refill of one message up and one down. */
    static final class Dealt implements SessionTransfers.Ends {
        private final PadSender sending;
        private final PadReceiver receiving;
        private final boolean client;
        int refills;
        boolean closed;

        Dealt(DealtPads pads, boolean client) {
            this(pads.sending(), pads.receiving(), client);
        }

        Dealt(PadSender sending, PadReceiver receiving, boolean client) {
            this.sending = sending;
            this.receiving = receiving;
            this.client = client;
        }

        @Override
        public PadSender sending() {
            return sending;
        }

        @Override
        public PadReceiver receiving() {
            return receiving;
        }

        @Override
        public Conversation refill(long clientReceives, long serverReceives) {
            refills++;
            return new OneEach(client);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class OneEach implements Conversation {
        private final boolean client;
        private int done;

        OneEach(boolean client) {
            this.client = client;
        }

        @Override
        public boolean finished() {
            return done == 2;
        }

        @Override
        public boolean speaks() {
            return !finished() && client == (done == 0);
        }

        @Override
        public byte[] next() {
            done++;
            return new byte[3];
        }

        @Override
        public int due() {
            return 3;
        }

        @Override
        public void accept(byte[] message) throws MalformedMessageException {
            MalformedMessageException.requireLength("the refill", message, 3);
            done++;
        }
    }
}
