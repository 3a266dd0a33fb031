package io.veilray.benchmark;

import java.util.Locale;
import java.util.Map;

/** docs/performance.md from the figures. */
final class PerformancePage {
    private final StringBuilder page = new StringBuilder();

    private PerformancePage() {}

    static String of(Map<String, Map<String, Double>> all) {
        PerformancePage out = new PerformancePage();
        out.line("# Performance");
        out.line("");
        out.line("Written by the benchmark command, `mvn -q -Pbench`; medians of one run on %d cores, %s, JDK %s."
                .formatted(
                        Runtime.getRuntime().availableProcessors(), System.getProperty("os.arch"), Runtime.version()));
        out.line(
                "Machines are noisy: compare ratios within a run, not times between runs. Figures in JSON: performance.json.");
        out.kernels(all.get("kernels, microseconds"), all.get("kernels without vector instructions, microseconds"));
        all.forEach((name, figures) -> {
            if (!name.startsWith("kernels")) {
                out.network(name, figures);
            }
        });
        return out.page.toString();
    }

    private void kernels(Map<String, Double> vectorised, Map<String, Double> scalar) {
        line("");
        line("## Kernels");
        line("");
        line("Over all primes of a parameter set: 2 of 50 bits at N = 4096, 4 of 49 bits at N = 8192. The online"
                + " convolution is 64x64x16 to 64x64x32, 3x3, modulo 2^l, also in plain loops of longs. The"
                + " baseline is the same code with HotSpot's vectoriser off.");
        line("");
        line("| operation | µs | µs without vector instructions | ratio |");
        line("|---|---|---|---|");
        vectorised.forEach((name, value) -> {
            Double baseline = scalar.get(name);
            line("| %s | %s | %s | %s |"
                    .formatted(
                            name,
                            number(value),
                            baseline == null ? "" : number(baseline),
                            baseline == null ? "" : number(baseline / value)));
        });
    }

    private void network(String name, Map<String, Double> figures) {
        double clear = figures.get("float model in the clear");
        line("");
        line("## " + name);
        line("");
        line(
                "Wall times over gRPC and TLS 1.3 on loopback, client and server in one JVM; CPU times of both halves on one"
                        + " thread without a network. Ratios are to the float model in the same JVM. A ticket is"
                        + " encrypt + prepare. The first network starts on a cold JVM, those after it on a warm one.");
        line("");
        line("| what | ms or count | ratio to the float model |");
        line("|---|---|---|");
        figures.forEach((what, value) -> {
            boolean time = what.equals("wall, online") || what.equals("wall, total") || what.endsWith("CPU");
            line("| %s | %s | %s |".formatted(what, number(value), time ? number(value / clear) : ""));
        });
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 1000 ? "%,.0f" : value >= 100 ? "%.0f" : "%.2f", value);
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
