package io.veilray.packing;

/**
 * How one tile is laid out in polynomials; tiles of equal geometry share their weight polynomials.
 *
 * @param rows output rows of the tile
 * @param columns output columns of the tile
 * @param pitch coefficients from one plane row to the next
 * @param block coefficients of one plane
 * @param planesPerUpload planes in one encrypted polynomial
 * @param outputsPerResponse output channels in one response
 */
record TileGeometry(int rows, int columns, int pitch, int block, int planesPerUpload, int outputsPerResponse) {}
