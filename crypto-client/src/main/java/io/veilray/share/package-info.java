/**
 * Fixed point and additive sharing modulo 2^l. Front doors: {@code FixedPoint}, {@code Shares}. Knows nothing of encryption.
 */
package io.veilray.share;
