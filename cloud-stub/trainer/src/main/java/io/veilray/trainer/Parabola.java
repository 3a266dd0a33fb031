package io.veilray.trainer;

/**
 * quadratic (p + shift)^2 + constant, fitted by least squares.
 *
 * @param rootMeanSquare of p + shift
 */
record Parabola(double quadratic, double shift, double constant, double rootMeanSquare) {

    /**
     * Fits one channel of maps {@code [image][channel][position]}. With n = (p - mean) / deviation and target t, t = q2 n^2 +
     * q1 n + q0 by normal equations; q2 is kept so large that the vertex lies no farther than that from the mean.
     */
    static Parabola of(float[] values, float[] targets, int channel, int channels, int images, double farthestVertex) {
        int area = values.length / channels / images;
        double[] p = new double[images * area];
        double[] t = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            int at = (i / area * channels + channel) * area + i % area;
            p[i] = values[at];
            t[i] = targets[at];
        }
        double mean = java.util.Arrays.stream(p).average().orElseThrow();
        double deviation = Math.sqrt(java.util.Arrays.stream(p)
                        .map(v -> (v - mean) * (v - mean))
                        .average()
                        .orElseThrow())
                + 1e-9;
        double third = 0;
        double fourth = 0;
        double t0 = 0;
        double t1 = 0;
        double t2 = 0;
        for (int i = 0; i < p.length; i++) {
            double n = (p[i] - mean) / deviation;
            third += n * n * n / p.length;
            fourth += n * n * n * n / p.length;
            t0 += t[i] / p.length;
            t1 += t[i] * n / p.length;
            t2 += t[i] * n * n / p.length;
        }
        // the part of n^2 that neither 1 nor n explains is n^2 - third n - 1, of variance fourth - third^2 - 1
        double own = fourth - third * third - 1;
        double quadratic = own > 1e-9 ? (t2 - third * t1 - t0) / own : 0;
        double slope = t1 - third * quadratic;
        double least = Math.max(Math.abs(slope), 1e-6) / (2 * farthestVertex);
        if (Math.abs(quadratic) < least) {
            quadratic = quadratic < 0 ? -least : least;
            slope = t1 - third * quadratic;
        }
        double vertex = slope / (2 * quadratic);
        double constant = t0 - quadratic - quadratic * vertex * vertex;
        return new Parabola(
                quadratic / (deviation * deviation),
                vertex * deviation - mean,
                constant,
                deviation * Math.sqrt(1 + vertex * vertex));
    }
}
