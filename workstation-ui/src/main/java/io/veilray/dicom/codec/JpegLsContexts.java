package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;
import java.util.Arrays;

/**
 * The adaptive state of a JPEG-LS scan and the codes that depend on it: 365 gradient contexts (T.87 A.3 to A.6) and the
 * two of run interruption (A.7.2). Letters are the recommendation's.
 */
final class JpegLsContexts {
    private static final int REGULAR = 365;
    private static final int MAX_K = 24;

    private final JpegLsBits bits;
    private final int near;
    private final int step;
    private final int reset;
    private final int maxValue;
    private final int range;
    private final int rangeBits;
    private final int limit;

    private final int[] a = new int[REGULAR + 2];
    private final int[] b = new int[REGULAR];
    private final int[] c = new int[REGULAR];
    private final int[] n = new int[REGULAR + 2];
    private final int[] negatives = new int[2];

    JpegLsContexts(JpegLsBits bits, JpegLsPreset preset, int near) {
        this.bits = bits;
        this.near = near;
        step = 2 * near + 1;
        reset = preset.reset();
        maxValue = preset.maxValue();
        range = (maxValue + 2 * near) / step + 1;
        rangeBits = bitsFor(range - 1);
        int valueBits = Math.max(2, bitsFor(maxValue));
        limit = 2 * (valueBits + Math.max(8, valueBits));
        Arrays.fill(a, Math.max(2, (range + 32) / 64));
        Arrays.fill(n, 1);
    }

    private static int bitsFor(int largest) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(largest);
    }

    /** Decodes one sample of context {@code q} in regular mode; {@code sign} is -1 where the gradients were mirrored. */
    int regular(int q, int sign, int predicted) throws DicomException {
        int corrected = Math.clamp(predicted + sign * c[q], 0, maxValue);
        int k = golombParameter(n[q], a[q]);
        int mapped = golomb(k, limit);
        int error = (mapped & 1) == 0 ? mapped >> 1 : -(mapped + 1 >> 1);
        if (near == 0 && k == 0 && 2 * b[q] <= -n[q]) {
            error = -(error + 1);
        }
        adapt(q, error);
        return reconstruct(corrected, sign * error);
    }

    private void adapt(int q, int error) {
        a[q] += Math.abs(error);
        b[q] += error * step;
        if (n[q] == reset) {
            a[q] >>= 1;
            b[q] >>= 1;
            n[q] >>= 1;
        }
        n[q]++;
        if (b[q] <= -n[q]) {
            b[q] = Math.max(b[q] + n[q], 1 - n[q]);
            c[q] = Math.max(c[q] - 1, -128);
        } else if (b[q] > 0) {
            b[q] = Math.min(b[q] - n[q], 0);
            c[q] = Math.min(c[q] + 1, 127);
        }
    }

    /** The sample that ended a run, in a scan where each component has runs of its own. */
    int interruption(int left, int above, int runBits) throws DicomException {
        return Math.abs(left - above) <= near
                ? reconstruct(left, interruptionError(1, runBits))
                : crossing(left, above, runBits);
    }

    /** The sample that ended a run across an edge, and every such sample where components run together. */
    int crossing(int left, int above, int runBits) throws DicomException {
        int error = interruptionError(0, runBits);
        return reconstruct(above, above >= left ? error : -error);
    }

    private int interruptionError(int type, int runBits) throws DicomException {
        int q = REGULAR + type;
        int k = golombParameter(n[q], type == 0 ? a[q] : a[q] + (n[q] >> 1));
        int mapped = golomb(k, limit - runBits - 1);
        int odd = mapped + type & 1;
        int error = mapped + type + odd >> 1;
        boolean isMostlyNegative = k != 0 || 2 * negatives[type] >= n[q];
        if (isMostlyNegative == (odd == 1)) {
            error = -error;
        }
        if (error < 0) {
            negatives[type]++;
        }
        a[q] += mapped + 1 - type >> 1;
        if (n[q] == reset) {
            a[q] >>= 1;
            n[q] >>= 1;
            negatives[type] >>= 1;
        }
        n[q]++;
        return error;
    }

    private static int golombParameter(int n, int a) {
        int k = 0;
        while (n << k < a && k < MAX_K) {
            k++;
        }
        return k;
    }

    /** T.87 A.5.3: a unary part of limited length, then {@code k} bits, or the value itself where the limit is reached. */
    private int golomb(int k, int limit) throws DicomException {
        int longest = limit - rangeBits - 1;
        int high = bits.zeros(longest);
        return high < longest ? high << k | bits.take(k) : bits.take(rangeBits) + 1;
    }

    private int reconstruct(int predicted, int error) {
        int value = predicted + error * step;
        if (value < -near) {
            value += range * step;
        } else if (value > maxValue + near) {
            value -= range * step;
        }
        return Math.clamp(value, 0, maxValue);
    }
}
