package io.veilray.cloud.compute;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the server does online: a wide layer, a deep one of small maps, a dense one. In this package since it is hidden. */
@State(Scope.Thread)
public class RingConvolutionBenchmark {
    @Param({OnlineLayer.WIDE, OnlineLayer.DEEP, OnlineLayer.DENSE})
    String layer;

    @Param({"32", "37"})
    int ringBits;

    private final RingScratch scratch = new RingScratch();
    private OnlineLayer data;
    private RingConvolution convolution;

    @Setup
    public void fill() {
        data = new OnlineLayer(layer, ringBits);
        double weightSum = data.map.channels()
                * data.term.kernelHeight()
                * data.term.kernelWidth()
                * Math.scalb(1.0, OnlineLayer.WEIGHT_BITS - 1);
        convolution = new RingConvolution(data.term, data.map, data.output, ringBits, weightSum);
    }

    @Benchmark
    public long[] onlineConvolution() {
        convolution.add(data.sums, data.tensor, data.kernel, scratch);
        return data.sums;
    }
}
