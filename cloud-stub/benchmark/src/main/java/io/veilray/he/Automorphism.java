package io.veilray.he;

import io.veilray.ring.Polynomial;

/**
 * X to X^g on values. The value at psi^e, e = 2 brv(rC + c) + 1, becomes the one at psi^(eg). With g = 1 + 2N / 2^j the
 * exponent changes in its highest j bits only, that is in the lowest bits of c, and by an amount that the highest j - 1
 * bits of r decide: so runs of R / 2^(j-1) columns move together.
 */
final class Automorphism {
    /** {@code [c][run]}: the row that the run comes from. */
    private final int[][] sources;

    private final int run;

    /** X to X^(1 + 2N / 2^j). */
    static Automorphism of(int degree, int j) {
        return new Automorphism(degree, 1 + (2 * degree >> j), j);
    }

    static Automorphism inverse(int degree, int j) {
        long g = 1 + (2 * degree >> j);
        long inverse = 1;
        for (int power = 1; power < 1 << j; power++) { // the order of g is 2^j at most
            inverse = inverse * g % (2L * degree) == 1 ? inverse : inverse * g % (2L * degree);
        }
        return new Automorphism(degree, (int) inverse, j);
    }

    private Automorphism(int degree, int g, int j) {
        int log = Integer.numberOfTrailingZeros(degree);
        int rows = 1 << (log + 1) / 2; // R
        int columns = degree / rows; // C
        run = Math.max(1, rows >> j - 1);
        sources = new int[columns][rows / run];
        for (int c = 0; c < columns; c++) {
            for (int s = 0; s < rows / run; s++) {
                long exponent = 2L * reversed(s * run * columns + c, log) + 1;
                int from = reversed((int) (exponent * g % (2L * degree) - 1) / 2, log);
                sources[c][s] = from % columns;
                if (from / columns != s * run) {
                    throw new IllegalArgumentException("automorphism " + j + ": moves columns at degree " + degree);
                }
            }
        }
    }

    private static int reversed(int index, int bits) {
        return Integer.reverse(index) >>> 32 - bits;
    }

    /** sum += sigma(from), in evaluation form, without reduction. */
    void addPermuted(Polynomial sum, Polynomial from) {
        for (int i = 0; i < sum.primes(); i++) {
            for (int c = 0; c < sources.length; c++) {
                for (int s = 0; s < sources[c].length; s++) {
                    add(sum.rows(i)[c], from.rows(i)[sources[c][s]], s * run, s * run + run);
                }
            }
        }
    }

    private static void add(double[] sum, double[] from, int start, int end) {
        for (int r = start; r < end; r++) {
            sum[r] += from[r];
        }
    }
}
