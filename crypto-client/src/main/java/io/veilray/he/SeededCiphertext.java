package io.veilray.he;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Seed;

/**
 * An encryption as it is sent: the uniform half c1 as the public seed it expands from, the other half c0 in evaluation
 * form. A public key is the same thing for the message zero. Decryption is c0 + c1 s.
 *
 * @param seed expands to c1 for {@link io.veilray.ring.Purpose#PUBLIC_POLYNOMIAL}, index 0
 * @param c0 centred values modulo all primes
 */
public record SeededCiphertext(Seed seed, Polynomial c0) {}
