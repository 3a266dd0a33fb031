package io.veilray.cloud.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** As many random faults as {@code veilray.faults} says, and nothing that grows with them. */
@EnabledIfSystemProperty(named = "veilray.faults", matches = "[1-9][0-9]*")
class ManyFaultsTest {
    private static final int CLIENTS = 6;
    private static final double MEGABYTE = 1 << 20;

    @Test
    void randomFaults_leaveNoThreadsFilesOrMemory() throws Exception {
        int count = Integer.getInteger("veilray.faults");
        long seed = Long.getLong("veilray.faults.seed", System.nanoTime());
        System.out.println(count + " faults, -Dveilray.faults.seed=" + seed);
        try (FaultBench bench = new FaultBench()) {
            Campaign campaign = new Campaign(bench, seed);
            Map<String, List<Moment>> moments = campaign.moments();
            campaign.run(Cases.random(moments, Math.max(30, count / 10), seed + 1), CLIENTS); // all classes are loaded
            bench.awaitNothingLeft();
            Footprint before = Footprint.now(bench);
            long start = System.nanoTime();
            campaign.run(Cases.random(moments, count, seed), CLIENTS);
            double seconds = (System.nanoTime() - start) / 1e9;
            bench.awaitNothingLeft();
            Footprint after = Footprint.now(bench);
            System.out.printf("%s%n%s%n%s%nin %.0f s%n", before, after, campaign.outcomes(), seconds);
            assertTrue(after.threads() <= before.threads() + 2, "threads grew from " + before + " to " + after);
            assertTrue(after.files() <= before.files() + 4, "open files grew from " + before + " to " + after);
            double mostBytes = 4 * MEGABYTE + 64.0 * 1024 * (after.sessions() - before.sessions());
            assertTrue(after.heapBytes() - before.heapBytes() < mostBytes, "heap grew from " + before + " to " + after);
        }
    }
}
