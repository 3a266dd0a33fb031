package io.veilray.benchmark;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link KernelBenchmark}, vectorised and with HotSpot's vectoriser switched off. */
final class Kernels {
    private static final String TRANSFORMS = "KernelBenchmark.(forwardTransform|inverseTransform|multiplyAccumulate)";

    private Kernels() {}

    /** Microseconds by "operation, N". */
    static Map<String, Double> vectorised() throws RunnerException {
        return run("KernelBenchmark");
    }

    /** The same code for the three vector loops, compiled to scalar instructions. */
    static Map<String, Double> scalar() throws RunnerException {
        return run(TRANSFORMS, "-XX:-UseSuperWord");
    }

    private static Map<String, Double> run(String include, String... jvmArguments) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(include)
                        .jvmArgsAppend(jvmArguments)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        Map<String, Double> microseconds = new LinkedHashMap<>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            String key = name.substring(name.lastIndexOf('.') + 1) + ", N = "
                    + result.getParams().getParam("degree");
            microseconds.put(key, result.getPrimaryResult().getStatistics().getPercentile(50));
        }
        return microseconds;
    }
}
