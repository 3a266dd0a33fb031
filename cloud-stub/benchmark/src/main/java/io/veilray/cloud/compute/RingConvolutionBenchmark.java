package io.veilray.cloud.compute;

import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.TensorShape;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The online layer 64x64x16 to 64x64x32, 3x3: 18.9 million products. In this package since what it measures is hidden. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class RingConvolutionBenchmark {
    private static final int WEIGHT_BITS = 17;

    @Param({"32", "37"})
    int ringBits;

    private final TensorShape map = new TensorShape(16, 64, 64);
    private final TensorShape output = new TensorShape(32, 64, 64);
    private final LinearTerm term = new LinearTerm(0, 3, 3, 1, 1, 1);
    private final RingScratch scratch = new RingScratch();
    private final long[] kernel = new long[32 * 16 * 9];
    private final long[] sums = new long[output.size()];
    private long[] tensor;
    private RingConvolution convolution;

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        tensor = random.longs(map.size(), 0, 1L << ringBits).toArray();
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = random.nextLong() >> 64 - WEIGHT_BITS;
        }
        double weightSum = 16 * 9 * Math.scalb(1.0, WEIGHT_BITS - 1);
        convolution = new RingConvolution(term, map, output, ringBits, weightSum);
    }

    /** What the server does. */
    @Benchmark
    public long[] onlineConvolution() {
        convolution.add(sums, tensor, kernel, scratch);
        return sums;
    }

    /** The plain loops that stand in where weights are too large, and that tests compare with. */
    @Benchmark
    public long[] onlineConvolutionInLongs() {
        LongConvolution.add(sums, output, tensor, map, term, kernel);
        return sums;
    }
}
