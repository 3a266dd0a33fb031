package io.veilray.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.veilray.ring.Polynomial.Form;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The short way into evaluation form must give what the long one gives, to the last bit. */
class SparsePolynomialTest {
    private static final long SEED = 20261121;

    private final SplittableRandom random = new SplittableRandom(SEED);

    private static Polynomial values(Ring ring, SparsePolynomial sparse) {
        Polynomial values = ring.zero(Form.VALUES);
        // what the target held before must not matter
        for (int i = 0; i < values.primes(); i++) {
            for (int k = 0; k < ring.degree(); k++) {
                values.setEntry(i, k, 12345 + k);
            }
        }
        ring.toValues(sparse, ring.zero(Form.COEFFICIENTS), values);
        return values;
    }

    private static void requireTheLongWaysValues(Ring ring, SparsePolynomial sparse, String what) {
        Polynomial dense = ring.zero(Form.COEFFICIENTS);
        for (int i = 0; i < sparse.count(); i++) {
            for (int prime = 0; prime < dense.primes(); prime++) {
                dense.setEntry(prime, sparse.position(i), sparse.value(i));
            }
        }
        Polynomial expected = ring.zero(Form.VALUES);
        ring.toValues(dense, expected);
        Polynomial actual = values(ring, sparse);
        for (int prime = 0; prime < actual.primes(); prime++) {
            for (int c = 0; c < actual.rows(prime).length; c++) {
                assertArrayEquals(expected.rows(prime)[c], actual.rows(prime)[c], what + ", seed " + SEED);
            }
        }
    }

    /** Different positions in the order in which they are drawn, values at most a quarter of the smallest prime. */
    private SparsePolynomial random(Ring ring, int count, boolean largest) {
        long most = ring.primes().getLast().value() / 4;
        SparsePolynomial out = new SparsePolynomial();
        boolean[] taken = new boolean[ring.degree()];
        while (out.count() < count) {
            int position = random.nextInt(ring.degree());
            if (!taken[position]) {
                taken[position] = true;
                out.add(position, largest ? (random.nextBoolean() ? most : -most) : random.nextLong(-most, most + 1));
            }
        }
        return out;
    }

    /** Both sides of the number above which the long way is taken: 32 * 6 at N = 4096, 32 * 7 at N = 8192. */
    @ParameterizedTest
    @CsvSource({"1024, 50, 1, 80", "2048, 50, 1, 96", "4096, 50, 2, 192", "8192, 49, 4, 224"})
    void fewCoefficients_haveTheValuesOfTheLongWay(int degree, int bits, int primes, int most) {
        Ring ring = Ring.of(degree, bits, primes);
        for (int count : new int[] {1, 2, 9, 36, most - 1, most, most + 1, degree}) {
            requireTheLongWaysValues(ring, random(ring, count, false), count + " coefficients");
            requireTheLongWaysValues(ring, random(ring, count, true), count + " coefficients of the largest size");
        }
    }

    /** Every coefficient of one column in one sum: all 64 rows, at the largest magnitude. */
    @Test
    void oneFullColumn_staysExact() {
        Ring ring = Ring.of(4096, 50, 2);
        SparsePolynomial column = new SparsePolynomial();
        for (int row = 0; row < 64; row++) {
            column.add(64 * row + 17, ring.primes().getLast().value() / 4);
        }
        requireTheLongWaysValues(ring, column, "one column");
    }

    @Test
    void eachSinglePosition_hasTheValuesOfTheLongWay() {
        Ring ring = Ring.of(1024, 30, 1);
        for (int position = 0; position < ring.degree(); position++) {
            SparsePolynomial one = new SparsePolynomial();
            one.add(position, -3);
            requireTheLongWaysValues(ring, one, "position " + position);
        }
    }

    @Test
    void clearedPolynomial_isZeroAndHoldsNothing() {
        Ring ring = Ring.of(1024, 30, 1);
        SparsePolynomial polynomial = random(ring, 500, false);
        polynomial.clear();
        assertEquals(0, polynomial.count());
        for (int i = 0; i < 500; i++) {
            assertEquals(0, polynomial.value(i));
        }
        requireTheLongWaysValues(ring, polynomial, "no coefficient");
    }
}
