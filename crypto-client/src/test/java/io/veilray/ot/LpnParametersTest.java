package io.veilray.ot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ot.LpnParameters.Literal;
import org.junit.jupiter.api.Test;

/** A set that is not published may be weak: only the table's exist. */
class LpnParametersTest {
    @Test
    void unknownSets_areRefused() {
        Literal good = new Literal(10180608, 4971, 124000, 11);
        LpnParameters.of(good);
        for (Literal bad : new Literal[] {
            new Literal(good.outputs(), good.noise(), good.secrets() - 1, good.binBits()),
            new Literal(good.outputs() / 2, good.noise(), good.secrets(), good.binBits() - 1),
            new Literal(4970 << 11, 4970, good.secrets(), good.binBits()),
            new Literal(1 << 10, 1, 16, 10),
            new Literal(0, 0, 0, 0)
        }) {
            String text = assertThrows(IllegalArgumentException.class, () -> LpnParameters.of(bad))
                    .getMessage();
            assertTrue(text.contains(bad.secrets() + " secrets"), text);
        }
    }

    /** n = t 2^h: one noise position in each bin. */
    @Test
    void sets_haveOneNoisePositionABin() {
        for (LpnParameters set : new LpnParameters[] {LpnParameters.FIRST, LpnParameters.MAIN}) {
            assertEquals(set.outputs(), set.noise() * set.binSize());
        }
    }

    /** 124,000 + 4,971 x 11 = 178,681 of 178,944; and of the main set's bins of 2,048 the first 88 hold as many. */
    @Test
    void firstSet_yieldsWhatTheMainSetNeeds() {
        assertEquals(178_681, LpnParameters.MAIN.needed());
        assertTrue(LpnParameters.FIRST.outputs() >= LpnParameters.MAIN.needed());
        assertEquals(88, LpnParameters.MAIN.keptBins());
        assertTrue(87 * 2048 < 178_681 && 178_681 <= 88 * 2048);
    }

    /** 32 + 16 x 4,971 x 11 bytes for (4,971 - 88) x 2,048 transfers: 0.7 bits each. */
    @Test
    void mainSet_costsLessThanABitATransfer() {
        double bits = 8.0 * Trees.messageBytes(LpnParameters.MAIN) / ((4971 - 88) * 2048);
        assertEquals(8 * (32 + 16 * 54_681) / 10_000_384.0, bits);
        assertTrue(bits < 0.701, "bits " + bits);
    }

    @Test
    void stream_refusesASetThatYieldsTooLittleForTheNext() {
        LpnParameters large = LpnParameters.of(new Literal(10485760, 1280, 452000, 13));
        assertThrows(IllegalArgumentException.class, () -> new CorrelatedStream(LpnParameters.FIRST, large));
    }
}
