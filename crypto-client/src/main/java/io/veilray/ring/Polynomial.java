package io.veilray.ring;

import java.util.Arrays;

/**
 * Residues of a polynomial modulo the first primes of a ring, in coefficient form or in evaluation form.
 *
 * <p>Storage is {@code [prime][row][column]} with the layout of {@link Ntt}: in coefficient form, coefficient i stands at
 * row i / C, column i mod C. Entries are integers of the magnitude the operation that made them promises.
 */
public final class Polynomial {
    /** What the entries are. */
    public enum Form {
        COEFFICIENTS,
        VALUES
    }

    private final Form form;
    private final double[][][] rows;

    Polynomial(Form form, int primes, int rows, int columns) {
        this.form = form;
        this.rows = new double[primes][rows][columns];
    }

    public Form form() {
        return form;
    }

    /** Number of primes it is held for. */
    public int primes() {
        return rows.length;
    }

    /** The entries modulo one prime, row by row; not a copy. */
    public double[][] rows(int prime) {
        return rows[prime];
    }

    /** One entry in storage order. */
    public double entry(int prime, int index) {
        int columns = rows[prime][0].length;
        return rows[prime][index / columns][index % columns];
    }

    /** Sets one entry modulo one prime. */
    public void setEntry(int prime, int index, double value) {
        int columns = rows[prime][0].length;
        rows[prime][index / columns][index % columns] = value;
    }

    /** Sets every coefficient to the same small integer modulo every prime. */
    void setCoefficients(SparsePolynomial coefficients) {
        clear();
        for (int prime = 0; prime < rows.length; prime++) {
            for (int i = 0; i < coefficients.count(); i++) {
                setEntry(prime, coefficients.position(i), coefficients.value(i));
            }
        }
    }

    /** Overwrites every entry with zero; also how a secret polynomial is wiped. */
    public void clear() {
        for (double[][] residues : rows) {
            for (double[] row : residues) {
                Arrays.fill(row, 0);
            }
        }
    }

    void copyFrom(Polynomial other) {
        for (int i = 0; i < rows.length; i++) {
            for (int r = 0; r < rows[i].length; r++) {
                System.arraycopy(other.rows[i][r], 0, rows[i][r], 0, rows[i][r].length);
            }
        }
    }

    /** Says the form only: the entries may be secret. */
    @Override
    public String toString() {
        return "Polynomial[" + form + ", " + rows.length + " primes]";
    }
}
