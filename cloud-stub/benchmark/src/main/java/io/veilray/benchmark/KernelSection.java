package io.veilray.benchmark;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The operations a classification is made of. Fails if the transforms or the online convolution are less than twice as
 * fast as their scalar form, which means that HotSpot no longer vectorises them, or if a kernel that works in buffers of
 * its caller allocates.
 */
final class KernelSection implements Section {
    private static final double LEAST_VECTOR_GAIN = 2;
    /** Less than a row of residues, the smallest array that a kernel could make for itself, has. */
    private static final double MOST_ALLOCATED_BYTES = 100;

    private static final List<String> WITHOUT_ALLOCATION = List.of(
            "forwardTransform",
            "transformWeights",
            "inverseTransform",
            "multiplyAccumulate",
            "encode",
            "sampleUniform",
            "sampleCentredBinomial",
            "sampleTernary",
            "sampleFlooding",
            "sampleRingElements",
            "packBits",
            "unpackBits",
            "onlineConvolution");

    private final Kernels kernels;

    KernelSection(Kernels kernels) {
        this.kernels = kernels;
    }

    @Override
    public String title() {
        return "Kernels";
    }

    @Override
    public Figures measure() throws Exception {
        Map<String, KernelRun> scalar =
                kernels.scalar().stream().collect(Collectors.toMap(KernelRun::name, Function.identity()));
        Table table = new Table("operation", "µs", "bytes allocated", "µs without vector instructions", "ratio");
        List<String> failures = new ArrayList<>();
        for (KernelRun run : kernels.vectorised()) {
            if (run.method().startsWith("peak")) {
                continue;
            }
            KernelRun baseline = scalar.get(run.name());
            Object slow = baseline == null ? "" : baseline.microseconds();
            Object gain = baseline == null ? "" : baseline.microseconds() / run.microseconds();
            table.row(run.name(), run.microseconds(), Math.rint(run.allocatedBytes()), slow, gain);
            check(run, baseline, failures);
        }
        return new Figures(
                new Gson().toJsonTree(Map.of("vectorised", kernels.vectorised(), "scalar", kernels.scalar())),
                """
                Processor time of one call on one core, medians. Over all primes of a parameter set: 2 of 50 bits at N = 4096,
                3 of 49 bits at N = 8192; sampling draws one polynomial; weights are those of three kernels of 3x3. Uploads and
                responses are those of a convolution of 64x64x16 by 3x3. Kernels that work in buffers they are given must not
                allocate; the rest allocates its result. The last two columns are the same code with HotSpot's vectoriser off.

                """ + table,
                Map.of(),
                failures);
    }

    private static void check(KernelRun run, KernelRun baseline, List<String> failures) {
        boolean watched = baseline != null && !run.method().equals("multiplyAccumulate");
        if (watched && baseline.microseconds() / run.microseconds() < LEAST_VECTOR_GAIN) {
            failures.add("%s is %.1f times as fast as its scalar form: at least %.0f is wanted"
                    .formatted(run.name(), baseline.microseconds() / run.microseconds(), LEAST_VECTOR_GAIN));
        }
        if (WITHOUT_ALLOCATION.contains(run.method()) && run.allocatedBytes() > MOST_ALLOCATED_BYTES) {
            failures.add("%s allocates %.0f bytes a call: it must work in the buffers it has, below %.0f"
                    .formatted(run.name(), run.allocatedBytes(), MOST_ALLOCATED_BYTES));
        }
    }
}
