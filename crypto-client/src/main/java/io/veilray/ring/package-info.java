/**
 * Arithmetic modulo NTT-friendly primes: transforms, residue number system, samplers. Front door: {@code Ring}. Knows numbers; knows nothing of keys.
 */
package io.veilray.ring;
