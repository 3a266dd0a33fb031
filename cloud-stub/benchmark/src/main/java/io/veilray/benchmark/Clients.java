package io.veilray.benchmark;

import com.google.gson.Gson;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.InputSpec;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import io.veilray.wire.Endpoint;
import io.veilray.wire.LoopbackTrust;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Clients in a JVM of their own, each with a session of its own, that classify over and over on fresh tickets. A program
 * for {@link Fork}: it prints its figures as one line of JSON.
 */
public final class Clients {
    static final int[] COUNTS = {1, 2, 4, 8, 16};
    static final String PORT = "bench.port";

    private static final int WARM_UP = 10;
    private static final int LONGEST_WARM_UP_S = 120;
    private static final double SECONDS = 4;
    /** Both JVMs go on getting faster for as long. */
    private static final double FIRST_SECONDS = 20;

    private Clients() {}

    /** The server is this user's own at the port of the system property {@link #PORT}. */
    public static void main(String[] args) throws Exception {
        Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        run(4, FIRST_SECONDS);
        for (int clients : COUNTS) {
            figures.put(Integer.toString(clients), run(clients, SECONDS));
        }
        System.out.println(new Gson().toJson(figures));
        System.exit(0);
    }

    static Endpoint server() {
        return LoopbackTrust.apply(new Endpoint("localhost", Integer.getInteger(PORT), Optional.empty()));
    }

    private static Map<String, Double> run(int clients, double seconds) throws Exception {
        List<PrivateClassifier> connected = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                connected.add(PrivateClassifier.connect(server()));
            }
            CyclicBarrier start = new CyclicBarrier(clients);
            List<Future<List<Double>>> running = new ArrayList<>();
            for (PrivateClassifier each : connected) {
                running.add(threads.submit(() -> latencies(each, start, seconds)));
            }
            List<List<Double>> each = new ArrayList<>();
            for (Future<List<Double>> one : running) {
                each.add(one.get());
            }
            return summary(each);
        } finally {
            connected.forEach(PrivateClassifier::close);
        }
    }

    /** Milliseconds of one classification after the other, all clients starting together once each is warm. */
    private static List<Double> latencies(PrivateClassifier classifier, CyclicBarrier start, double seconds)
            throws Exception {
        ModelInfo model = classifier.models().getFirst();
        Patch patch = grey(model.input());
        for (int i = 0; i < WARM_UP; i++) {
            classifier.classify(patch, model.id(), Progress.NONE);
        }
        start.await(LONGEST_WARM_UP_S, TimeUnit.SECONDS);
        List<Double> out = new ArrayList<>();
        new Repeats(Integer.MAX_VALUE, seconds).run(() -> {
            long begin = System.nanoTime();
            classifier.classify(patch, model.id(), Progress.NONE);
            out.add((System.nanoTime() - begin) / 1e6);
        });
        return out;
    }

    static Patch grey(InputSpec input) {
        float[] values = new float[input.heightPx() * input.widthPx()];
        Arrays.fill(values, 0.5f);
        Region region = new Region(0, 0, input.widthPx(), input.heightPx());
        return new Patch(1, input.heightPx(), input.widthPx(), values, region);
    }

    private static Map<String, Double> summary(List<List<Double>> each) {
        double[] rates = each.stream().mapToDouble(Clients::rate).sorted().toArray();
        List<Double> all = each.stream().flatMap(List::stream).sorted().toList();
        Map<String, Double> out = new LinkedHashMap<>();
        out.put("classifications a second", Arrays.stream(rates).sum());
        out.put("latency median, ms", all.get(all.size() / 2));
        out.put("latency 95 %, ms", all.get(all.size() * 95 / 100));
        out.put("slowest / fastest client", rates[0] / rates[rates.length - 1]);
        return out;
    }

    /** Of a client that waits for nothing between its classifications: a second over their mean. */
    private static double rate(List<Double> latencies) {
        return 1000
                / latencies.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
