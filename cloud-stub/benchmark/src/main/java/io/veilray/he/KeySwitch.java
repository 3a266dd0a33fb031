package io.veilray.he;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Ring;

/** Key switching by digits of residues, modulo two primes: one inverse and 2d - 1 forward transforms for d digits. */
final class KeySwitch {
    private final Ring ring;
    private final int digitBits;
    private final Polynomial copy;
    private final Polynomial coefficients;
    private final Polynomial values;
    private final Polynomial[] straight;
    private final Polynomial[] crossed;

    KeySwitch(Ring ring, int digits, int digitBits) {
        this.ring = ring;
        this.digitBits = digitBits;
        copy = ring.zero(Form.VALUES);
        coefficients = ring.zero(Form.COEFFICIENTS);
        values = ring.zero(Form.VALUES);
        straight = new Polynomial[digits];
        crossed = new Polynomial[digits];
        for (int k = 0; k < digits; k++) {
            straight[k] = ring.zero(Form.COEFFICIENTS);
            crossed[k] = ring.zero(Form.COEFFICIENTS);
        }
    }

    /** (c0, c1) becomes (c0 + sum of digits b, sum of digits a), not reduced; c1 below 1.2q. */
    void apply(Polynomial c0, Polynomial c1, SwitchingKey key) {
        ring.copy(c1, copy);
        ring.multiplyAdd(c0, c1, key.straight[0].c0());
        ring.multiply(c1, c1, key.straight[0].c1());
        ring.toCoefficients(copy, coefficients);
        split();
        for (int k = 0; k < straight.length; k++) {
            if (k > 0) {
                add(c0, c1, straight[k], key.straight[k]);
            }
            add(c0, c1, crossed[k], key.crossed[k]);
        }
    }

    private void add(Polynomial c0, Polynomial c1, Polynomial digits, Ciphertext key) {
        ring.toValues(digits, values);
        ring.multiplyAdd(c0, values, key.c0());
        ring.multiplyAdd(c1, values, key.c1());
    }

    /** Residues to digits of [-2^(w-1), 2^(w-1)], lowest first. */
    private void split() {
        double unit = Math.scalb(1.0, digitBits);
        for (int i = 0; i < 2; i++) {
            for (int r = 0; r < coefficients.rows(i).length; r++) {
                double[] rest = coefficients.rows(i)[r];
                for (int k = 0; k < straight.length - 1; k++) {
                    low(rest, crossed[k].rows(1 - i)[r], unit, 1 / unit);
                    if (k > 0) {
                        System.arraycopy(
                                crossed[k].rows(1 - i)[r], 0, straight[k].rows(i)[r], 0, rest.length);
                    }
                }
                System.arraycopy(rest, 0, crossed[straight.length - 1].rows(1 - i)[r], 0, rest.length);
                System.arraycopy(rest, 0, straight[straight.length - 1].rows(i)[r], 0, rest.length);
            }
        }
    }

    /** low = rest modulo the unit, centred; rest = the quotient. */
    private static void low(double[] rest, double[] low, double unit, double inverse) {
        for (int j = 0; j < rest.length; j++) {
            double quotient = Math.rint(rest[j] * inverse);
            low[j] = rest[j] - quotient * unit;
            rest[j] = quotient;
        }
    }
}
