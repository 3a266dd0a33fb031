package io.veilray.protocol;

import io.veilray.he.CompactCiphertext;

/** {@link Rounds#ENCRYPTED_MASK}: one packed polynomial of the masks that a tile of a layer reads. */
public record EncryptedMask(int layer, int tile, int upload, CompactCiphertext ciphertext) {}
