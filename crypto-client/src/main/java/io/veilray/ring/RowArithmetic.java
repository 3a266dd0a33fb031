package io.veilray.ring;

/**
 * The inner loops, each over whole rows of residues modulo one prime. All arrays of one call have the same length; the
 * arrays may not overlap unless they are the same array. How large results get is derived in {@link FmaRows} and holds
 * for every implementation.
 */
interface RowArithmetic {
    /** x, y = x + y*w, x - y*w. */
    void forwardButterfly(double[] x, double[] y, double w);

    /** The same with a factor for each position. */
    void forwardButterfly(double[] x, double[] y, double[] w);

    /** x, y = x + y, (x - y)*w. */
    void inverseButterfly(double[] x, double[] y, double w);

    /** The same with a factor for each position. */
    void inverseButterfly(double[] x, double[] y, double[] w);

    /** x to the centred residue. */
    void reduce(double[] x);

    /** out = a*b. */
    void multiply(double[] out, double[] a, double[] b);

    /** out = a*w. */
    void multiply(double[] out, double[] a, double w);

    /** sum += a*b. */
    void multiplyAdd(double[] sum, double[] a, double[] b);

    /** sum += a*w. */
    void multiplyAdd(double[] sum, double[] a, double w);

    /**
     * whole += round(y 2^w / q), fraction += y 2^w / q - round(y 2^w / q), for integers y of magnitude at most 0.6q.
     *
     * @param power 2^w, w from 1 to 51
     */
    void divide(double[] y, double power, double[] whole, double[] fraction);

    /** The implementation for this machine: fused multiply-adds if they are fast here, integers otherwise. */
    static RowArithmetic of(Prime prime) {
        return FmaRows.FAST ? new FmaRows(prime) : new LongRows(prime);
    }
}
