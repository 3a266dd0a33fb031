package io.veilray.ring;

import io.veilray.ring.Polynomial.Form;
import java.math.BigInteger;
import java.util.List;

/**
 * Z[X] / (X^N + 1) modulo a product of primes, by residues. Immutable and safe for use by several threads; the
 * polynomials it works on are not.
 */
public final class Ring {
    /** One operation on matching rows. */
    private interface RowOperation {
        void apply(RowArithmetic arithmetic, double[] a, double[] b, double[] c);
    }

    private final int degree;
    private final List<Prime> primes;
    private final RowArithmetic[] arithmetic;
    private final Ntt[] transforms;
    /** {@code [j][i]}: the inverse of prime j modulo prime i, for i below j. */
    private final double[][] inverses;

    private Ring(int degree, List<Prime> primes) {
        this.degree = degree;
        this.primes = List.copyOf(primes);
        this.arithmetic = primes.stream().map(RowArithmetic::of).toArray(RowArithmetic[]::new);
        this.transforms = new Ntt[primes.size()];
        this.inverses = new double[primes.size()][];
        for (int i = 0; i < transforms.length; i++) {
            transforms[i] = new Ntt(degree, primes.get(i), arithmetic[i]);
            BigInteger divisor = BigInteger.valueOf(primes.get(i).value());
            inverses[i] = primes.stream()
                    .limit(i)
                    .mapToDouble(prime -> prime.inverse(divisor))
                    .toArray();
        }
    }

    /**
     * The ring of degree N modulo the {@code primeCount} largest primes of {@code primeBits} bits that are 1 modulo 2N.
     *
     * @param degree 1024, 2048 or 4096 with up to 50 bits, or 8192 with up to 49: the largest for which the transform
     *     is proved exact (see {@link FmaRows})
     */
    public static Ring of(int degree, int primeBits, int primeCount) {
        boolean powerOfTwo = degree >= 1024 && degree <= 8192 && Integer.bitCount(degree) == 1;
        int mostBits = degree == 8192 ? 49 : Prime.MAX_BITS;
        if (!powerOfTwo || primeBits < 20 || primeBits > mostBits || primeCount < 1 || primeCount > 8) {
            throw new IllegalArgumentException("ring of degree " + degree + " modulo " + primeCount + " primes of "
                    + primeBits
                    + " bits: degree must be 1024, 2048, 4096 or 8192, primes 1 to 8 of 20 to 50 bits (49 at"
                    + " degree 8192)");
        }
        return new Ring(degree, Prime.largestBelow(primeBits, degree, primeCount));
    }

    public int degree() {
        return degree;
    }

    public List<Prime> primes() {
        return primes;
    }

    /** The product of the first {@code count} primes. */
    public BigInteger modulus(int count) {
        BigInteger product = BigInteger.ONE;
        for (Prime prime : primes.subList(0, count)) {
            product = product.multiply(BigInteger.valueOf(prime.value()));
        }
        return product;
    }

    /** A zero polynomial in that form modulo all primes. */
    public Polynomial zero(Form form) {
        return zero(form, primes.size());
    }

    /** A zero polynomial in that form modulo the first {@code count} primes. */
    public Polynomial zero(Form form, int count) {
        int rows = transforms[0].rows();
        int columns = transforms[0].columns();
        return form == Form.COEFFICIENTS
                ? new Polynomial(form, count, rows, columns)
                : new Polynomial(form, count, columns, rows);
    }

    /** Coefficients of magnitude at most q to centred values. The input's content is lost. */
    public void toValues(Polynomial coefficients, Polynomial values) {
        requireForms(coefficients, Form.COEFFICIENTS, values, Form.VALUES);
        for (int i = 0; i < values.primes(); i++) {
            transforms[i].forward(coefficients.rows(i), values.rows(i));
        }
    }

    /**
     * Coefficients of magnitude at most a quarter of every prime to centred values, three times as fast for the few of a
     * 3x3 kernel.
     *
     * @param spare in coefficient form; its content is lost
     */
    public void toValues(SparsePolynomial coefficients, Polynomial spare, Polynomial values) {
        requireForms(spare, Form.COEFFICIENTS, values, Form.VALUES);
        if (coefficients.count() == 0 || coefficients.count() > transforms[0].mostSparse()) {
            spare.setCoefficients(coefficients);
            toValues(spare, values);
            return;
        }
        for (int i = 0; i < values.primes(); i++) {
            transforms[i].forward(coefficients, values.rows(i));
        }
    }

    /** Values of magnitude at most 2q to centred coefficients. The input's content is lost. */
    public void toCoefficients(Polynomial values, Polynomial coefficients) {
        requireForms(values, Form.VALUES, coefficients, Form.COEFFICIENTS);
        for (int i = 0; i < coefficients.primes(); i++) {
            transforms[i].inverse(values.rows(i), coefficients.rows(i));
        }
    }

    private static void requireForms(Polynomial from, Form fromForm, Polynomial to, Form toForm) {
        if (from.form() != fromForm || to.form() != toForm || from.primes() < to.primes()) {
            throw new IllegalArgumentException("transform from " + from + " to " + to + ": must be from " + fromForm
                    + " to " + toForm + " of no more primes");
        }
    }

    /** out = a * b entry by entry; inputs centred, result at most 0.6q. */
    public void multiply(Polynomial out, Polynomial a, Polynomial b) {
        eachRow(out, a, b, RowArithmetic::multiply);
    }

    /** sum += a * b entry by entry; inputs centred. At most 8 of these between two reductions of the sum. */
    public void multiplyAdd(Polynomial sum, Polynomial a, Polynomial b) {
        eachRow(sum, a, b, RowArithmetic::multiplyAdd);
    }

    /** sum += a, without reduction. */
    public void add(Polynomial sum, Polynomial a) {
        eachRow(sum, a, a, (arithmetic, s, x, unused) -> {
            for (int j = 0; j < s.length; j++) {
                s[j] += x[j];
            }
        });
    }

    /** sum -= a, without reduction. */
    public void subtract(Polynomial sum, Polynomial a) {
        eachRow(sum, a, a, (arithmetic, s, x, unused) -> {
            for (int j = 0; j < s.length; j++) {
                s[j] -= x[j];
            }
        });
    }

    /** Entries of magnitude below 2^53 to centred residues. */
    public void reduce(Polynomial polynomial) {
        eachRow(polynomial, polynomial, polynomial, (arithmetic, row, same, alsoSame) -> arithmetic.reduce(row));
    }

    /** to = from, modulo the primes of {@code to}. */
    public void copy(Polynomial from, Polynomial to) {
        if (from.form() != to.form() || from.primes() < to.primes()) {
            throw new IllegalArgumentException("copy of " + from + " to " + to + ": forms must be equal");
        }
        to.copyFrom(from);
    }

    private void eachRow(Polynomial a, Polynomial b, Polynomial c, RowOperation operation) {
        if (a.form() != b.form() || b.form() != c.form()) {
            throw new IllegalArgumentException("operation on " + a + ", " + b + " and " + c + ": forms must be equal");
        }
        for (int i = 0; i < a.primes(); i++) {
            double[][] x = a.rows(i);
            double[][] y = b.rows(i);
            double[][] z = c.rows(i);
            for (int r = 0; r < x.length; r++) {
                operation.apply(arithmetic[i], x[r], y[r], z[r]);
            }
        }
    }

    /**
     * sum += message * factor modulo each prime, with a factor for each prime; message entries are integers of magnitude
     * at most q/2, factors centred. The result grows by at most 0.6q.
     */
    public void multiplyAdd(Polynomial sum, double[][] message, double[] factors) {
        for (int i = 0; i < sum.primes(); i++) {
            for (int r = 0; r < message.length; r++) {
                arithmetic[i].multiplyAdd(sum.rows(i)[r], message[r], factors[i]);
            }
        }
    }

    /** The same for one row modulo one prime. */
    void multiplyAddRow(int prime, double[] sum, double[] message, double factor) {
        arithmetic[prime].multiplyAdd(sum, message, factor);
    }

    /**
     * Divides by the last primes and rounds: from residues modulo all primes of {@code from} to residues modulo those of
     * {@code to}. With q' the target modulus the result is q'/q times the input plus an error of at most 1/2 (1 + 2^-18)
     * for each coefficient: 1/2 for the last division and q_j-fold smaller ones for those before it.
     *
     * @param from centred coefficients; its content is lost
     */
    public void switchModulus(Polynomial from, Polynomial to) {
        for (int last = from.primes() - 1; last >= to.primes(); last--) {
            for (int i = 0; i < last; i++) {
                for (int r = 0; r < from.rows(i).length; r++) {
                    divideRow(from.rows(i)[r], from.rows(last)[r], inverses[last][i], arithmetic[i]);
                }
            }
        }
        to.copyFrom(from);
    }

    /** x = (x - lowest) / divisor, where lowest is the centred residue modulo the divisor. */
    private static void divideRow(double[] x, double[] lowest, double inverse, RowArithmetic arithmetic) {
        for (int j = 0; j < x.length; j++) {
            x[j] -= lowest[j];
        }
        arithmetic.multiply(x, x, inverse);
        arithmetic.reduce(x);
    }
}
