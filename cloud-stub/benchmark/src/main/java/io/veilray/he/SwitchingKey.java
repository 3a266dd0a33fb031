package io.veilray.he;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Ring;

/**
 * One level's key as {@link KeySwitch} uses it. Digit k of residue i is an integer; modulo p_i itself the digits' sum
 * 2^(wk) is the residue, whose values are known, so the key of digit 0 multiplies the residue and that of digit k becomes
 * K_k - 2^(wk) K_0 (<i>straight</i>, for two primes: row i from K_i). Modulo the other prime (<i>crossed</i>: row i from
 * K_(1-i)) every digit needs its transform.
 */
final class SwitchingKey {
    final Ciphertext[] straight;
    final Ciphertext[] crossed;

    SwitchingKey(Ring ring, SeededCiphertext[][] keys, int digitBits, Evaluator evaluator) {
        int digits = keys[0].length;
        straight = new Ciphertext[digits];
        crossed = new Ciphertext[digits];
        for (int k = 0; k < digits; k++) {
            Ciphertext first = evaluator.expand(keys[0][k]);
            Ciphertext second = evaluator.expand(keys[1][k]);
            straight[k] = new Ciphertext(rows(ring, first.c0(), second.c0()), rows(ring, first.c1(), second.c1()));
            crossed[k] = new Ciphertext(rows(ring, second.c0(), first.c0()), rows(ring, second.c1(), first.c1()));
            if (k > 0) {
                subtract(ring, straight[k].c0(), straight[0].c0(), Math.scalb(1.0, k * digitBits));
                subtract(ring, straight[k].c1(), straight[0].c1(), Math.scalb(1.0, k * digitBits));
            }
        }
    }

    private static Polynomial rows(Ring ring, Polynomial first, Polynomial second) {
        Polynomial out = ring.zero(Form.VALUES);
        copy(first.rows(0), out.rows(0));
        copy(second.rows(1), out.rows(1));
        return out;
    }

    static void copy(double[][] from, double[][] to) {
        for (int r = 0; r < from.length; r++) {
            System.arraycopy(from[r], 0, to[r], 0, to[r].length);
        }
    }

    private static void subtract(Ring ring, Polynomial key, Polynomial first, double factor) {
        ring.multiplyAdd(key, first, MergeKeys.constant(ring, 0, -factor));
        ring.multiplyAdd(key, first, MergeKeys.constant(ring, 1, -factor));
        ring.reduce(key);
    }
}
