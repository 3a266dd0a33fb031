package io.veilray.he;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Ring;
import java.math.BigInteger;
import java.util.Arrays;

/** Keys and buffers of both sides for one ring of messages. */
public final class PackedSession {
    private final HeParameters parameters;
    private final int bits;
    private final SecretKey key;
    private final Encryptor encryptor;
    private final Decryptor decryptor;
    private final Evaluator evaluator;
    private final ResponseMerger[] mergers;
    private final Ciphertext merged;
    private final Polynomial one;
    private final long[] integers;
    private final Polynomial coefficients;
    private double keyMillis;

    /**
     * @param bits l
     * @param digits at index t, the digits of the keys for t levels
     */
    public PackedSession(HeParameters parameters, int bits, int[] digits) {
        this.parameters = parameters;
        this.bits = bits;
        key = SecretKey.generate(parameters);
        encryptor = new Encryptor(key, bits);
        decryptor = new Decryptor(key, bits);
        evaluator = new Evaluator(parameters, encryptor.publicKey(), bits);
        Ring ring = parameters.ring();
        merged = new Ciphertext(ring.zero(Form.VALUES), ring.zero(Form.VALUES));
        one = ResponseMerger.unscale(ring, 0);
        integers = new long[ring.degree()];
        coefficients = ring.zero(Form.COEFFICIENTS);
        mergers = new ResponseMerger[digits.length];
        for (int levels = 1; levels < digits.length; levels++) {
            double start = PackedLayer.now();
            MergeKeys keys = MergeKeys.generate(key, levels, digits[levels]);
            keyMillis = PackedLayer.now() - start;
            mergers[levels] = new ResponseMerger(parameters, keys, evaluator);
        }
    }

    /** Client time for the keys of the most levels. */
    public double keyMillis() {
        return keyMillis;
    }

    int bits() {
        return bits;
    }

    Ring ring() {
        return parameters.ring();
    }

    Encryptor encryptor() {
        return encryptor;
    }

    Decryptor decryptor() {
        return decryptor;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    ResponseMerger merger(int levels) {
        return mergers[levels];
    }

    Ciphertext merged() {
        return merged;
    }

    Polynomial one() {
        return one;
    }

    long[] integers() {
        return integers;
    }

    Polynomial coefficients() {
        return coefficients;
    }

    /**
     * log2 of the largest error that merging 2^t uniform ciphertexts adds to a result: what the merged phase at
     * coefficient 2^t y + j is beyond 2^t times the phase of ciphertext j at 2^t y.
     */
    public double mergingNoiseBits(int levels) {
        Ring ring = ring();
        int leaves = 1 << levels;
        Ciphertext[] uniform = new Ciphertext[leaves];
        long[] message = PackedLayer.random(ring.degree(), bits);
        for (int j = 0; j < leaves; j++) {
            uniform[j] = evaluator.expand(encryptor.encrypt(message));
        }
        BigInteger[][] phases = Arrays.stream(uniform).map(this::phase).toArray(BigInteger[][]::new);
        mergers[levels].merge(merged, leaves, (j, target) -> {
            ring.copy(uniform[j].c0(), target.c0());
            ring.copy(uniform[j].c1(), target.c1());
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
        Ring ring = ring();
        Polynomial values = ring.zero(Form.VALUES);
        Polynomial out = ring.zero(Form.COEFFICIENTS);
        ring.multiply(values, ciphertext.c1(), key.values());
        ring.add(values, ciphertext.c0());
        ring.reduce(values);
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
