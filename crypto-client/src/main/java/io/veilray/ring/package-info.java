/**
 * Arithmetic of polynomials modulo X^N + 1 and a product of primes: number-theoretic transforms on doubles, residues,
 * seeded samplers. Front door: {@link io.veilray.ring.Ring}. Knows numbers; knows nothing of keys or ciphertexts.
 */
package io.veilray.ring;
