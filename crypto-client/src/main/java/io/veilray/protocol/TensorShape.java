package io.veilray.protocol;

/** Shape of a tensor {@code [channel][row][column]}, row-major. A vector is {@code channels x 1 x 1}. */
public record TensorShape(int channels, int height, int width) {
    /** Largest number of entries of one tensor: 2^24, which is a 512x512 map of 64 channels. */
    public static final int MAX_SIZE = 1 << 24;

    public TensorShape {
        if (channels < 1 || height < 1 || width < 1 || size(channels, height, width) > MAX_SIZE) {
            throw new IllegalArgumentException("tensor " + channels + "x" + height + "x" + width
                    + ": each side must be at least 1 and the product at most " + MAX_SIZE);
        }
    }

    private static long size(int channels, int height, int width) {
        return Math.multiplyHigh((long) channels * height, width) != 0
                ? Long.MAX_VALUE
                : (long) channels * height * width;
    }

    /** Number of entries. */
    public int size() {
        return channels * height * width;
    }

    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
