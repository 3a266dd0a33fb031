package io.veilray.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class CarryTreeTest {
    /** It holds the sign of a share, xor a mask: no node keeps it, so nobody else wipes it. */
    @Test
    void maskOfTheLastWire_isWiped() {
        for (int bits : new int[] {3, 7, 24, 40}) { // from no level to several
            long[] last = {5, 6};
            CarryTree tree = new CarryTree(CarryPlan.of(bits), 128, false);
            tree.close(); // nothing to wipe yet
            tree.finishMasks(last);
            tree.close();
            assertArrayEquals(new long[2], last, bits + " bits");
        }
    }
}
