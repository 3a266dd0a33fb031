package io.veilray.cloud.demo;

import java.util.SplittableRandom;

/** Fine branching structure from ridges of value noise in four sizes; between 0 and 1. */
final class Texture {
    private static final int CELLS = 64;
    private final double[] lattice = new double[CELLS * CELLS];

    Texture(SplittableRandom random) {
        for (int i = 0; i < lattice.length; i++) {
            lattice[i] = random.nextDouble();
        }
    }

    double at(double x, double y) {
        double sum = 0;
        double weight = 0.5;
        double cells = 7;
        for (int octave = 0; octave < 4; octave++) {
            double ridge = 1 - Math.abs(2 * noise(x * cells + 17 * octave, y * cells + 5 * octave) - 1);
            sum += weight * ridge * ridge;
            weight /= 1.9;
            cells *= 2.1;
        }
        return Math.min(1, sum);
    }

    private double noise(double x, double y) {
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        double u = smooth(x - column);
        double v = smooth(y - row);
        double top = knot(column, row) * (1 - u) + knot(column + 1, row) * u;
        double bottom = knot(column, row + 1) * (1 - u) + knot(column + 1, row + 1) * u;
        return top * (1 - v) + bottom * v;
    }

    private double knot(int column, int row) {
        return lattice[Math.floorMod(row, CELLS) * CELLS + Math.floorMod(column, CELLS)];
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }
}
