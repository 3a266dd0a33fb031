package io.veilray.compare;

/** Checks of arrays of ring elements that tell nothing about them. */
final class RingCheck {
    private RingCheck() {}

    static void require(String what, long[] elements, int count, int bits) {
        if (elements.length != count) {
            throw new IllegalArgumentException(what + " of " + elements.length + " elements: must be " + count);
        }
        long all = 0;
        for (long element : elements) {
            all |= element;
        }
        if (all >>> bits != 0) {
            throw new IllegalArgumentException(what + " has an element outside [0, 2^" + bits + ")");
        }
    }
}
