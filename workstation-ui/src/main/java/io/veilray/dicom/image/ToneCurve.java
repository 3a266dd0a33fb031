package io.veilray.dicom.image;

/**
 * How brightness depends on where a value lies in a window, 0 being the window's beginning and 1 its end: the functions
 * and tables of PS3.3 section C.11.2, taken apart from centre and width so that moving the window moves them too.
 * Sampled at steps of equal length; between two of them the nearest counts.
 */
public final class ToneCurve {
    private static final int GRAYS = 256;

    public static final ToneCurve LINEAR = linear();
    /** {@code 1 / (1 + exp(-4 (x - c) / w))}, PS3.3 section C.11.2.1.3.1, sampled until it is black or white. */
    public static final ToneCurve SIGMOID = sigmoid();

    private final double from;
    private final double to;
    private final float[] brightness;

    /**
     * @param from position of the first step in the window
     * @param to position of the last one, larger
     * @param brightness in [0, 1], at least two; not copied
     */
    ToneCurve(double from, double to, float[] brightness) {
        this.from = from;
        this.to = to;
        this.brightness = brightness;
    }

    private static ToneCurve linear() {
        float[] steps = new float[GRAYS];
        for (int i = 0; i < GRAYS; i++) {
            steps[i] = i / (GRAYS - 1f);
        }
        return new ToneCurve(0, 1, steps);
    }

    private static ToneCurve sigmoid() {
        double from = -1.5; // 1 / (1 + exp(8)) = 0.0003, a twelfth of a gray
        float[] steps = new float[(1 << 14) + 1];
        for (int i = 0; i < steps.length; i++) {
            double position = from + i * 4.0 / (steps.length - 1);
            steps[i] = (float) (1 / (1 + Math.exp(-4 * (position - 0.5))));
        }
        return new ToneCurve(from, from + 4, steps);
    }

    public double from() {
        return from;
    }

    public double to() {
        return to;
    }

    public int steps() {
        return brightness.length;
    }

    public double step(int number) {
        return brightness[number];
    }

    /** The brightness in [0, 1] of a value under a window. */
    public double brightness(double value, io.veilray.region.Window window) {
        double position = (value - window.center()) / window.width() + 0.5;
        double step = Math.rint((position - from) / (to - from) * (brightness.length - 1));
        return brightness[(int) Math.clamp(step, 0.0, brightness.length - 1.0)];
    }
}
