package io.veilray.protocol;

import io.veilray.he.SeededCiphertext;

/** {@link Rounds#ENCRYPTED_MASK}: one packed polynomial of the masks that a tile of a layer reads. */
public record EncryptedMask(int layer, int tile, int upload, SeededCiphertext ciphertext) {}
