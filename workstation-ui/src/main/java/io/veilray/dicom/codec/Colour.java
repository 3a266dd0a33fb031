package io.veilray.dicom.codec;

/**
 * How three components become red, green and blue, PS3.3 C.7.6.3.1.2. Fixed point of 16 bits with the roundings of the
 * common JPEG decoders, so that the pixels equal theirs.
 */
enum Colour {
    AS_IS,
    YBR_FULL,
    YBR_PARTIAL;

    private static final int BITS = 16;
    private static final int HALF = 1 << BITS - 1;

    /** What a lossy JPEG needs. The header decides, not the file's own markers: those are often missing or wrong. */
    static Colour of(String photometric, int samples) {
        if (samples != 3 || !photometric.startsWith("YBR_")) {
            return AS_IS;
        }
        return photometric.startsWith("YBR_PARTIAL") ? YBR_PARTIAL : YBR_FULL;
    }

    /** What a lossless frame needs: nothing, unless its header's YBR means subsampled words that it does not have. */
    static Colour ofSubsampled(String photometric, int samples) {
        boolean isSubsampled = photometric.endsWith("_422") || photometric.endsWith("_420");
        return isSubsampled ? of(photometric, samples) : AS_IS;
    }

    /** Replaces Y, Cb, Cr by R, G, B of the same precision. */
    void toRgb(int[] pixel, int precision) {
        int max = (1 << precision) - 1;
        int cb = pixel[1] - (1 << precision - 1);
        int cr = pixel[2] - (1 << precision - 1);
        if (this == YBR_PARTIAL) {
            partial(pixel, cb, cr, precision, max);
            return;
        }
        int y = pixel[0];
        pixel[0] = Math.clamp(y + (fixed(1.40200) * cr + HALF >> BITS), 0, max);
        pixel[1] = Math.clamp(y + (HALF - fixed(0.34414) * cb - fixed(0.71414) * cr >> BITS), 0, max);
        pixel[2] = Math.clamp(y + (fixed(1.77200) * cb + HALF >> BITS), 0, max);
    }

    /** Luminance from 16 to 235, chroma from 16 to 240 (of 8 bits), CCIR 601-2. */
    private static void partial(int[] pixel, int cb, int cr, int precision, int max) {
        double y = (pixel[0] - (16 << precision - 8)) * (255.0 / 219);
        pixel[0] = (int) Math.clamp(Math.round(y + cr * (1.402 * 255 / 224)), 0, max);
        pixel[1] = (int) Math.clamp(Math.round(y - cb * (0.344136 * 255 / 224) - cr * (0.714136 * 255 / 224)), 0, max);
        pixel[2] = (int) Math.clamp(Math.round(y + cb * (1.772 * 255 / 224)), 0, max);
    }

    private static int fixed(double value) {
        return (int) (value * (1 << BITS) + 0.5);
    }
}
