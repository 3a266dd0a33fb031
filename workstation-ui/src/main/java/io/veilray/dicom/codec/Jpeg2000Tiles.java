package io.veilray.dicom.codec;

/** The tile grid of T.800 B.3, from the eight numbers of the SIZ segment. */
final class Jpeg2000Tiles {
    private final long right;
    private final long bottom;
    private final long left;
    private final long top;
    private final long tileWidth;
    private final long tileHeight;
    private final long tileLeft;
    private final long tileTop;

    Jpeg2000Tiles(long[] siz) {
        right = siz[0];
        bottom = siz[1];
        left = siz[2];
        top = siz[3];
        tileWidth = siz[4];
        tileHeight = siz[5];
        tileLeft = siz[6];
        tileTop = siz[7];
    }

    /** T.800 B-3 and B-4; and within what an int holds, which is all that the library counts with. */
    boolean isValid() {
        boolean isSized = tileWidth > 0 && tileHeight > 0 && right < Integer.MAX_VALUE && bottom < Integer.MAX_VALUE;
        boolean isPlaced = tileLeft <= left && tileTop <= top;
        return isSized && isPlaced && tileLeft + tileWidth > left && tileTop + tileHeight > top;
    }

    long count() {
        return countAcross() * ceil(bottom - tileTop, tileHeight);
    }

    long countAcross() {
        return ceil(right - tileLeft, tileWidth);
    }

    long samplesOfOne() {
        return across() * down();
    }

    /** How many precincts of 2^widthBits x 2^heightBits a whole tile has when it is halved {@code halvings} times. */
    long precincts(int halvings, int widthBits, int heightBits) {
        return ceil(ceil(across(), 1L << halvings), 1L << widthBits)
                * ceil(ceil(down(), 1L << halvings), 1L << heightBits);
    }

    private long across() {
        return Math.min(tileWidth, right - left);
    }

    private long down() {
        return Math.min(tileHeight, bottom - top);
    }

    private static long ceil(long value, long by) {
        return (value + by - 1) / by;
    }
}
