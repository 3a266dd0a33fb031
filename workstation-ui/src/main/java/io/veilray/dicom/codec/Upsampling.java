package io.veilray.dicom.codec;

/**
 * Brings a subsampled component to the picture's size. Halved components are interpolated linearly, each new sample
 * weighing the nearer old one three to one over the farther (samples sit at the centres of their areas, as T.81 A.1.1
 * places them), with the roundings of the common decoders; other ratios repeat samples.
 */
final class Upsampling {
    private Upsampling() {}

    static short[] full(JpegFrame frame, JpegComponent from) {
        int across = frame.maxHorizontal / from.horizontal;
        int down = frame.maxVertical / from.vertical;
        boolean isWhole = frame.maxHorizontal % from.horizontal == 0 && frame.maxVertical % from.vertical == 0;
        short[] out = new short[frame.widthPx * frame.heightPx];
        if (isWhole && across == 2 && down <= 2 && from.widthPx > 2) {
            interpolate(frame, from, down, out);
        } else {
            repeat(frame, from, out);
        }
        return out;
    }

    private static void repeat(JpegFrame frame, JpegComponent from, short[] out) {
        int to = 0;
        for (int y = 0; y < frame.heightPx; y++) {
            int row = y * from.vertical / frame.maxVertical * from.stridePx;
            for (int x = 0; x < frame.widthPx; x++) {
                out[to++] = from.samples[row + x * from.horizontal / frame.maxHorizontal];
            }
        }
    }

    private static void interpolate(JpegFrame frame, JpegComponent from, int down, short[] out) {
        int[] sums = new int[from.widthPx];
        for (int y = 0; y < frame.heightPx; y++) {
            if (down == 1) {
                columnSums(from, y, 1, y, sums);
                row(sums, out, y * frame.widthPx, frame.widthPx, 1, 2, 2);
            } else {
                int farther = y / 2 + (y % 2 == 0 ? -1 : 1);
                columnSums(from, y / 2, 3, Math.clamp(farther, 0, from.heightPx - 1), sums);
                row(sums, out, y * frame.widthPx, frame.widthPx, 8, 7, 4);
            }
        }
    }

    /** The nearer row alone, or three parts of it and one of the farther. */
    private static void columnSums(JpegComponent from, int nearer, int weight, int farther, int[] sums) {
        for (int x = 0; x < from.widthPx; x++) {
            int near = from.at(x, nearer);
            sums[x] = weight == 1 ? near : weight * near + from.at(x, farther);
        }
    }

    private static void row(int[] sums, short[] out, int to, int widthPx, int roundLeft, int roundRight, int shift) {
        for (int x = 0; x < widthPx; x++) {
            int near = sums[x / 2];
            boolean isLeft = x % 2 == 0;
            int far = sums[Math.clamp(x / 2 + (isLeft ? -1 : 1), 0, sums.length - 1)];
            out[to + x] = (short) (3 * near + far + (isLeft ? roundLeft : roundRight) >> shift);
        }
    }
}
