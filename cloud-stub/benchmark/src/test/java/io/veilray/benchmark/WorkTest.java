package io.veilray.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.benchmark.Work.Unit;
import io.veilray.cloud.compute.OnlineLayer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shares of what the core can do rest on these counts: a wrong one would flatter a kernel or hide a slow one. */
class WorkTest {
    private static final Roofs ROOFS = new Roofs(100, 50, 200, 80, 10, 4);

    private static Work work(String method, Map<String, String> parameters) {
        return Work.of(new KernelRun(method, parameters, 1, 0)).orElseThrow();
    }

    /**
     * Two primes of 4096 entries. Butterflies: 12 stages of 2048 pairs, 24,576 for each prime, of ten operations; two
     * reductions of 4096 entries, of four. Bytes: each butterfly moves two entries both ways, 32 bytes, the six of the
     * second half a factor of 8 more for each pair; reductions and transposition 16 an entry each.
     */
    @Test
    void forwardTransform_isCountedByItsButterflies() {
        Work work = work("forwardTransform", Map.of("degree", "4096"));
        assertEquals(2 * (245_760 + 32_768), work.operations());
        assertEquals(2 * (24_576 * 32 + 6 * 2048 * 8 + 3 * 65_536), work.nearBytes());
    }

    /** 64x64 places, 32 outputs of 16 channels and nine taps, two operations each; l = 37 is computed in two parts. */
    @Test
    void onlineConvolution_isCountedOnceForEachPart() {
        double operations = 2.0 * 4096 * 32 * 16 * 9;
        Map<String, String> narrow = Map.of("layer", OnlineLayer.WIDE, "ringBits", "32");
        Map<String, String> wide = Map.of("layer", OnlineLayer.WIDE, "ringBits", "37");
        assertEquals(operations, work("onlineConvolution", narrow).operations());
        assertEquals(2 * operations, work("onlineConvolution", wide).operations());
    }

    @Test
    void whatIsMadeOfSeveralKernels_hasNoCount() {
        assertTrue(Work.of(new KernelRun("encrypt", Map.of("degree", "4096"), 1, 0))
                .isEmpty());
    }

    /** A million operations at 100 G/s are 10 us, a million bytes 5 us from the first and 12.5 us from the second cache. */
    @Test
    void leastTime_isThatOfTheNarrowestRoof() {
        Work arithmetic = new Work(Unit.DOUBLES, 1e6, 1e6, 1e5);
        assertEquals(10, ROOFS.least(arithmetic), 1e-9);
        assertEquals("arithmetic", ROOFS.limit(arithmetic));
        Work far = new Work(Unit.DOUBLES, 1e6, 1e6, 1e6);
        assertEquals(12.5, ROOFS.least(far), 1e-9);
        assertEquals("second cache", ROOFS.limit(far));
        Work near = new Work(Unit.NONE, 0, 1e6, 0);
        assertEquals(5, ROOFS.least(near), 1e-9);
        assertEquals("first cache", ROOFS.limit(near));
        assertEquals("AES", ROOFS.limit(new Work(Unit.STREAM, 1e6, 0, 0)));
    }
}
