package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;

/**
 * The coding parameters of T.87 C.2.4.1.1: largest sample value, the three gradient thresholds, and how often counters
 * are halved. Zero stands for the default.
 */
record JpegLsPreset(int maxValue, int threshold1, int threshold2, int threshold3, int reset) {
    static final JpegLsPreset DEFAULT = new JpegLsPreset(0, 0, 0, 0, 0);
    private static final int PRESET_PARAMETERS = 1;

    static JpegLsPreset read(FrameBytes in) throws DicomException {
        int end = in.segmentEnd();
        int kind = in.u8();
        if (kind != PRESET_PARAMETERS) {
            throw in.error("JPEG-LS mapping tables or large sizes (LSE kind " + kind
                    + ") are not supported, only preset parameters (kind 1) are");
        }
        JpegLsPreset preset = new JpegLsPreset(in.u16(), in.u16(), in.u16(), in.u16(), in.u16());
        in.seek(end);
        return preset;
    }

    /** Fills the defaults in (T.87 C.2.4.1.1.1) and checks the order that the standard asks for. */
    JpegLsPreset resolved(FrameBytes in, int precision, int near) throws DicomException {
        int max = maxValue == 0 ? (1 << precision) - 1 : maxValue;
        int[] standard = max >= 128 ? thresholdsOfManyValues(max, near) : thresholdsOfFewValues(max, near);
        int t1 = threshold1 == 0 ? standard[0] : threshold1;
        int t2 = threshold2 == 0 ? standard[1] : threshold2;
        int t3 = threshold3 == 0 ? standard[2] : threshold3;
        int halving = reset == 0 ? 64 : reset;
        boolean isOrdered = near < t1 && t1 <= t2 && t2 <= t3 && t3 <= max;
        if (max >= 1 << precision || near > Math.min(255, max / 2) || !isOrdered || halving < 3) {
            throw in.error("largest value " + max + ", error bound " + near + ", thresholds " + t1 + ", " + t2 + ", "
                    + t3 + " and reset " + halving + " do not fit together for " + precision
                    + " bits (T.87 table C.1)");
        }
        return new JpegLsPreset(max, t1, t2, t3, halving);
    }

    private static int[] thresholdsOfManyValues(int max, int near) {
        int factor = (Math.min(max, 4095) + 128) / 256;
        int t1 = clamped(factor + 2 + 3 * near, near + 1, max);
        int t2 = clamped(4 * factor + 3 + 5 * near, t1, max);
        return new int[] {t1, t2, clamped(17 * factor + 4 + 7 * near, t2, max)};
    }

    private static int[] thresholdsOfFewValues(int max, int near) {
        int factor = 256 / (max + 1);
        int t1 = clamped(Math.max(2, 3 / factor + 3 * near), near + 1, max);
        int t2 = clamped(Math.max(3, 7 / factor + 5 * near), t1, max);
        return new int[] {t1, t2, clamped(Math.max(4, 21 / factor + 7 * near), t2, max)};
    }

    /** T.87's CLAMP: what is out of bounds becomes the lower bound. */
    private static int clamped(int value, int low, int max) {
        return value > max || value < low ? low : value;
    }
}
