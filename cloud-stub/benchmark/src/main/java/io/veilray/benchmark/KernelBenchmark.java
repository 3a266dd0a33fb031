package io.veilray.benchmark;

import io.veilray.he.Ciphertext;
import io.veilray.he.Decryptor;
import io.veilray.he.Encryptor;
import io.veilray.he.Evaluator;
import io.veilray.he.HeParameters;
import io.veilray.he.NoiseBudget;
import io.veilray.he.Response;
import io.veilray.he.SecretKey;
import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Purpose;
import io.veilray.ring.Ring;
import io.veilray.ring.Sampler;
import io.veilray.ring.Seed;
import io.veilray.ring.SparsePolynomial;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The operations a ticket is made of, each over all primes of its parameter set. */
@State(Scope.Thread)
public class KernelBenchmark {
    private static final int MESSAGE_BITS = 32;
    private static final int WEIGHTS = 27;

    @Param({"4096", "8192"})
    int degree;

    private Ring ring;
    private Polynomial coefficients;
    private Polynomial values;
    private Polynomial other;
    private Polynomial sum;
    private Encryptor encryptor;
    private Decryptor decryptor;
    private Evaluator evaluator;
    private Ciphertext ciphertext;
    private Response response;
    private long[] message;
    private int[] positions;
    private final SparsePolynomial weights = new SparsePolynomial();
    private int pending;

    /** Random content everywhere: zeros would be just as fast, but prove less. */
    @Setup
    public void fill() {
        HeParameters parameters = HeParameters.ofDegree(degree);
        ring = parameters.ring();
        coefficients = ring.zero(Form.COEFFICIENTS);
        values = ring.zero(Form.VALUES);
        other = ring.zero(Form.VALUES);
        sum = ring.zero(Form.VALUES);
        Sampler sampler = new Sampler().reseed(Seed.random(), Purpose.MASK, 0);
        sampler.uniform(coefficients, ring);
        sampler.uniform(values, ring);
        sampler.uniform(other, ring);
        for (int i = 0; i < WEIGHTS; i++) {
            // planes of a 32x32 map with its padding: blocks of 34 x 33 coefficients
            weights.add(i / 9 * 34 * 33 + i % 9 / 3 * 33 + i % 3, 1000 * i + 1);
        }
        message = new long[degree];
        sampler.uniformBits(message, MESSAGE_BITS);
        positions = IntStream.range(0, degree).toArray();
        SecretKey key = SecretKey.generate(parameters);
        NoiseBudget budget = NoiseBudget.of(parameters, MESSAGE_BITS, degree == 4096 ? 20 : 40);
        encryptor = new Encryptor(key, budget);
        decryptor = new Decryptor(key, budget);
        evaluator = new Evaluator(parameters, encryptor.publicKey(), budget);
        ciphertext = evaluator.expand(encryptor.encrypt(message));
        evaluator.begin();
        evaluator.multiplyAdd(ciphertext, other);
        response = evaluator.finish(message);
    }

    /** Input and output are both overwritten by the transform; what it is fed next is as random as before. */
    @Benchmark
    public Polynomial forwardTransform() {
        ring.toValues(coefficients, values);
        return values;
    }

    /** Weights of three 3x3 kernels at once, as most layers have them. */
    @Benchmark
    public Polynomial transformWeights() {
        ring.toValues(weights, coefficients, values);
        return values;
    }

    @Benchmark
    public Polynomial inverseTransform() {
        ring.toCoefficients(values, coefficients);
        return coefficients;
    }

    /** One product a call and one reduction every eight, as in a sum of products. */
    @Benchmark
    public Polynomial multiplyAccumulate() {
        ring.multiplyAdd(sum, other, values);
        if (++pending == 8) {
            ring.reduce(sum);
            pending = 0;
        }
        return sum;
    }

    @Benchmark
    public Object encrypt() {
        return encryptor.encrypt(message);
    }

    /** At the response's primes; all N coefficients are read. */
    @Benchmark
    public long[] decrypt() {
        return decryptor.decrypt(response, positions);
    }

    /** Re-randomisation, flooding, masking and modulus switch of one response, after one product. */
    @Benchmark
    public Response finishResponse() {
        evaluator.begin();
        evaluator.multiplyAdd(ciphertext, other);
        return evaluator.finish(message);
    }
}
