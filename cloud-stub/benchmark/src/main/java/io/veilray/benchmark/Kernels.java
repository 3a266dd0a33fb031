package io.veilray.benchmark;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the kernel benchmarks, vectorised and with HotSpot's vectoriser switched off. */
final class Kernels {
    private static final String ALL = "KernelBenchmark|RingConvolutionBenchmark";
    private static final String VECTOR_LOOPS =
            "(forwardTransform|inverseTransform|multiplyAccumulate|onlineConvolution)$";

    private Kernels() {}

    /** Microseconds by "operation, N" or "operation, l". */
    static Map<String, Double> vectorised() throws RunnerException {
        return run(ALL);
    }

    /** The same code for the vector loops, compiled to scalar instructions. */
    static Map<String, Double> scalar() throws RunnerException {
        return run(VECTOR_LOOPS, "-XX:-UseSuperWord");
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
            String degree = result.getParams().getParam("degree");
            String size = degree != null
                    ? ", N = " + degree
                    : ", l = " + result.getParams().getParam("ringBits");
            microseconds.put(
                    name.substring(name.lastIndexOf('.') + 1) + size,
                    result.getPrimaryResult().getStatistics().getPercentile(50));
        }
        return microseconds;
    }
}
