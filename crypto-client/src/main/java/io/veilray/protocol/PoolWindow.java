package io.veilray.protocol;

/**
 * A pooling window. Output row y covers input rows {@code y * strideHeight - padTop} to that plus {@code height - 1},
 * columns likewise; bottom and right padding follow from the output size, which the model gives.
 */
public record PoolWindow(
        int height,
        int width,
        int strideHeight,
        int strideWidth,
        int padTop,
        int padLeft,
        int outputHeight,
        int outputWidth) {
    /** Most entries that all windows on a tensor cover together. */
    private static final long MOST_COVERED = 1L << 28;

    public PoolWindow {
        if (height < 1 || width < 1 || strideHeight < 1 || strideWidth < 1 || outputHeight < 1 || outputWidth < 1) {
            throw new IllegalArgumentException("pooling window " + height + "x" + width + ", stride " + strideHeight
                    + "x" + strideWidth + ", output " + outputHeight + "x" + outputWidth + ": each must be at least 1");
        }
        if (padTop < 0 || padLeft < 0 || padTop >= height || padLeft >= width) {
            throw new IllegalArgumentException("pooling padding " + padTop + "," + padLeft
                    + ": must be at least 0 and below the window of " + height + "x" + width);
        }
    }

    /** The window that is the whole map. */
    public static PoolWindow global(TensorShape map) {
        return new PoolWindow(map.height(), map.width(), map.height(), map.width(), 0, 0, 1, 1);
    }

    TensorShape output(TensorShape input) {
        long rows = Math.min(height, input.height());
        long columns = Math.min(width, input.width());
        double covered = (double) input.channels() * outputHeight * outputWidth * rows * columns;
        if (covered > MOST_COVERED) {
            throw new IllegalArgumentException("pooling " + this + " of a tensor " + input + ": covers " + covered
                    + " entries, at most " + MOST_COVERED + " are allowed; use a smaller window or larger stride");
        }
        boolean startsInside = (outputHeight - 1L) * strideHeight - padTop < input.height()
                && (outputWidth - 1L) * strideWidth - padLeft < input.width();
        if (!startsInside) {
            throw new IllegalArgumentException(
                    "pooling " + this + " of a tensor " + input + ": the last window must begin inside the map");
        }
        return new TensorShape(input.channels(), outputHeight, outputWidth);
    }

    /** One entry of the map under the window of one output. */
    public interface Covered {
        void entry(int output, int entry);
    }

    /** Visits every entry under every window, by index into {@code [channel][row][column]}; padding is not visited. */
    public void forEach(TensorShape input, Covered visitor) {
        TensorShape output = output(input);
        for (int i = 0; i < output.size(); i++) {
            int channel = i / (outputHeight * outputWidth);
            int top = i / outputWidth % outputHeight * strideHeight - padTop;
            int left = i % outputWidth * strideWidth - padLeft;
            for (int y = Math.max(0, top); y < Math.min(input.height(), top + height); y++) {
                for (int x = Math.max(0, left); x < Math.min(input.width(), left + width); x++) {
                    visitor.entry(i, (channel * input.height() + y) * input.width() + x);
                }
            }
        }
    }
}
