package io.veilray.benchmark;

import io.veilray.he.HeParameters;
import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Purpose;
import io.veilray.ring.Ring;
import io.veilray.ring.Sampler;
import io.veilray.ring.Seed;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Every distribution that a ticket draws from, a polynomial a call, the stream going on from call to call. */
@State(Scope.Thread)
public class SamplingBenchmark {
    /** Of a response at l = 37. */
    static final int FLOOD_BITS = 60;

    static final int RING_BITS = 37;

    @Param("4096")
    int degree;

    private final Sampler sampler = new Sampler();
    private Ring ring;
    private Polynomial values;
    private Polynomial coefficients;
    private long[] mask;

    @Setup
    public void fill() {
        ring = HeParameters.ofDegree(degree).ring();
        values = ring.zero(Form.VALUES);
        coefficients = ring.zero(Form.COEFFICIENTS);
        mask = new long[degree];
        sampler.reseed(Seed.random(), Purpose.MASK, 0);
    }

    @Benchmark
    public Polynomial sampleUniform() {
        sampler.uniform(values, ring);
        return values;
    }

    /** Adds to what is there; how large that gets does not change the time. */
    @Benchmark
    public Polynomial sampleCentredBinomial() {
        sampler.addCentredBinomial(coefficients);
        return coefficients;
    }

    @Benchmark
    public Polynomial sampleTernary() {
        sampler.ternary(coefficients);
        return coefficients;
    }

    /** Adds too. */
    @Benchmark
    public Polynomial sampleFlooding() {
        sampler.addUniform(coefficients, ring, FLOOD_BITS);
        return coefficients;
    }

    @Benchmark
    public long[] sampleRingElements() {
        sampler.uniformBits(mask, RING_BITS);
        return mask;
    }
}
