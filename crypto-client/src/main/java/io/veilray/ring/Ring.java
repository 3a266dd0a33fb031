package io.veilray.ring;

import io.veilray.ring.Polynomial.Form;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
    /** {@code [i][j]}: the inverse of prime j modulo prime i, for j below i. */
    private final double[][] inverses;
    /** {@code [i][j]}: the product of the primes before j modulo prime i, for j up to i; it is 0 above. */
    private final double[][] radixes;
    /** The inverse of the product of the other primes modulo each prime. */
    private final double[] cofactorInverses;

    private Ring(int degree, List<Prime> primes) {
        this.degree = degree;
        this.primes = List.copyOf(primes);
        this.arithmetic = primes.stream().map(RowArithmetic::of).toArray(RowArithmetic[]::new);
        this.transforms = new Ntt[primes.size()];
        this.inverses = new double[primes.size()][];
        this.radixes = new double[primes.size()][];
        this.cofactorInverses = new double[primes.size()];
        BigInteger q = modulus(primes.size());
        for (int i = 0; i < transforms.length; i++) {
            Prime prime = primes.get(i);
            transforms[i] = new Ntt(degree, prime, arithmetic[i]);
            inverses[i] = primes.stream()
                    .limit(i)
                    .mapToDouble(below -> prime.inverse(BigInteger.valueOf(below.value())))
                    .toArray();
            radixes[i] = IntStream.rangeClosed(0, i)
                    .mapToDouble(j -> prime.centred(modulus(j)))
                    .toArray();
            cofactorInverses[i] = prime.inverse(q.divide(BigInteger.valueOf(prime.value())));
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
     * out = round(2^bits x / q) modulo 2^bits for every coefficient x, in ascending order, q being the whole modulus.
     *
     * <p>With y = x (q/p)^-1 modulo each prime p, x/q is the sum of the y/p but for an integer. Each is divided exactly
     * ({@link FmaRows}); what is left to round is a sum of at most four fractions of magnitude 0.8, whose quotients and
     * additions err by at most 4 * 0.8 * 2^-52 + 2^-53 + 2 * 2^-52 &lt; 2^-49. So the result is within 1/2 + 2^-49 of
     * 2^bits x / q. Every step is odd: -x gives the negative.
     *
     * @param from centred, modulo all primes, of which there are at most four; its content is lost
     * @param bits from 1 to 50
     */
    public void roundedFractions(Polynomial from, int bits, long[] out) {
        if (from.form() != Form.COEFFICIENTS || from.primes() != primes.size() || bits < 1 || bits > 50) {
            throw new IllegalArgumentException("fractions of " + from + " in " + bits + " bits: must be "
                    + Form.COEFFICIENTS + " modulo " + primes.size() + " primes in 1 to 50 bits");
        }
        double power = Math.scalb(1.0, bits);
        double[] whole = new double[from.rows(0)[0].length];
        double[] fraction = new double[whole.length];
        for (int r = 0, next = 0; r < from.rows(0).length; r++, next += whole.length) {
            Arrays.fill(whole, 0);
            Arrays.fill(fraction, 0);
            for (int i = 0; i < from.primes(); i++) {
                double[] row = from.rows(i)[r];
                arithmetic[i].multiply(row, row, cofactorInverses[i]);
                arithmetic[i].divide(row, power, whole, fraction);
            }
            addRounded(whole, fraction, (1L << bits) - 1, out, next);
        }
    }

    /** Sums of at most four quotients below 0.6 2^50 are exact in doubles. */
    private static void addRounded(double[] whole, double[] fraction, long mask, long[] out, int start) {
        for (int j = 0; j < whole.length; j++) {
            out[start + j] = (long) (whole[j] + Math.rint(fraction[j])) & mask;
        }
    }

    /**
     * Residues to digits, in place: x = d0 + p0 (d1 + p1 (d2 + ...)), every digit but the last in [0, p), the last centred,
     * so that x is the representative next to zero.
     *
     * @param polynomial centred coefficients
     */
    public void toDigits(Polynomial polynomial) {
        for (int i = 0; i < polynomial.primes(); i++) {
            for (int r = 0; r < polynomial.rows(i).length; r++) {
                double[] row = polynomial.rows(i)[r];
                for (int j = 0; j < i; j++) {
                    subtractAndDivide(row, polynomial.rows(j)[r], inverses[i][j], arithmetic[i]);
                }
                if (i < polynomial.primes() - 1) {
                    makePositive(row, primes.get(i).value());
                }
            }
        }
    }

    /**
     * Digits to residues: the reverse of {@link #toDigits}, for any digits of magnitude at most twice their prime. Four
     * products of at most 0.9q are added.
     */
    public void fromDigits(Polynomial digits, Polynomial residues) {
        residues.copyFrom(digits);
        for (int i = 0; i < residues.primes(); i++) {
            for (int r = 0; r < residues.rows(i).length; r++) {
                double[] row = residues.rows(i)[r];
                arithmetic[i].multiply(row, row, radixes[i][i]);
                for (int j = 0; j < i; j++) {
                    arithmetic[i].multiplyAdd(row, digits.rows(j)[r], radixes[i][j]);
                }
                arithmetic[i].reduce(row);
            }
        }
    }

    /** x = (x - digit) / divisor: at most 3/2 of the prime before it is multiplied, 0.8 after it. */
    private static void subtractAndDivide(double[] x, double[] digit, double inverse, RowArithmetic arithmetic) {
        for (int j = 0; j < x.length; j++) {
            x[j] -= digit[j];
        }
        arithmetic.multiply(x, x, inverse);
        arithmetic.reduce(x);
    }

    /** Adds q where x is negative, without a branch: x is an integer of magnitude at most q/2. */
    private static void makePositive(double[] x, double q) {
        double inverse = 1 / q;
        for (int j = 0; j < x.length; j++) {
            x[j] -= Math.floor(x[j] * inverse) * q;
        }
    }
}
