package io.veilray.he;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Purpose;
import io.veilray.ring.Sampler;
import io.veilray.ring.Seed;

/**
 * A uniform ternary secret.
 *
 * <p><b>Guarantees</b>: never serialised, no content in {@code toString}, {@link #close} overwrites it. <b>Does not
 * guarantee</b> that the garbage collector left no copy. Using a closed key fails: with its zeros a message would be
 * sent in the clear.
 */
public final class SecretKey implements AutoCloseable {
    private final HeParameters parameters;
    private final Polynomial values;
    private volatile boolean closed;

    private SecretKey(HeParameters parameters, Polynomial values) {
        this.parameters = parameters;
        this.values = values;
    }

    /** A fresh key. */
    public static SecretKey generate(HeParameters parameters) {
        Polynomial coefficients = parameters.ring().zero(Form.COEFFICIENTS);
        Polynomial values = parameters.ring().zero(Form.VALUES);
        try (Seed seed = Seed.random();
                Sampler sampler = new Sampler()) {
            sampler.reseed(seed, Purpose.SECRET_KEY, 0).ternary(coefficients);
        }
        parameters.ring().toValues(coefficients, values);
        coefficients.clear();
        return new SecretKey(parameters, values);
    }

    public HeParameters parameters() {
        return parameters;
    }

    Polynomial values() {
        requireOpen();
        return values;
    }

    /** To be asked again after the values were used: {@link #close} sets the flag before it wipes. */
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the secret key was closed: open a new session");
        }
    }

    @Override
    public void close() {
        closed = true;
        values.clear();
    }

    @Override
    public String toString() {
        return "SecretKey[" + parameters + "]";
    }
}
