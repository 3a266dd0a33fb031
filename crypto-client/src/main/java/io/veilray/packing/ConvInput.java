package io.veilray.packing;

/**
 * One tensor that a convolution reads, {@code [channel][row][column]}, and the kernel that reads it, weights
 * {@code [out][channel][kernelRow][kernelColumn]}. Output row y reads rows {@code y * stride - padTop} and the
 * {@code kernelHeight - 1} after it; outside the map is zero.
 */
public record ConvInput(
        int channels, int height, int width, int kernelHeight, int kernelWidth, int stride, int padTop, int padLeft) {}
