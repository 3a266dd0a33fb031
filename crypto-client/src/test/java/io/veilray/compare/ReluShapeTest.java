package io.veilray.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Both sides compute the plan for themselves, so what it says is part of the protocol. */
class ReluShapeTest {
    /**
     * By hand, k = 25: 24 low bits in 6 digits of 4. Tables: five of both wires, 32 bits each, and the lowest's 16, so 176.
     * Eleven digit wires up; level 1 has 2 + 2 + 1 wires and level 2 one, each said by both: 6 up, 6 down. One number each
     * way. Transfers: 24 for the digits, 3 each way for level 1, 2 each way for the node of three, 1 each way to multiply.
     * Ahead: 24 choices, 3 corrections each way, one number.
     */
    @Test
    void comparisonOf25Bits_costsWhatOneCountsByHand() {
        ComparisonCost cost = new ReluShape(1, 25, 25).cost();
        assertEquals(new ComparisonCost(4, 30, 6, 24 + 3 + 3 + 25, 11 + 6 + 25, 176 + 6 + 25), cost);
        assertEquals(199 + 2 * 25, cost.onlineBits());
        assertEquals(36, cost.transfers());
        // the extension: two transfers, two choices down, two numbers of 12 bits up; the numbers grow to 37
        ComparisonCost extended = new ReluShape(1, 25, 37).cost();
        assertEquals(new ComparisonCost(4, 30, 8, 30 + 37, 17 + 37 + 24, 182 + 37 + 2), extended);
    }

    @Test
    void plans_coverTheBitsWithinTheirBounds() {
        for (int bits = 4; bits <= 41; bits++) {
            CarryPlan plan = CarryPlan.of(bits - 1);
            assertEquals(bits - 1, plan.lowBits());
            for (int digit = 0; digit < plan.digits(); digit++) {
                assertTrue(plan.tableBits(digit) <= 64);
            }
            assertEquals(bits <= 7 ? 2 : bits <= 32 ? 4 : 6, plan.flights(), "flights for " + bits + " bits");
        }
        assertEquals(List.of(4, 4, 4, 4, 4, 4), CarryPlan.of(24).widths());
    }

    @Test
    void costs_areTheBytesOfFullBlocks() {
        for (int bits = 4; bits <= 41; bits++) {
            ReluShape shape = new ReluShape(640, bits, bits + bits % 3);
            ComparisonCost cost = shape.cost();
            assertEquals(640 * cost.offlineBits() / 8, shape.clientCorrectionBytes() + shape.serverCorrectionBytes());
            int[] online = new int[2];
            for (int flight = 0; flight < shape.flights(); flight++) {
                online[flight % 2] += shape.flightBytes(flight);
            }
            assertEquals(640 * cost.downBits() / 8, online[0]);
            assertEquals(640 * cost.upBits() / 8, online[1]);
        }
    }

    @Test
    void theLongestRun_fitsAMessage() {
        for (int bits = 4; bits <= 41; bits++) {
            ReluShape shape = new ReluShape(1 << 24, bits, 62);
            for (int flight = 0; flight < shape.flights(); flight++) {
                assertTrue(shape.flightBytes(flight) > 0);
            }
            assertTrue(shape.clientCorrectionBytes() > 0);
        }
    }

    @Test
    void shapesOutsideTheBounds_areRefused() {
        for (int[] bad :
                new int[][] {{0, 25, 25}, {1 << 25, 25, 25}, {1, 3, 3}, {1, 42, 42}, {1, 25, 24}, {1, 25, 63}}) {
            assertThrows(IllegalArgumentException.class, () -> new ReluShape(bad[0], bad[1], bad[2]));
        }
        ReluShape shape = new ReluShape(1, 25, 25);
        assertThrows(IllegalArgumentException.class, () -> shape.flightBytes(4));
        assertThrows(IllegalArgumentException.class, () -> shape.flightBytes(-1));
    }
}
