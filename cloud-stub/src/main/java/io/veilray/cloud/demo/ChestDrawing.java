package io.veilray.cloud.demo;

import java.util.SplittableRandom;

/**
 * A drawing in the manner of a chest film. Every point of the film collects the thickness of what lies before it: soft
 * tissue, two lungs that let through, heart, spine, ribs and collar bones that do not, and fine vessels; brightness
 * follows the attenuation. Anatomy is schematic and belongs to nobody.
 *
 * <p>Coordinates run from -1 to 1 across the picture and down it. The patient faces us, so the heart is on the right.
 */
final class ChestDrawing {
    static final int SIDE_PX = 512;
    static final int MAX_VALUE = 4095;
    private static final long SEED = 20261121;
    private static final double GRAIN = 0.012;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Texture vessels = new Texture(random.split());
    private final boolean opacity;

    private ChestDrawing(boolean opacity) {
        this.opacity = opacity;
    }

    /** A chest without findings, 12 bits, row-major. */
    static short[] clear() {
        return new ChestDrawing(false).pixels();
    }

    /** The same with a cloudy patch low in the right lung (on the left of the picture). */
    static short[] withOpacity() {
        return new ChestDrawing(true).pixels();
    }

    private short[] pixels() {
        short[] out = new short[SIDE_PX * SIDE_PX];
        for (int i = 0; i < out.length; i++) {
            double x = (i % SIDE_PX + 0.5) / SIDE_PX * 2 - 1;
            double y = (i / SIDE_PX + 0.5) / SIDE_PX * 2 - 1;
            double grain = GRAIN * (random.nextDouble() + random.nextDouble() - 1);
            double film = Math.clamp(1 - Math.exp(-1.15 * thickness(x, y)) + grain, 0, 1);
            out[i] = (short) Math.round(film * MAX_VALUE);
        }
        BlockLetters.stamp(out, SIDE_PX, "SYNTHETIC", (short) MAX_VALUE);
        return out;
    }

    private double thickness(double x, double y) {
        double body = body(x, y);
        double lung = lungs(x, y);
        double tissue = body * (1.15 - 0.98 * lung);
        double inLung = lung * (0.10 * vessels.at(x, y) * hilum(x, y) + infiltrate(x, y));
        return tissue + inLung + heart(x, y) + spine(x, y) * body + body * bones(x, y);
    }

    /** Neck, shoulders that go over into raised arms, chest, and the dark air beside it. */
    private static double body(double x, double y) {
        double chest = Shape.box(x, 0.88 + 0.03 * Math.cos(3 * y) + 0.3 * Shape.edge(-0.30 - y, 0.30), 0.05);
        double shoulders = Shape.ellipse(x, y, 0, 1.25, 1.45, 2.05, 0.05);
        double neck = Shape.box(x, 0.30 + 0.9 * Math.max(0, y + 0.95), 0.05);
        return Math.min(chest, Math.max(shoulders, neck)) * (0.9 + 0.25 * (y + 1) / 2);
    }

    private static double lungs(double x, double y) {
        double left = Shape.ellipse(x, y, -0.38, 0.02, 0.33, 0.72, 0.10) * dome(x, y, -0.40, 0.48);
        double right = Shape.ellipse(x, y, 0.39, 0.02, 0.32, 0.72, 0.10) * dome(x, y, 0.42, 0.54);
        return Math.max(left, right);
    }

    /** One above the diaphragm, which rises to {@code top} at {@code middle}, and none below. */
    private static double dome(double x, double y, double middle, double top) {
        double diaphragm = top + 1.5 * (x - middle) * (x - middle);
        return Shape.edge(diaphragm - y, 0.035);
    }

    private static double heart(double x, double y) {
        double ventricle = Shape.ellipse(x, y, 0.14, 0.33, 0.30, 0.27, 0.06);
        double atrium = Shape.ellipse(x, y, -0.06, 0.24, 0.15, 0.26, 0.05);
        double vessels = Shape.ellipse(x, y, 0.04, -0.16, 0.13, 0.34, 0.06);
        double arch = Shape.ellipse(x, y, 0.11, -0.28, 0.085, 0.09, 0.04);
        return 0.62 * Math.max(Math.max(ventricle, atrium), 0.75 * Math.max(vessels, arch));
    }

    private static double spine(double x, double y) {
        double column = Shape.box(x, 0.082 + 0.008 * Math.cos(2 * Math.PI * y / 0.135), 0.03);
        double windpipe = Shape.box(x - 0.01, 0.035, 0.02) * Shape.edge(-0.22 - y, 0.05);
        double discs = 0.80 + 0.20 * Math.cos(2 * Math.PI * y / 0.135);
        return 0.30 * column * discs - 0.22 * windpipe;
    }

    /** Ribs slope down and outwards at the back, steeply down and inwards in front; collar bones cross the top. */
    private static double bones(double x, double y) {
        double side = Math.abs(x);
        double inside = Shape.box(x, 0.80, 0.05) * Shape.edge(side - 0.06, 0.05) * Shape.edge(0.78 - y, 0.06);
        double back = 0;
        double front = 0;
        for (int rib = 0; rib < 10; rib++) {
            double top = -0.86 + 0.158 * rib;
            double bow = top + 0.34 * Math.pow(Math.max(0, side - 0.22), 1.7) - 0.10 * Math.sin(3.2 * side);
            back = Math.max(back, Shape.tube(y - bow, 0.030));
            double frontBow = top + 0.40 - 0.52 * side + 0.42 * Math.pow(side, 2.6);
            front = Math.max(front, Shape.tube(y - frontBow, 0.034) * Shape.edge(side - 0.28, 0.12));
        }
        double collar = Shape.tube(y + 0.70 + 0.26 * (side - 0.12) - 0.05 * Math.sin(5 * side), 0.036)
                * Shape.edge(side - 0.10, 0.03)
                * Shape.edge(0.80 - side, 0.06);
        return inside * (0.115 * back + 0.055 * front) + 0.17 * collar;
    }

    /** Vessels are thick where they leave the heart and thin towards the edge. */
    private static double hilum(double x, double y) {
        double distance = Math.hypot((Math.abs(x) - 0.16) / 0.36, (y - 0.02) / 0.5);
        return 0.35 + 1.9 * Math.exp(-distance * distance * 1.6);
    }

    private double infiltrate(double x, double y) {
        if (!opacity) {
            return 0;
        }
        double cloud = Math.exp(-Math.pow((x + 0.42) / 0.19, 2) - Math.pow((y - 0.22) / 0.20, 2));
        double rest = 0.5 * Math.exp(-Math.pow((x + 0.27) / 0.14, 2) - Math.pow((y - 0.05) / 0.13, 2));
        return (cloud + rest) * (0.42 + 0.30 * vessels.at(1.7 * x + 0.3, 1.7 * y));
    }
}
