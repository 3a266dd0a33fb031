package io.veilray.benchmark;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.util.List;
import java.util.Map;

/** One server, more and more clients. */
final class ThroughputSection implements Section {
    /** Of the best rate: what the knee reaches. */
    private static final double KNEE = 0.95;

    @Override
    public String title() {
        return "Throughput";
    }

    @Override
    public Figures measure() throws Exception {
        Map<String, Map<String, Double>> figures;
        try (Loopback cloud = Loopback.serving(Networks.four(64))) {
            String line = Fork.run(Clients.class, cloud.options().toArray(String[]::new));
            figures = new Gson().fromJson(line, new TypeToken<Map<String, Map<String, Double>>>() {});
        }
        List<Double> clients = figures.keySet().stream().map(Double::valueOf).toList();
        Map<String, String> charts = Map.of(
                "throughput.svg",
                Chart.bySize("Throughput of bench-64", "clients", "classifications a second", false)
                        .line("all clients", clients, column(figures, "classifications a second"))
                        .svg(),
                "throughput-latency.svg",
                Chart.bySize("Latency of bench-64", "clients", "ms", false)
                        .line("median", clients, column(figures, "latency median, ms"))
                        .line("95 %", clients, column(figures, "latency 95 %, ms"))
                        .svg());
        String text = """
                The network bench-64, each classification on a fresh ticket. The clients share a JVM of their own and each has a
                session of its own; server and clients share the processor. Fairness is the rate of the slowest client over
                that of the fastest.

                %s
                The knee, the fewest clients that reach %.0f %% of the best rate, is at %s.

                ![Throughput](performance/throughput.svg)
                ![Latency](performance/throughput-latency.svg)
                """.formatted(table(figures), 100 * KNEE, knee(figures));
        return new Figures(new Gson().toJsonTree(figures), text, charts);
    }

    private static Table table(Map<String, Map<String, Double>> figures) {
        Table table = new Table("clients", "classifications a second", "median, ms", "95 %, ms", "fairness");
        figures.forEach((clients, at) -> table.row(
                clients,
                at.get("classifications a second"),
                at.get("latency median, ms"),
                at.get("latency 95 %, ms"),
                at.get("slowest / fastest client")));
        return table;
    }

    private static String knee(Map<String, Map<String, Double>> figures) {
        double best = column(figures, "classifications a second").stream()
                .max(Double::compare)
                .orElseThrow();
        return figures.entrySet().stream()
                .filter(each -> each.getValue().get("classifications a second") >= KNEE * best)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static List<Double> column(Map<String, Map<String, Double>> figures, String name) {
        return figures.values().stream().map(at -> at.get(name)).toList();
    }
}
