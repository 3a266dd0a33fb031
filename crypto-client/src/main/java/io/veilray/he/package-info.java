/**
 * RLWE encryption with plaintext products: parameters, keys, encrypt, decrypt, evaluate. Front doors: {@code HeParameters}, {@code Encryptor}, {@code Evaluator}. Knows nothing of tensors.
 */
package io.veilray.he;
