package io.veilray.dicom.codec;

/**
 * The 8 x 8 inverse discrete cosine transform in fixed point after C. Loeffler, A. Ligtenberg, G. Moschytz, Practical
 * Fast 1-D DCT Algorithms with 11 Multiplications (ICASSP 1989): columns, then rows, constants of 13 bits. With these
 * word lengths and roundings it gives the same samples as the accurate integer transform that dcmtk and gdcm use.
 */
final class InverseDct {
    private static final int CONSTANT_BITS = 13;
    private static final int C_0_298631336 = fixed(0.298631336);
    private static final int C_0_390180644 = fixed(0.390180644);
    private static final int C_0_541196100 = fixed(0.541196100);
    private static final int C_0_765366865 = fixed(0.765366865);
    private static final int C_0_899976223 = fixed(0.899976223);
    private static final int C_1_175875602 = fixed(1.175875602);
    private static final int C_1_501321110 = fixed(1.501321110);
    private static final int C_1_847759065 = fixed(1.847759065);
    private static final int C_1_961570560 = fixed(1.961570560);
    private static final int C_2_053119869 = fixed(2.053119869);
    private static final int C_2_562915447 = fixed(2.562915447);
    private static final int C_3_072711026 = fixed(3.072711026);

    /** Fraction bits kept between the passes: as many as 32-bit arithmetic allows. */
    private final int keptBits;

    private final int centre;
    private final int max;

    InverseDct(int precision) {
        keptBits = precision == 8 ? 2 : 1;
        centre = 1 << precision - 1;
        max = (1 << precision) - 1;
    }

    private static int fixed(double value) {
        return (int) Math.round(value * (1 << CONSTANT_BITS));
    }

    /** Transforms 64 dequantised coefficients in place, row-major, into samples of {@code out} from {@code to} on. */
    void transform(int[] block, short[] out, int to, int stride) {
        for (int column = 0; column < 8; column++) {
            pass(block, column, 8, CONSTANT_BITS - keptBits);
        }
        for (int row = 0; row < 8; row++) {
            pass(block, 8 * row, 1, CONSTANT_BITS + keptBits + 3);
            for (int x = 0; x < 8; x++) {
                out[to + row * stride + x] = (short) Math.clamp(block[8 * row + x] + centre, 0, max);
            }
        }
    }

    private static void pass(int[] b, int at, int step, int shift) {
        int even = (b[at + 2 * step] + b[at + 6 * step]) * C_0_541196100;
        int low = even - b[at + 6 * step] * C_1_847759065;
        int high = even + b[at + 2 * step] * C_0_765366865;
        int sum = b[at] + b[at + 4 * step] << CONSTANT_BITS;
        int difference = b[at] - b[at + 4 * step] << CONSTANT_BITS;
        int e0 = sum + high;
        int e3 = sum - high;
        int e1 = difference + low;
        int e2 = difference - low;

        int x7 = b[at + 7 * step];
        int x5 = b[at + 5 * step];
        int x3 = b[at + 3 * step];
        int x1 = b[at + step];
        int turn = (x7 + x3 + x5 + x1) * C_1_175875602;
        int z1 = -(x7 + x1) * C_0_899976223;
        int z2 = -(x5 + x3) * C_2_562915447;
        int z3 = turn - (x7 + x3) * C_1_961570560;
        int z4 = turn - (x5 + x1) * C_0_390180644;
        int o3 = x7 * C_0_298631336 + z1 + z3;
        int o2 = x5 * C_2_053119869 + z2 + z4;
        int o1 = x3 * C_3_072711026 + z2 + z3;
        int o0 = x1 * C_1_501321110 + z1 + z4;

        int half = 1 << shift - 1;
        b[at] = e0 + o0 + half >> shift;
        b[at + 7 * step] = e0 - o0 + half >> shift;
        b[at + step] = e1 + o1 + half >> shift;
        b[at + 6 * step] = e1 - o1 + half >> shift;
        b[at + 2 * step] = e2 + o2 + half >> shift;
        b[at + 5 * step] = e2 - o2 + half >> shift;
        b[at + 3 * step] = e3 + o3 + half >> shift;
        b[at + 4 * step] = e3 - o3 + half >> shift;
    }
}
