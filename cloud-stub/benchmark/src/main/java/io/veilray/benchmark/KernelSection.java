package io.veilray.benchmark;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The operations a classification is made of. Fails if the transforms or the online convolution are less than twice as
 * fast as their scalar form, which means that HotSpot no longer vectorises them.
 */
final class KernelSection implements Section {
    private static final double LEAST_VECTOR_GAIN = 2;

    @Override
    public String title() {
        return "Kernels";
    }

    @Override
    public Figures measure() throws Exception {
        Map<String, Double> vectorised = Kernels.vectorised();
        Map<String, Double> scalar = Kernels.scalar();
        Table table = new Table("operation", "µs", "µs without vector instructions", "ratio");
        List<String> failures = new ArrayList<>();
        vectorised.forEach((name, value) -> {
            Double baseline = scalar.get(name);
            table.row(name, value, baseline == null ? "" : baseline, baseline == null ? "" : baseline / value);
            boolean watched = baseline != null && !name.contains("multiplyAccumulate");
            if (watched && baseline / value < LEAST_VECTOR_GAIN) {
                failures.add("%s is %.1f times as fast as its scalar form: at least %.0f is wanted"
                        .formatted(name, baseline / value, LEAST_VECTOR_GAIN));
            }
        });
        String text = """
                Over all primes of a parameter set: 2 of 50 bits at N = 4096, 4 of 49 bits at N = 8192. The online convolution
                is 64x64x16 to 64x64x32, 3x3, modulo 2^l, also in plain loops of longs. The baseline is the same code with
                HotSpot's vectoriser off.

                """;
        return new Figures(
                new Gson().toJsonTree(Map.of("microseconds", vectorised, "scalar, microseconds", scalar)),
                text + table,
                Map.of(),
                failures);
    }
}
