package io.veilray.he;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Ring;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.Arrays;

/** Keys of both sides for messages of one size and merging up to 2^levels pre-responses. One thread. */
public final class PackedSession {
    private final HeParameters parameters;
    private final int levels;
    private final SecretKey key;
    private final double keyMillis;
    final int bits;
    final int digits;
    final Ring ring;
    final Encryptor encryptor;
    final Decryptor decryptor;
    final Evaluator evaluator;
    final ResponseMerger merger;

    /** @param bits l */
    public PackedSession(HeParameters parameters, int bits, int levels) {
        this.parameters = parameters;
        this.bits = bits;
        this.levels = levels;
        ring = parameters.ring();
        NoiseBudget budget = NoiseBudget.of(parameters, bits, MergeKeys.FLOOD_RATIO_BITS);
        digits = MergeKeys.digits(parameters, levels, budget.floodBits());
        key = SecretKey.generate(parameters);
        encryptor = new Encryptor(key, budget);
        decryptor = new Decryptor(key, budget);
        evaluator = new Evaluator(parameters, encryptor.publicKey(), budget);
        double start = millis();
        MergeKeys keys = MergeKeys.generate(key, levels, digits);
        keyMillis = millis() - start;
        merger = new ResponseMerger(parameters, keys, evaluator);
    }

    /** This thread's processor time. */
    static double millis() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6;
    }

    public int digits() {
        return digits;
    }

    /** Client time for the keys. */
    public double keyMillis() {
        return keyMillis;
    }

    /** Bytes of the keys to the server. */
    public long keyBytes() {
        return MergeKeys.bytes(parameters, levels, digits);
    }

    /** Bytes of the keys in the server's memory. */
    public long keyMemory() {
        return MergeKeys.memory(parameters, levels, digits);
    }

    /** log2 of {@link MergeKeys#noiseBound}. */
    public double noiseBoundBits() {
        return Math.log(MergeKeys.noiseBound(parameters, levels, digits)) / Math.log(2);
    }

    /**
     * log2 of the largest error that merging 2^levels ciphertexts adds to a result: what the merged phase at coefficient
     * 2^levels y + j is beyond 2^levels times the phase of ciphertext j at 2^levels y.
     */
    public double noiseBits() {
        int leaves = 1 << levels;
        Ciphertext[] fresh = new Ciphertext[leaves];
        for (int j = 0; j < leaves; j++) {
            fresh[j] = evaluator.expand(encryptor.encrypt(PackedLayer.random(ring.degree(), bits)));
        }
        BigInteger[][] phases = Arrays.stream(fresh).map(this::phase).toArray(BigInteger[][]::new);
        Ciphertext merged = ResponseMerger.zero(ring);
        merger.merge(merged, levels, leaves, (j, target) -> {
            ring.copy(fresh[j].c0(), target.c0());
            ring.copy(fresh[j].c1(), target.c1());
        });
        BigInteger[] got = phase(merged);
        BigInteger q = ring.modulus(2);
        BigInteger worst = BigInteger.ONE;
        for (int i = 0; i < got.length; i++) {
            BigInteger wanted = phases[i % leaves][i - i % leaves].shiftLeft(levels);
            BigInteger error = got[i].subtract(wanted).mod(q);
            worst = worst.max(error.min(q.subtract(error)));
        }
        return Math.log(worst.doubleValue()) / Math.log(2);
    }

    /** c0 + c1 s modulo both primes. */
    private BigInteger[] phase(Ciphertext ciphertext) {
        Polynomial values = ring.zero(Form.VALUES);
        Polynomial out = ring.zero(Form.COEFFICIENTS);
        ring.multiply(values, ciphertext.c1(), key.values());
        ring.add(values, ciphertext.c0());
        ring.toCoefficients(values, out);
        BigInteger p0 = BigInteger.valueOf(ring.primes().get(0).value());
        BigInteger p1 = BigInteger.valueOf(ring.primes().get(1).value());
        BigInteger inverse = p0.modInverse(p1);
        BigInteger[] phase = new BigInteger[ring.degree()];
        for (int i = 0; i < phase.length; i++) {
            BigInteger x = BigInteger.valueOf((long) out.entry(0, i));
            BigInteger y = BigInteger.valueOf((long) out.entry(1, i));
            phase[i] = x.add(y.subtract(x).multiply(inverse).mod(p1).multiply(p0));
        }
        return phase;
    }
}
