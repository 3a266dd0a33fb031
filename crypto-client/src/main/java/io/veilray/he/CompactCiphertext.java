package io.veilray.he;

import io.veilray.ring.Seed;

/**
 * An encryption of a message that is uniform at some coefficients, the free ones, as it is sent: of c0 the top l bits at
 * the free coefficients expand from the seed, and the k lowest bits ({@link NoiseBudget#droppedBits}) are left out
 * everywhere.
 *
 * <p>c0, less the encoding of the expanded top where it is free, is d0 + p0 (d1 + p1 (...)) with d0 = 2^k times what is
 * held, and half of 2^k for what is not.
 *
 * @param seed public; expands to c1 for {@link io.veilray.ring.Purpose#PUBLIC_POLYNOMIAL} and to the top for
 *     {@link io.veilray.ring.Purpose#PUBLIC_TOP}, one word cut to l bits for each free coefficient
 * @param free in ascending order; known to both sides from the shape of what is computed
 * @param digits {@code [prime][coefficient]}: in [0, p), the first shifted right by k; the last at a free coefficient
 *     signed, of b - l bits for primes of b bits
 */
public record CompactCiphertext(Seed seed, int[] free, long[][] digits) {}
