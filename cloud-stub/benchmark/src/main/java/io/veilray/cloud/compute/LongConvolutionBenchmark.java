package io.veilray.cloud.compute;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The plain loops that stand in where weights are too large for 32-bit arithmetic. */
@State(Scope.Thread)
public class LongConvolutionBenchmark {
    @Param(OnlineLayer.WIDE)
    String layer;

    @Param("41")
    int ringBits;

    private OnlineLayer data;

    @Setup
    public void fill() {
        data = new OnlineLayer(layer, ringBits);
    }

    @Benchmark
    public long[] onlineConvolutionInLongs() {
        LongConvolution.add(data.sums, data.output, data.tensor, data.map, data.term, data.kernel);
        return data.sums;
    }
}
