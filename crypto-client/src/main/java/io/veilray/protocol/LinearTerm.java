package io.veilray.protocol;

/**
 * One convolution of a layer: which tensor it reads and how its kernel moves. A dense layer is a convolution whose
 * kernel is the whole map.
 *
 * <p>Output row y reads input rows {@code y * stride - padTop} to {@code y * stride - padTop + kernelHeight - 1}, rows
 * outside the map being zero; columns likewise. The layer's output shape decides how far the kernel runs, so padding at
 * the bottom and on the right needs no number of its own.
 *
 * @param tensor 0 for the model's input, i for the output of layer i - 1
 */
public record LinearTerm(int tensor, int kernelHeight, int kernelWidth, int stride, int padTop, int padLeft) {
    /** Largest kernel side and stride. */
    public static final int MAX_SIDE = 4096;

    public LinearTerm {
        if (tensor < 0) {
            throw new IllegalArgumentException("term reads tensor " + tensor + ": must be at least 0");
        }
        requireSide("kernel height", kernelHeight, 1);
        requireSide("kernel width", kernelWidth, 1);
        requireSide("stride", stride, 1);
        requireSide("top padding", padTop, 0);
        requireSide("left padding", padLeft, 0);
    }

    private static void requireSide(String what, int value, int least) {
        if (value < least || value > MAX_SIDE) {
            throw new IllegalArgumentException(what + " " + value + ": must be from " + least + " to " + MAX_SIDE);
        }
    }
}
