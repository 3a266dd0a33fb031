package io.veilray.he;

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

/** Integers modulo 2^l as residues, as masks are encoded on both sides. In this package since what it measures is hidden. */
@State(Scope.Thread)
public class EncodingBenchmark {
    private static final int MESSAGE_BITS = 37;

    @Param({"4096", "8192"})
    int degree;

    private MessageEncoding encoding;
    private Polynomial coefficients;
    private long[] message;

    @Setup
    public void fill() {
        Ring ring = HeParameters.ofDegree(degree).ring();
        encoding = new MessageEncoding(ring, MESSAGE_BITS);
        coefficients = ring.zero(Form.COEFFICIENTS);
        message = new long[degree];
        new Sampler().reseed(Seed.random(), Purpose.MASK, 0).uniformBits(message, MESSAGE_BITS);
    }

    /** Adds to what is there; how large that gets does not change the time. */
    @Benchmark
    public Polynomial encode() {
        encoding.addTo(coefficients, message);
        return coefficients;
    }
}
