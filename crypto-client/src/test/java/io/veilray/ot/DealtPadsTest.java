package io.veilray.ot;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/** What other tests build on: the dealer's two ends agree in both directions, however the takes are cut. */
class DealtPadsTest {
    @Test
    void bothEnds_agreeInBothDirections() {
        DealtPads[] ends = DealtPads.pair(5);
        for (int count : new int[] {1, 64, 130}) {
            requireAgreement(count, ends[0].sending(), ends[1].receiving());
            requireAgreement(count, ends[1].sending(), ends[0].receiving());
        }
    }

    static void requireAgreement(int count, PadSender sender, PadReceiver receiver) {
        long[] zeros = new long[2 * count];
        long[] ones = new long[2 * count];
        long[] pads = new long[2 * count];
        long[] choices = new long[count + 63 >> 6];
        sender.take(count, zeros, ones);
        receiver.take(count, choices, pads);
        for (int i = 0; i < 2 * count; i++) {
            boolean one = (choices[i / 128] >>> i / 2 & 1) == 1;
            if (pads[i] != (one ? ones[i] : zeros[i])) {
                fail("word " + i + " of " + count + " pads");
            }
        }
    }
}
