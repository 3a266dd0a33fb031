package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;
import java.util.Arrays;

/**
 * Decodes one scan of JPEG-LS line by line, T.87 Annex A and B. Line buffers hold one sample more on either side than
 * the picture: sample x stands at x + 1.
 */
final class JpegLsScan {
    /** J of T.87 A.7.1: the order of the run length code, by run index. */
    private static final int[] RUN_BITS = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    private final JpegLsBits bits;
    private final JpegLsPreset preset;
    private final JpegLsContexts contexts;
    private final int near;
    private final int widthPx;
    private final int heightPx;
    private final int count;
    private final int[] runIndex;
    private final int[] mixed;
    private int[][] previous;
    private int[][] current;

    JpegLsScan(FrameBytes in, JpegLsFrame frame, JpegLsPreset preset, int near, int count) {
        bits = new JpegLsBits(in);
        contexts = new JpegLsContexts(bits, preset, near);
        this.preset = preset;
        this.near = near;
        this.count = count;
        widthPx = frame.widthPx();
        heightPx = frame.heightPx();
        runIndex = new int[count];
        mixed = new int[count];
        previous = new int[count][widthPx + 2];
        current = new int[count][widthPx + 2];
    }

    /** One plane for each component of the scan; {@code isBySample} where their samples alternate within a line. */
    short[][] decode(boolean isBySample) throws DicomException {
        short[][] planes = new short[count][widthPx * heightPx];
        for (int y = 0; y < heightPx; y++) {
            for (int i = 0; i < count; i++) {
                current[i][0] = previous[i][1];
                previous[i][widthPx + 1] = previous[i][widthPx];
            }
            if (isBySample) {
                samples();
            } else {
                for (int i = 0; i < count; i++) {
                    line(i);
                }
            }
            for (int i = 0; i < count; i++) {
                for (int x = 0; x < widthPx; x++) {
                    planes[i][y * widthPx + x] = (short) current[i][x + 1];
                }
            }
            int[][] done = current;
            current = previous;
            previous = done;
        }
        return planes;
    }

    int end() {
        return bits.end();
    }

    private void line(int component) throws DicomException {
        int[] above = previous[component];
        int[] here = current[component];
        int x = 1;
        while (x <= widthPx) {
            int context = context(above, here, x);
            if (context != 0) {
                here[x] = regular(above, here, x, context);
                x++;
                continue;
            }
            int run = run(component, widthPx - x + 1);
            Arrays.fill(here, x, x + run, here[x - 1]);
            x += run;
            if (x <= widthPx) {
                here[x] = contexts.interruption(here[x - 1], above[x], RUN_BITS[runIndex[component]]);
                runIndex[component] = Math.max(0, runIndex[component] - 1);
                x++;
            }
        }
    }

    private void samples() throws DicomException {
        int x = 1;
        while (x <= widthPx) {
            boolean isFlat = true;
            for (int i = 0; i < count; i++) {
                mixed[i] = context(previous[i], current[i], x);
                isFlat &= mixed[i] == 0;
            }
            if (isFlat) {
                x = runOfAll(x);
            } else {
                for (int i = 0; i < count; i++) {
                    current[i][x] = regular(previous[i], current[i], x, mixed[i]);
                }
                x++;
            }
        }
    }

    private int runOfAll(int x) throws DicomException {
        int end = x + run(0, widthPx - x + 1);
        for (int i = 0; i < count; i++) {
            Arrays.fill(current[i], x, end, current[i][x - 1]);
        }
        if (end > widthPx) {
            return end;
        }
        for (int i = 0; i < count; i++) {
            current[i][end] = contexts.crossing(current[i][end - 1], previous[i][end], RUN_BITS[runIndex[0]]);
        }
        runIndex[0] = Math.max(0, runIndex[0] - 1);
        return end + 1;
    }

    /** T.87 A.3: the three quantised gradients as one number, negative where they are mirrored, 0 where all are flat. */
    private int context(int[] above, int[] here, int x) {
        int q1 = quantised(above[x + 1] - above[x]);
        int q2 = quantised(above[x] - above[x - 1]);
        int q3 = quantised(above[x - 1] - here[x - 1]);
        return 81 * q1 + 9 * q2 + q3;
    }

    private int quantised(int gradient) {
        int size = Math.abs(gradient);
        if (size <= near) {
            return 0;
        }
        int level =
                size < preset.threshold1() ? 1 : size < preset.threshold2() ? 2 : size < preset.threshold3() ? 3 : 4;
        return gradient < 0 ? -level : level;
    }

    private int regular(int[] above, int[] here, int x, int context) throws DicomException {
        int left = here[x - 1];
        int up = above[x];
        int corner = above[x - 1];
        int predicted = left + up - corner;
        if (corner >= Math.max(left, up)) {
            predicted = Math.min(left, up);
        } else if (corner <= Math.min(left, up)) {
            predicted = Math.max(left, up);
        }
        return contexts.regular(Math.abs(context), context < 0 ? -1 : 1, predicted);
    }

    /** T.87 A.7.1: how many samples repeat the one to the left, at most {@code rest}. */
    private int run(int component, int rest) throws DicomException {
        int run = 0;
        while (bits.bit() == 1) {
            int more = 1 << RUN_BITS[runIndex[component]];
            if (run + more <= rest) {
                run += more;
                runIndex[component] = Math.min(31, runIndex[component] + 1);
            } else {
                return rest;
            }
            if (run == rest) {
                return rest;
            }
        }
        run += bits.take(RUN_BITS[runIndex[component]]);
        if (run > rest) {
            throw bits.error("a run of " + run + " samples where the line has " + rest + " left");
        }
        return run;
    }
}
