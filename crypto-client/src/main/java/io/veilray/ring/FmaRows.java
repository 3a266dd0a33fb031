package io.veilray.ring;

/**
 * Exact modular arithmetic on doubles by fused multiply-add, in loops that HotSpot turns into vector instructions.
 *
 * <p><b>The product.</b> For integers x, w let h = round(x*w), l = x*w - h (exact, by fma), k = round(-h/q) and
 * r = k*q + h + l. Then r = x*w modulo q, computed without rounding, because:
 *
 * <ul>
 *   <li>h is an integer: either |x*w| is below 2^53 and h = x*w, or h is a multiple of its unit in the last place,
 *       which is at least 1. So k*q + h is an integer, and below 2^53 it is representable: the fma is exact.
 *   <li>the quotient carries two relative roundings of 2^-53 (of 1/q and of the product), so
 *       |k + h/q| &lt;= 1/2 + |h/q| 2^-52, and |l| &lt;= |h| 2^-53.
 * </ul>
 *
 * With |x| &lt;= Aq, |w| &lt;= q/2 and q &lt; 2^50 this gives |r| &lt;= q(1/2 + A/8 + A/16) = q(1/2 + 3A/16).
 *
 * <p><b>Forward transform.</b> A butterfly takes the bound A to A + 1/2 + 3A/16. From A = 1 six stages give 1.69, 2.51,
 * 3.48, 4.63, 6.00, 7.62, all below 8, that is below 2^53: a reduction after every six stages suffices, and N = 4096
 * has twelve. With q &lt; 2^49 the growth is 3A/32 and the limit 16; seven stages give 6.55. So N = 8192 uses 49 bits.
 *
 * <p><b>Inverse transform.</b> A butterfly takes A to max(2A, 1/2 + 3A/8); sums are reduced every second stage. If
 * A &lt;= 2 before such a pair, the first stage leaves 2A &lt;= 4 and the second max(1/2, 1/2 + 3*2A/8) &lt;= 2, its sum
 * before reduction being at most 4A &lt;= 8 (strictly, since q &lt; 2^50). So inputs up to 2q are safe at any degree.
 *
 * <p><b>Accumulation.</b> For |a|, |b| &lt;= q/2 (rounded up by 2^-50) a product is at most 0.6q, so 8 of them on top of a
 * reduced sum stay below 5.3q.
 *
 * <p><b>Division of y 2^w by q</b>, |y| &lt;= 0.6q, w &lt;= 51. Scaling by a power of two is exact. The quotient before it is
 * rounded carries two relative roundings of 2^-53, at most 0.6 2^51 2^-52 = 0.3, so the rounded one, k, is off by at most
 * 0.8 and the remainder y 2^w - kq is an integer of magnitude at most 0.8q: it is representable, and the fma is exact. Its
 * quotient by q carries two roundings again, at most 0.8 2^-52.
 *
 * <p>Source of the product: van der Hoeven, Lecerf, Quintin, "Modular SIMD arithmetic in Mathemagix" (2016), section
 * 3.3; the bounds above are ours.
 */
final class FmaRows implements RowArithmetic {
    /** Whether {@code Math.fma} is one instruction here; without it, it goes through BigDecimal. */
    static final boolean FAST = fmaIsFast();

    private final double q;
    private final double negativeInverse;

    FmaRows(Prime prime) {
        q = prime.value();
        negativeInverse = -1.0 / prime.value();
    }

    /** 20,000 fused multiply-adds take some 0.1 ms interpreted with the instruction and over 10 ms without it. */
    private static boolean fmaIsFast() {
        if (Boolean.getBoolean("veilray.integer-arithmetic")) {
            return false;
        }
        long best = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 3; attempt++) {
            long start = System.nanoTime();
            double sum = 0.1;
            for (int i = 0; i < 20_000; i++) {
                sum = Math.fma(sum, 0.999, 0.1);
            }
            if (sum > 0) {
                best = Math.min(best, System.nanoTime() - start);
            }
        }
        return best < 5_000_000;
    }

    @Override
    public void forwardButterfly(double[] x, double[] y, double w) {
        double q = this.q;
        double inverse = negativeInverse;
        for (int j = 0; j < x.length; j++) {
            double a = x[j];
            double b = y[j];
            double h = b * w;
            double v = Math.fma(Math.rint(h * inverse), q, h) + Math.fma(b, w, -h);
            x[j] = a + v;
            y[j] = a - v;
        }
    }

    @Override
    public void forwardButterfly(double[] x, double[] y, double[] w) {
        double q = this.q;
        double inverse = negativeInverse;
        for (int j = 0; j < x.length; j++) {
            double a = x[j];
            double b = y[j];
            double t = w[j];
            double h = b * t;
            double v = Math.fma(Math.rint(h * inverse), q, h) + Math.fma(b, t, -h);
            x[j] = a + v;
            y[j] = a - v;
        }
    }

    @Override
    public void inverseButterfly(double[] x, double[] y, double w) {
        double q = this.q;
        double inverse = negativeInverse;
        for (int j = 0; j < x.length; j++) {
            double a = x[j];
            double b = y[j];
            double d = a - b;
            double h = d * w;
            x[j] = a + b;
            y[j] = Math.fma(Math.rint(h * inverse), q, h) + Math.fma(d, w, -h);
        }
    }

    @Override
    public void inverseButterfly(double[] x, double[] y, double[] w) {
        double q = this.q;
        double inverse = negativeInverse;
        for (int j = 0; j < x.length; j++) {
            double a = x[j];
            double b = y[j];
            double t = w[j];
            double d = a - b;
            double h = d * t;
            x[j] = a + b;
            y[j] = Math.fma(Math.rint(h * inverse), q, h) + Math.fma(d, t, -h);
        }
    }

    @Override
    public void reduce(double[] x) {
        double q = this.q;
        double inverse = negativeInverse;
        for (int j = 0; j < x.length; j++) {
            double a = x[j];
            x[j] = Math.fma(Math.rint(a * inverse), q, a);
        }
    }

    @Override
    public void multiply(double[] out, double[] a, double[] b) {
        double q = this.q;
        double inverse = negativeInverse;
        for (int j = 0; j < out.length; j++) {
            double x = a[j];
            double y = b[j];
            double h = x * y;
            out[j] = Math.fma(Math.rint(h * inverse), q, h) + Math.fma(x, y, -h);
        }
    }

    @Override
    public void multiply(double[] out, double[] a, double w) {
        double q = this.q;
        double inverse = negativeInverse;
        for (int j = 0; j < out.length; j++) {
            double x = a[j];
            double h = x * w;
            out[j] = Math.fma(Math.rint(h * inverse), q, h) + Math.fma(x, w, -h);
        }
    }

    @Override
    public void multiplyAdd(double[] sum, double[] a, double[] b) {
        double q = this.q;
        double inverse = negativeInverse;
        for (int j = 0; j < sum.length; j++) {
            double x = a[j];
            double y = b[j];
            double h = x * y;
            sum[j] += Math.fma(Math.rint(h * inverse), q, h) + Math.fma(x, y, -h);
        }
    }

    @Override
    public void multiplyAdd(double[] sum, double[] a, double w) {
        double q = this.q;
        double inverse = negativeInverse;
        for (int j = 0; j < sum.length; j++) {
            double x = a[j];
            double h = x * w;
            sum[j] += Math.fma(Math.rint(h * inverse), q, h) + Math.fma(x, w, -h);
        }
    }

    @Override
    public void divide(double[] y, double power, double[] whole, double[] fraction) {
        double q = this.q;
        double inverse = -negativeInverse;
        double scaledInverse = power * inverse;
        for (int j = 0; j < y.length; j++) {
            double a = y[j];
            double k = Math.rint(a * scaledInverse);
            whole[j] += k;
            fraction[j] += Math.fma(-k, q, a * power) * inverse;
        }
    }
}
