package io.veilray.he;

import io.veilray.ring.Polynomial;

/**
 * A computed ciphertext as it is sent back: both halves in coefficient form modulo the first one or two primes. Only the
 * coefficients of c0 that carry results need to travel.
 */
public record Response(Polynomial c0, Polynomial c1) {}
