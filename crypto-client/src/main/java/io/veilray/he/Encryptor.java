package io.veilray.he;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Purpose;
import io.veilray.ring.Ring;
import io.veilray.ring.Sampler;
import io.veilray.ring.Seed;

/**
 * Encrypts polynomials of integers modulo 2^l under a secret key, with the uniform half expanded from a seed. Holds
 * buffers: one thread each.
 *
 * <p><b>Guarantees</b>: fresh randomness for every call; buffers that held messages are overwritten by {@link #close}.
 * <b>Does not guarantee</b> integrity: ciphertexts are malleable, the channel must authenticate them.
 */
public final class Encryptor implements AutoCloseable {
    private final SecretKey key;
    private final Ring ring;
    private final MessageEncoding encoding;
    private final Sampler sampler = new Sampler();
    private final Polynomial coefficients;
    private final Polynomial uniform;
    private final Polynomial product;

    /** @param messageBits l, from 16 to 41 */
    public Encryptor(SecretKey key, int messageBits) {
        this.key = key;
        this.ring = key.parameters().ring();
        this.encoding = new MessageEncoding(ring, messageBits);
        this.coefficients = ring.zero(Form.COEFFICIENTS);
        this.uniform = ring.zero(Form.VALUES);
        this.product = ring.zero(Form.VALUES);
    }

    /** Encrypts N integers, any representatives modulo 2^l. */
    public SeededCiphertext encrypt(long[] message) {
        if (message.length != ring.degree()) {
            throw new IllegalArgumentException(
                    "message of " + message.length + " integers: must have " + ring.degree());
        }
        coefficients.clear();
        encoding.addTo(coefficients, message);
        return encryptCoefficients();
    }

    /** The public key: an encryption of zero. */
    public SeededCiphertext publicKey() {
        coefficients.clear();
        return encryptCoefficients();
    }

    private SeededCiphertext encryptCoefficients() {
        try (Seed errorSeed = Seed.random()) {
            sampler.reseed(errorSeed, Purpose.ENCRYPTION_ERROR, 0).addCentredBinomial(coefficients);
        }
        Polynomial c0 = ring.zero(Form.VALUES);
        ring.toValues(coefficients, c0);
        Seed seed = Seed.random();
        sampler.reseed(seed, Purpose.PUBLIC_POLYNOMIAL, 0).uniform(uniform, ring);
        ring.multiply(product, uniform, key.values());
        key.requireOpen();
        ring.subtract(c0, product);
        ring.reduce(c0);
        return new SeededCiphertext(seed, c0);
    }

    @Override
    public void close() {
        coefficients.clear();
        product.clear();
        encoding.close();
        sampler.close();
    }
}
