package io.veilray.ring;

/**
 * The same arithmetic without fused multiply-add, for machines where it is slow: the quotient is estimated in doubles as
 * in {@link FmaRows}, the remainder is taken in 64-bit integers, whose wrap-around does no harm because the remainder is
 * far below 2^63. The bounds are those of {@link FmaRows}.
 */
final class LongRows implements RowArithmetic {
    private final long q;
    private final double inverse;

    LongRows(Prime prime) {
        q = prime.value();
        inverse = 1.0 / prime.value();
    }

    private double product(double x, double w) {
        long quotient = (long) Math.rint(x * w * inverse);
        return (long) x * (long) w - quotient * q;
    }

    @Override
    public void forwardButterfly(double[] x, double[] y, double w) {
        for (int j = 0; j < x.length; j++) {
            double v = product(y[j], w);
            y[j] = x[j] - v;
            x[j] += v;
        }
    }

    @Override
    public void forwardButterfly(double[] x, double[] y, double[] w) {
        for (int j = 0; j < x.length; j++) {
            double v = product(y[j], w[j]);
            y[j] = x[j] - v;
            x[j] += v;
        }
    }

    @Override
    public void inverseButterfly(double[] x, double[] y, double w) {
        for (int j = 0; j < x.length; j++) {
            double d = x[j] - y[j];
            x[j] += y[j];
            y[j] = product(d, w);
        }
    }

    @Override
    public void inverseButterfly(double[] x, double[] y, double[] w) {
        for (int j = 0; j < x.length; j++) {
            double d = x[j] - y[j];
            x[j] += y[j];
            y[j] = product(d, w[j]);
        }
    }

    @Override
    public void reduce(double[] x) {
        for (int j = 0; j < x.length; j++) {
            x[j] = product(x[j], 1);
        }
    }

    @Override
    public void multiply(double[] out, double[] a, double[] b) {
        for (int j = 0; j < out.length; j++) {
            out[j] = product(a[j], b[j]);
        }
    }

    @Override
    public void multiply(double[] out, double[] a, double w) {
        for (int j = 0; j < out.length; j++) {
            out[j] = product(a[j], w);
        }
    }

    @Override
    public void multiplyAdd(double[] sum, double[] a, double[] b) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += product(a[j], b[j]);
        }
    }

    @Override
    public void multiplyAdd(double[] sum, double[] a, double w) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += product(a[j], w);
        }
    }

    @Override
    public void divide(double[] y, double power, double[] whole, double[] fraction) {
        double scaledInverse = power * inverse;
        for (int j = 0; j < y.length; j++) {
            double k = Math.rint(y[j] * scaledInverse);
            whole[j] += k;
            fraction[j] += ((long) y[j] * (long) power - (long) k * q) * inverse;
        }
    }
}
