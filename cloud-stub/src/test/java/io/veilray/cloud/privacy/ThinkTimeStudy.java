package io.veilray.cloud.privacy;

import io.veilray.cloud.LoadedModel;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.protocol.ClientInference;
import io.veilray.protocol.ClientTicket;
import io.veilray.protocol.MaskedOutput;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.NonlinearMode;
import io.veilray.share.BitPacking;
import io.veilray.share.Shares;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long a client of masked mode thinks between a server's answer and its own next message, for one image and for
 * others: {@code -Dtest=ThinkTimeStudy}. The sums are those of real runs; masks are fresh in every run, so tickets cost
 * nothing. Time is that of the thread on a core, since other work on the machine would hide what a patient server sees.
 */
class ThinkTimeStudy {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int IMAGES = 40;

    /** An image and what a real run of it made of it: the sums of every layer, as the client sees them. */
    private record Run(long[] image, List<long[]> sums) {}

    private static Run run(OwnClient client, long[] image) throws Exception {
        try (Query query = client.open()) {
            List<long[]> sums = new ArrayList<>();
            long[] activation = image;
            for (int layer = 0; layer < client.shape().rounds(); layer++) {
                sums.add(query.sums(activation));
                if (layer < client.shape().rounds() - 1) {
                    activation = query.next(sums.getLast());
                }
            }
            return new Run(image, sums);
        }
    }

    @ParameterizedTest
    @CsvSource({"pneumonia-cxr-28, 20000", "brain-mri-128, 500", "chest-cxr-256, 500"})
    void fixedImageAgainstOthers(String id, int count) throws Exception {
        CheckedModel model = WeightRecoveryStudy.shipped(id);
        NetworkShape shape = model.shape();
        Films films = Films.of(model.info());
        // as many copies of one image as there are others, so that caches hold neither better
        List<Run> black = new ArrayList<>();
        List<Run> film = new ArrayList<>();
        List<Run> others = new ArrayList<>();
        try (OwnClient client = new OwnClient(LoadedModel.of(model), 1)) {
            for (int i = 0; i < IMAGES; i++) {
                black.add(run(client, new long[shape.input().size()]));
                film.add(run(client, films.input(0)));
                others.add(run(client, films.input(i)));
            }
        }
        measure(id + ", black against films", shape, count, black, others);
        measure(id + ", one film against films", shape, count, film, others);
        measure(id + ", films against films", shape, count, others, others);
    }

    /**
     * Sums that are all small and negative, which a JVM has seen alone until then, against sums of every size: worse than any
     * two images. Averages divide, and HotSpot compiles for what it has seen.
     */
    @ParameterizedTest
    @CsvSource({"pneumonia-cxr-28, 5000", "average, 5000"})
    void smallSumsAgainstLarge(String id, int count) throws Exception {
        NetworkShape shape = id.equals("average")
                ? SmallNetworks.averaging()
                : WeightRecoveryStudy.shipped(id).shape();
        List<Run> small = made(shape, -(1 << 10), 0);
        measure(id + ", small sums against themselves", shape, count, small, small);
        long most = 1L << shape.ringBits() - 2;
        measure(id + ", small sums against large", shape, count, small, made(shape, -most, most));
    }

    private static List<Run> made(NetworkShape shape, long least, long bound) {
        SplittableRandom random = new SplittableRandom(bound);
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            List<long[]> sums = new ArrayList<>();
            shape.layers()
                    .forEach(layer -> sums.add(random.longs(layer.linearOutput().size(), least, bound)
                            .toArray()));
            runs.add(new Run(new long[shape.input().size()], sums));
        }
        return runs;
    }

    /** The messages of comparisons and squares, of a small network. */
    @ParameterizedTest
    @CsvSource({"STRICT, 100", "QUADRATIC, 100"})
    void fixedImageAgainstOthersWhereSumsStayShared(NonlinearMode mode, int count) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        int pixels = SmallNetworks.SIDE * SmallNetworks.SIDE;
        List<TwoClasses> rounds = new ArrayList<>();
        try (Watched watched = new Watched(mode)) {
            for (int i = 0; i < 2 * count; i++) {
                int which = random.nextInt(2);
                watched.classify(
                        which == 0
                                ? new long[pixels]
                                : random.longs(pixels, 0, 1025).toArray());
                for (int k = 0; k < watched.thinking().size(); k++) {
                    if (k == rounds.size()) {
                        rounds.add(new TwoClasses());
                    }
                    rounds.get(k).add(which, watched.thinking().get(k));
                }
            }
        }
        for (int i = 0; i < rounds.size(); i++) {
            System.out.println(mode + ", black against noise, before online message " + (i + 1) + ": " + rounds.get(i));
        }
    }

    private static void measure(String what, NetworkShape shape, int count, List<Run> first, List<Run> second)
            throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        TwoClasses[] rounds = new TwoClasses[shape.rounds()];
        for (int i = 0; i < rounds.length; i++) {
            rounds[i] = new TwoClasses();
        }
        for (int i = 0; i < 2 * count; i++) {
            int which = random.nextInt(2);
            List<Run> runs = which == 0 ? first : second;
            think(shape, runs.get(random.nextInt(runs.size())), random, rounds, which);
        }
        for (int i = 0; i < rounds.length; i++) {
            System.out.println(what + ", before message " + (i + 1) + ": " + rounds[i]);
        }
    }

    private static void think(NetworkShape shape, Run run, SplittableRandom random, TwoClasses[] times, int which)
            throws Exception {
        int bits = shape.ringBits();
        Shares ring = new Shares(bits);
        ByteBuffer stored = ByteBuffer.allocate((int) ClientTicket.storedBytes(shape));
        for (int i = 0; i < shape.rounds(); i++) {
            stored.put(BitPacking.pack(uniform(random, shape.tensor(i).size(), bits), bits));
        }
        List<byte[]> answers = new ArrayList<>();
        for (long[] sums : run.sums) {
            long[] product = uniform(random, sums.length, bits);
            stored.put(BitPacking.pack(product, bits));
            answers.add(BitPacking.pack(ring.hide(sums, product), bits));
        }
        try (ClientTicket ticket = ClientTicket.read(shape, stored.flip())) {
            long[] image = run.image.clone(); // in the cache, wherever it lay
            long before = THREADS.getCurrentThreadCpuTime();
            try (ClientInference inference = ticket.begin(image)) {
                for (int round = 0; ; round++) {
                    BitPacking.pack(inference.next().elements(), bits);
                    times[round].add(which, THREADS.getCurrentThreadCpuTime() - before);
                    if (round == shape.rounds() - 1) {
                        return;
                    }
                    int size = run.sums.get(round).length;
                    before = THREADS.getCurrentThreadCpuTime();
                    inference.accept(new MaskedOutput(round, BitPacking.unpack(answers.get(round), size, bits)));
                }
            }
        }
    }

    private static long[] uniform(SplittableRandom random, int count, int bits) {
        return random.longs(count, 0, 1L << bits).toArray();
    }
}
