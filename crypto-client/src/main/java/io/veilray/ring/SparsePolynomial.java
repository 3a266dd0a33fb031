package io.veilray.ring;

import java.util.Arrays;

/**
 * A polynomial given by the coefficients that may be other than zero, small integers, in the order in which they were
 * added. Made to be filled again and again: it allocates only to grow. One thread.
 */
public final class SparsePolynomial {
    private int[] positions = new int[64];
    private double[] values = new double[64];
    private int count;

    /** Overwrites what is there. */
    public void clear() {
        Arrays.fill(values, 0, count, 0);
        count = 0;
    }

    /** Adds the coefficient of X^position; no position may be added twice. */
    public void add(int position, long value) {
        if (count == positions.length) {
            grow();
        }
        positions[count] = position;
        values[count++] = value;
    }

    private void grow() {
        double[] old = values;
        positions = Arrays.copyOf(positions, 2 * count);
        values = Arrays.copyOf(values, 2 * count);
        Arrays.fill(old, 0);
    }

    /** How many coefficients it has, those with the value zero too. */
    public int count() {
        return count;
    }

    /** Which power of X the coefficient added as that one belongs to. */
    public int position(int index) {
        return positions[index];
    }

    public double value(int index) {
        return values[index];
    }

    /** Says how many coefficients only: they may be secret. */
    @Override
    public String toString() {
        return "SparsePolynomial[" + count + "]";
    }
}
