package io.veilray.cloud.compute;

import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Ring;
import java.util.ArrayDeque;

/**
 * Polynomials in evaluation form that tickets borrow for their weights and give back. What comes back is wiped at once.
 * Safe for use by several threads.
 */
final class PolynomialStore {
    /** More than these go to the garbage collector: 32 MB at N = 4096. */
    private static final int MOST_FREE = 512;

    private final Ring ring;
    private final ArrayDeque<Polynomial> free = new ArrayDeque<>();
    private int lent;

    PolynomialStore(Ring ring) {
        this.ring = ring;
    }

    Polynomial take() {
        Polynomial found;
        synchronized (this) {
            lent++;
            found = free.poll();
        }
        return found == null ? ring.zero(Form.VALUES) : found;
    }

    void give(Polynomial polynomial) {
        polynomial.clear();
        synchronized (this) {
            lent--;
            if (free.size() < MOST_FREE) {
                free.push(polynomial);
            }
        }
    }

    /** Those that were taken and not given back. */
    synchronized int lent() {
        return lent;
    }

    synchronized int free() {
        return free.size();
    }
}
