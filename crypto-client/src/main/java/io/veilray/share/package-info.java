/**
 * Fixed point and additive sharing modulo 2^l. Front doors: {@link io.veilray.share.FixedPoint} and
 * {@link io.veilray.share.Shares}. Knows integers; knows nothing of encryption or of tensors' meaning.
 */
package io.veilray.share;
