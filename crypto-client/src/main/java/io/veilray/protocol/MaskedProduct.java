package io.veilray.protocol;

import io.veilray.he.Response;

/** {@link Rounds#MASKED_PRODUCT}: one response of a tile of a layer. */
public record MaskedProduct(int layer, int tile, int index, Response response) {}
