package io.veilray.he;

/**
 * A computed ciphertext as it is sent back: both halves as fractions of the modulus, coefficient i of c0 being
 * {@code c0[i] / 2^w0}, of c1 {@code c1[i] / 2^w1}, entries in [0, 2^w0) and [0, 2^w1) with the widths of
 * {@link NoiseBudget}. Only the coefficients of c0 that carry results need to travel. Decryption is c0 + c1 s modulo 1.
 */
public record Response(long[] c0, long[] c1) {}
