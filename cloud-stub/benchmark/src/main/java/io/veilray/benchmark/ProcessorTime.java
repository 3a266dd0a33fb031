package io.veilray.benchmark;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Processor time of a call: what else the machine does lengthens the wall time only. JMH makes it by its name. */
public final class ProcessorTime implements InternalProfiler {
    static final String LABEL = "processor time";

    private double start;

    @Override
    public String getDescription() {
        return LABEL;
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        start = Phases.now();
    }

    @Override
    public Collection<? extends Result> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double microseconds =
                (Phases.now() - start) * 1000 / result.getMetadata().getAllOps();
        return List.of(new ScalarResult(LABEL, microseconds, "us/op", AggregationPolicy.AVG));
    }
}
