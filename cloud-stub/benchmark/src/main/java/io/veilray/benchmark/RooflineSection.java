package io.veilray.benchmark;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How far the kernels are from what the core could do. Source of the model: Williams, Waterman, Patterson, "Roofline: an
 * insightful visual performance model for multicore architectures" (Communications of the ACM 52(4), 2009).
 */
final class RooflineSection implements Section {
    private static final String CHART = "roofline.svg";
    /** Operations a byte at the ends of the chart. */
    private static final double LEAST = 0.05;

    private static final double MOST = 2;

    private final Kernels kernels;

    RooflineSection(Kernels kernels) {
        this.kernels = kernels;
    }

    @Override
    public String title() {
        return "Roofline";
    }

    @Override
    public Figures measure() throws Exception {
        Roofs roofs = Roofs.of(kernels.vectorised());
        JsonObject json = new JsonObject();
        json.add("one core, thousand million operations and GB a second", new Gson().toJsonTree(roofs));
        json.add("kernels", kernels(roofs));
        String text = """
                What one core gives to loops that HotSpot vectorises by itself, which is what the kernels are: not the
                processor's data sheet, but what Java can reach on it.

                %s
                Operations and bytes are counted from the algorithms, a multiply-add being two operations; a butterfly is ten
                operations in eight instructions, so that even perfect code stays below the peak of fused multiply-adds. A
                kernel takes at least as long as its operations at the peak, its loads and stores at the speed of the first
                cache, or what it touches at the speed of the second; the share reached is that time by the measured one.

                %s
                ![Kernels below their roofs](performance/%s)
                """.formatted(peaks(roofs), table(roofs), CHART);
        return new Figures(json, text, Map.of(CHART, chart(roofs)));
    }

    private static Table peaks(Roofs roofs) {
        return new Table("one core", "a second")
                .row("double operations, fused multiply-adds", Table.number(roofs.doubles()) + " G")
                .row("int operations, multiply-adds", Table.number(roofs.integers()) + " G")
                .row("bytes, first cache (%s)".formatted(PeakBenchmark.NEAR), Table.number(roofs.near()) + " GB")
                .row("bytes, second cache (%s)".formatted(PeakBenchmark.FAR), Table.number(roofs.far()) + " GB")
                .row("bytes, memory (%s)".formatted(PeakBenchmark.MEMORY), Table.number(roofs.memory()) + " GB")
                .row("bytes of AES-128-CTR", Table.number(roofs.stream()) + " GB");
    }

    private Table table(Roofs roofs) throws Exception {
        Table table = new Table(
                "kernel",
                "operations, thousands",
                "of",
                "loads and stores, KiB",
                "touched, KiB",
                "operations a byte",
                "G operations/s",
                "µs at least",
                "µs measured",
                "reached, %",
                "limit");
        for (KernelRun run : kernels.vectorised()) {
            Optional<Work> counted = Work.of(run);
            if (counted.isPresent()) {
                Work work = counted.get();
                table.row(
                        run.name(),
                        orBlank(work.operations() / 1000),
                        work.unit().text,
                        orBlank(work.nearBytes() / 1024),
                        orBlank(work.farBytes() / 1024),
                        orBlank(intensity(work)),
                        orBlank(speed(run, work)),
                        roofs.least(work),
                        run.microseconds(),
                        Math.rint(100 * roofs.least(work) / run.microseconds()),
                        roofs.limit(work));
            }
        }
        return table;
    }

    /** What is not counted for a kernel is no zero. */
    private static Object orBlank(double value) {
        return value == 0 ? "" : value;
    }

    private JsonArray kernels(Roofs roofs) throws Exception {
        JsonArray out = new JsonArray();
        for (KernelRun run : kernels.vectorised()) {
            Work.of(run).ifPresent(work -> {
                JsonObject row = new Gson().toJsonTree(work).getAsJsonObject();
                row.addProperty("kernel", run.name());
                row.addProperty("least microseconds", roofs.least(work));
                row.addProperty("microseconds", run.microseconds());
                out.add(row);
            });
        }
        return out;
    }

    private static double speed(KernelRun run, Work work) {
        return work.operations() / run.microseconds() / 1000;
    }

    private static double intensity(Work work) {
        return work.nearBytes() == 0 ? 0 : work.operations() / work.nearBytes();
    }

    private String chart(Roofs roofs) throws Exception {
        Chart chart = Chart.logarithmic(
                "Kernels below their roofs, one core",
                "operations per byte loaded or stored",
                "thousand million a second");
        chart.limit(
                "double, first cache",
                List.of(LEAST, roofs.doubles() / roofs.near(), MOST),
                roof(roofs, roofs.doubles()),
                false);
        chart.limit(
                "int, first cache",
                List.of(LEAST, roofs.integers() / roofs.near(), MOST),
                roof(roofs, roofs.integers()),
                true);
        points(chart, "transforms", run -> run.method().endsWith("Transform"));
        points(chart, "multiply-accumulate", run -> run.method().equals("multiplyAccumulate"));
        points(chart, "encoding", run -> run.method().equals("encode"));
        points(chart, "online convolution (int)", run -> run.method().equals("onlineConvolution"));
        return chart.svg();
    }

    private static List<Double> roof(Roofs roofs, double peak) {
        return List.of(LEAST * roofs.near(), peak, peak);
    }

    private void points(Chart chart, String name, Predicate<KernelRun> which) throws Exception {
        List<Double> across = new ArrayList<>();
        List<Double> up = new ArrayList<>();
        for (KernelRun run : kernels.vectorised().stream().filter(which).toList()) {
            Work work = Work.of(run).orElseThrow();
            across.add(intensity(work));
            up.add(speed(run, work));
        }
        chart.points(name, across, up);
    }
}
