package io.veilray.he;

import io.veilray.ring.Polynomial;

/** An encryption with both halves expanded, in evaluation form modulo all primes. */
public record Ciphertext(Polynomial c0, Polynomial c1) {}
