package io.veilray.benchmark;

import io.veilray.cloud.compute.OnlineLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the kernel benchmarks, each in a fork of its own; once, however many sections ask. */
final class Kernels {
    private static final String ALL = "io\\.veilray\\..*Benchmark\\..*";
    /** Loops that must be vectorised, run with HotSpot's vectoriser switched off. */
    private static final String VECTOR_LOOPS =
            "\\.(forwardTransform|inverseTransform|multiplyAccumulate|onlineConvolution)$";

    private static final int ITERATION_MS = 150;
    /** What the harness allocates in an iteration, rounded up: 7 to 11 KB were seen. */
    private static final double HARNESS_BYTES = 12 * 1024;

    private List<KernelRun> vectorised;
    private List<KernelRun> scalar;

    List<KernelRun> vectorised() throws RunnerException {
        if (vectorised == null) {
            vectorised = run(options(ALL));
        }
        return vectorised;
    }

    /** The same code for the vector loops, compiled to scalar instructions. */
    List<KernelRun> scalar() throws RunnerException {
        if (scalar == null) {
            scalar = run(options(VECTOR_LOOPS).param("layer", OnlineLayer.WIDE).jvmArgsAppend("-XX:-UseSuperWord"));
        }
        return scalar;
    }

    /** Three seconds each with the fork, of which more than half are for HotSpot to compile what is hot. */
    private static ChainedOptionsBuilder options(String include) {
        return new OptionsBuilder()
                .include(include)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .shouldFailOnError(true)
                .forks(1)
                .warmupIterations(5)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(ITERATION_MS))
                .addProfiler(GCProfiler.class)
                .addProfiler(ProcessorTime.class)
                .verbosity(VerboseMode.SILENT);
    }

    private static List<KernelRun> run(ChainedOptionsBuilder options) throws RunnerException {
        List<KernelRun> out = new ArrayList<>();
        for (RunResult result : new Runner(options.build()).run()) {
            String name = result.getParams().getBenchmark();
            Map<String, String> parameters = new TreeMap<>();
            for (String key : result.getParams().getParamsKeys()) {
                parameters.put(key, result.getParams().getParam(key));
            }
            double callsInIteration =
                    1000 * ITERATION_MS / result.getPrimaryResult().getScore();
            double microseconds = result.getSecondaryResults()
                    .get(ProcessorTime.LABEL)
                    .getStatistics()
                    .getPercentile(50);
            double bytes =
                    result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
            out.add(new KernelRun(
                    name.substring(name.lastIndexOf('.') + 1),
                    parameters,
                    microseconds,
                    Math.max(0, bytes - HARNESS_BYTES / callsInIteration)));
        }
        return out;
    }
}
