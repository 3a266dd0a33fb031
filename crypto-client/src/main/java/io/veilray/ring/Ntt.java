package io.veilray.ring;

import java.math.BigInteger;

/**
 * Negacyclic number-theoretic transform modulo one prime: the values of a polynomial of degree below N at the odd powers
 * of psi, a primitive 2N-th root of unity.
 *
 * <p><b>Layout.</b> A polynomial in coefficient form is {@code [R][C]}, coefficient i at row i / C, column i mod C. In
 * evaluation form it is {@code [C][R]}: the entry at row c, column r is the value at psi^(2 brv(rC + c) + 1), where brv
 * reverses log2(N) bits. The first half of the stages pairs whole rows of the first layout, the second half whole rows of
 * the second, so that every butterfly runs over distinct arrays with one shared index; that is the form HotSpot
 * vectorises without help.
 *
 * <p>Source of the butterflies: Longa, Naehrig, "Speeding up the number theoretic transform" (CANS 2016), algorithms 1
 * and 2. Bounds on intermediate values: {@link FmaRows}.
 */
final class Ntt {
    private final int rows;
    private final int columns;
    private final RowArithmetic arithmetic;
    /** Powers of psi in bit-reversed order, for the stages on the first layout; index 1 to R - 1. */
    private final double[] rowTwiddles;

    private final double[] inverseRowTwiddles;
    /** For the stages on the second layout: {@code [stage][block][column]}. */
    private final double[][][] columnTwiddles;

    private final double[][][] inverseColumnTwiddles;
    private final double inverseDegree;
    /** {@code [row][r]}: what a one in that row becomes in row r by the first half of the stages. */
    private final double[][] rowFactors;

    Ntt(int degree, Prime prime, RowArithmetic arithmetic) {
        int log = Integer.numberOfTrailingZeros(degree);
        this.rows = 1 << (log + 1) / 2;
        this.columns = degree / rows;
        this.arithmetic = arithmetic;
        BigInteger psi = prime.root(degree);
        double[] powers = bitReversedPowers(degree, prime, psi);
        double[] inversePowers = bitReversedPowers(degree, prime, psi.modInverse(BigInteger.valueOf(prime.value())));
        rowTwiddles = java.util.Arrays.copyOf(powers, rows);
        inverseRowTwiddles = java.util.Arrays.copyOf(inversePowers, rows);
        columnTwiddles = columnTwiddles(powers);
        inverseColumnTwiddles = columnTwiddles(inversePowers);
        inverseDegree = prime.inverse(BigInteger.valueOf(degree));
        rowFactors = rowFactors();
    }

    /** The first half of the stages takes X^(row C) to the powers of what it takes X^C to. */
    private double[][] rowFactors() {
        double[][] unit = new double[rows][1];
        unit[1][0] = 1;
        forwardRows(unit);
        reduceAll(unit);
        double[] root = new double[rows];
        for (int r = 0; r < rows; r++) {
            root[r] = unit[r][0];
        }
        double[][] out = new double[rows][rows];
        java.util.Arrays.fill(out[0], 1);
        for (int row = 1; row < rows; row++) {
            arithmetic.multiply(out[row], out[row - 1], root);
            arithmetic.reduce(out[row]);
        }
        return out;
    }

    private static double[] bitReversedPowers(int degree, Prime prime, BigInteger psi) {
        BigInteger q = BigInteger.valueOf(prime.value());
        double[] out = new double[degree];
        BigInteger power = BigInteger.ONE;
        int shift = 32 - Integer.numberOfTrailingZeros(degree);
        for (int i = 0; i < degree; i++) {
            out[Integer.reverse(i) >>> shift] = prime.centred(power);
            power = power.multiply(psi).mod(q);
        }
        return out;
    }

    /** Stage m = R 2^k has R 2^k blocks; block r 2^k + s works in column r of the second layout. */
    private double[][][] columnTwiddles(double[] powers) {
        int stages = Integer.numberOfTrailingZeros(columns);
        double[][][] out = new double[stages][][];
        for (int k = 0; k < stages; k++) {
            int blocks = 1 << k;
            out[k] = new double[blocks][rows];
            for (int s = 0; s < blocks; s++) {
                for (int r = 0; r < rows; r++) {
                    out[k][s][r] = powers[rows * blocks + r * blocks + s];
                }
            }
        }
        return out;
    }

    /** Coefficient form to evaluation form. Input at most q in magnitude, output centred. Destroys the input. */
    void forward(double[][] coefficients, double[][] values) {
        forwardRows(coefficients);
        reduceAll(coefficients);
        transpose(coefficients, values);
        for (int k = 0, t = columns / 2; t > 0; k++, t /= 2) {
            for (int block = 0; block < 1 << k; block++) {
                for (int j = 2 * t * block; j < 2 * t * block + t; j++) {
                    arithmetic.forwardButterfly(values[j], values[j + t], columnTwiddles[k][block]);
                }
            }
        }
        reduceAll(values);
    }

    private void forwardRows(double[][] coefficients) {
        for (int m = 1, t = rows / 2; m < rows; m *= 2, t /= 2) {
            for (int block = 0; block < m; block++) {
                for (int j = 2 * t * block; j < 2 * t * block + t; j++) {
                    arithmetic.forwardButterfly(coefficients[j], coefficients[j + t], rowTwiddles[m + block]);
                }
            }
        }
    }

    /**
     * The same for a polynomial of few coefficients, of magnitude at most q/4. The first half of the stages is one product
     * of a row for each coefficient, the second leaves out columns that nothing has reached yet; which ones these are
     * depends on the positions only.
     *
     * <p>Bounds: a product is at most q(1/2 + 3/64), in a column of several it is added to a reduced one and reduced; the
     * stages that follow start below A = 1 of {@link FmaRows}.
     */
    void forward(SparsePolynomial coefficients, double[][] values) {
        long reached = 0;
        for (int i = 0; i < coefficients.count(); i++) {
            int column = coefficients.position(i) % columns;
            double[] factors = rowFactors[coefficients.position(i) / columns];
            if ((reached & 1L << column) == 0) {
                arithmetic.multiply(values[column], factors, coefficients.value(i));
                reached |= 1L << column;
            } else {
                arithmetic.reduce(values[column]);
                arithmetic.multiplyAdd(values[column], factors, coefficients.value(i));
            }
        }
        for (int k = 0, t = columns / 2; t > 0; k++, t /= 2) {
            for (int block = 0; block < 1 << k; block++) {
                for (int j = 2 * t * block; j < 2 * t * block + t; j++) {
                    butterfly(values, j, t, columnTwiddles[k][block], reached);
                }
            }
            reached = spread(reached, t);
        }
        reduceAll(values);
    }
    /** Evaluation form to coefficient form. Input at most 2q in magnitude, output centred. Destroys the input. */
    void inverse(double[][] values, double[][] coefficients) {
        boolean reduceSums = false;
        for (int k = Integer.numberOfTrailingZeros(columns) - 1, t = 1; k >= 0; k--, t *= 2) {
            for (int block = 0; block < 1 << k; block++) {
                for (int j = 2 * t * block; j < 2 * t * block + t; j++) {
                    arithmetic.inverseButterfly(values[j], values[j + t], inverseColumnTwiddles[k][block]);
                    if (reduceSums) {
                        arithmetic.reduce(values[j]);
                    }
                }
            }
            reduceSums = !reduceSums;
        }
        transpose(values, coefficients);
        for (int m = rows / 2, t = 1; m > 0; m /= 2, t *= 2) {
            for (int block = 0; block < m; block++) {
                for (int j = 2 * t * block; j < 2 * t * block + t; j++) {
                    arithmetic.inverseButterfly(coefficients[j], coefficients[j + t], inverseRowTwiddles[m + block]);
                    if (reduceSums) {
                        arithmetic.reduce(coefficients[j]);
                    }
                }
            }
            reduceSums = !reduceSums;
        }
        for (double[] row : coefficients) {
            arithmetic.multiply(row, row, inverseDegree);
            arithmetic.reduce(row);
        }
    }

    private void butterfly(double[][] values, int j, int t, double[] twiddles, long reached) {
        boolean first = (reached & 1L << j) != 0;
        boolean second = (reached & 1L << j + t) != 0;
        if (first && second) {
            arithmetic.forwardButterfly(values[j], values[j + t], twiddles);
        } else if (first) {
            System.arraycopy(values[j], 0, values[j + t], 0, rows);
        } else if (second) {
            arithmetic.multiply(values[j], values[j + t], twiddles);
            negate(values[j], values[j + t]);
        }
    }

    private static void negate(double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = -from[i];
        }
    }

    /** A butterfly reaches both of its columns if either had been. */
    private long spread(long reached, int t) {
        long out = reached;
        for (int j = 0; j < columns; j++) {
            out |= (reached & 1L << j) == 0 ? 0 : 1L << (j ^ t);
        }
        return out;
    }

    private void reduceAll(double[][] x) {
        for (double[] row : x) {
            arithmetic.reduce(row);
        }
    }

    /** to[c][r] = from[r][c], four source rows at a time so that each target line is touched once for four entries. */
    private static void transpose(double[][] from, double[][] to) {
        for (int r = 0; r < from.length; r += 4) {
            transposeFour(from[r], from[r + 1], from[r + 2], from[r + 3], r, to);
        }
    }

    private static void transposeFour(double[] a, double[] b, double[] c, double[] d, int r, double[][] to) {
        for (int j = 0; j < a.length; j++) {
            double[] row = to[j];
            row[r] = a[j];
            row[r + 1] = b[j];
            row[r + 2] = c[j];
            row[r + 3] = d[j];
        }
    }

    /** Up to this many coefficients their products cost less than the butterflies they stand for. */
    int mostSparse() {
        return columns / 2 * Integer.numberOfTrailingZeros(rows);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }
}
