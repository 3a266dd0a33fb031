package io.veilray.ring;

/** What a stream is for. Streams of one seed for different purposes are independent. */
public enum Purpose {
    /** The uniform half of a ciphertext or of a public key; its seed is public. */
    PUBLIC_POLYNOMIAL,
    /** What encryption of a uniform message may take its top bits from; its seed is public. */
    PUBLIC_TOP,
    SECRET_KEY,
    ENCRYPTION_ERROR,
    /** Randomness of an encryption of zero under a public key. */
    ZERO_RANDOMNESS,
    ZERO_ERROR,
    FLOODING,
    /** Ring elements that mask activations (client) or layer sums (server). */
    MASK,
    MULTIPLIERS,
    PERMUTATION,
    MASKING_NOISE,
    /** The client's shares of what comparisons leave. */
    RESULT_SHARE
}
