/**
 * RLWE encryption with plaintext products, for messages modulo a power of two: parameters, keys, encrypt, decrypt,
 * evaluate. Front doors: {@link io.veilray.he.HeParameters}, {@link io.veilray.he.Encryptor} and
 * {@link io.veilray.he.Evaluator}. Knows polynomials of integers; knows nothing of tensors or rounds.
 */
package io.veilray.he;
