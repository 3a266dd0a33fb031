package io.veilray.he;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Ring;

/** Decrypts responses. Holds buffers: one thread each; {@link #close} overwrites them. */
public final class Decryptor implements AutoCloseable {
    private final SecretKey key;
    private final Ring ring;
    private final int messageBits;
    private final Polynomial values;
    private final Polynomial phase;
    private final Polynomial quotient;

    /** @param messageBits l, from 16 to 41; decides how many primes a response has (see {@link NoiseBudget}) */
    public Decryptor(SecretKey key, int messageBits) {
        this.key = key;
        this.ring = key.parameters().ring();
        this.messageBits = messageBits;
        int primes = NoiseBudget.of(key.parameters(), messageBits).responsePrimes();
        this.values = ring.zero(Form.VALUES, primes);
        this.phase = ring.zero(Form.COEFFICIENTS, primes);
        this.quotient = ring.zero(Form.COEFFICIENTS, 1);
    }

    /**
     * The message at the given coefficients, in [0, 2^l). Only those coefficients of c0 need to be right. The response's
     * c1 is used up.
     */
    public long[] decrypt(Response response, int[] positions) {
        decryptPhase(response);
        double p0 = ring.primes().get(0).value();
        long[] message = new long[positions.length];
        for (int i = 0; i < positions.length; i++) {
            message[i] =
                    MessageEncoding.decoded((quotient.entry(0, positions[i]) + rest(positions[i])) / p0, messageBits);
        }
        return message;
    }

    /** phase = c0 + c1 s; quotient = its residue modulo p0, or with two primes (phase - [phase modulo p1]) / p1. */
    private void decryptPhase(Response response) {
        ring.toValues(response.c1(), values);
        ring.multiply(values, values, key.values());
        key.requireOpen();
        ring.toCoefficients(values, phase);
        ring.add(phase, response.c0());
        ring.reduce(phase);
        ring.switchModulus(phase, quotient);
    }

    /** With two primes, what the quotient leaves out: [phase modulo p1] / p1. */
    private double rest(int position) {
        return phase.primes() == 1
                ? 0
                : phase.entry(1, position) / ring.primes().get(1).value();
    }

    /** The phase's distance from the nearest encoding of {@code message}, in units of the response's modulus. Tests. */
    double noise(Response response, int position, long message) {
        decryptPhase(response);
        double share = (quotient.entry(0, position) + rest(position))
                / ring.primes().get(0).value();
        double error = share - Math.scalb((double) MessageEncoding.centred(message, messageBits), -messageBits);
        return (error - Math.rint(error)) * ring.modulus(phase.primes()).doubleValue();
    }

    @Override
    public void close() {
        values.clear();
        phase.clear();
        quotient.clear();
    }
}
