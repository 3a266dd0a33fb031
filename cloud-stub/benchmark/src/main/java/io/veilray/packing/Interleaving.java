package io.veilray.packing;

/**
 * How strips of that many output rows are laid out. With Y = X^(2^levels) the polynomials are those of
 * {@link ConvPacking} in Y, of degree N / 2^levels, for every 2^levels-th plane, side by side.
 *
 * @param rows output rows of the strip
 * @param pitch powers of Y from one plane row to the next
 * @param block powers of Y of one plane
 * @param levels t: 2^t planes are interleaved, up to 2^t pre-responses are merged; 0 is {@link ConvPacking} itself
 * @param blocks C: blocks of interleaved planes in one upload
 * @param outputs M: output channels of one pre-response
 */
public record Interleaving(int rows, int pitch, int block, int levels, int blocks, int outputs) {
    /** Planes of one upload. */
    public int planes() {
        return blocks << levels;
    }
}
