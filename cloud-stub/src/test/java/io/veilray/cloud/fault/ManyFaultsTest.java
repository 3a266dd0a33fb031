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
    private static final long SEED = 9;
    private static final int WARM_UP = 60;
    private static final int AT_ONCE = 100;
    /** gRPC's own, which end after a minute. */
    private static final int MOST_IDLE_THREADS = 10;
    /** What the compiler and the like move it by. */
    private static final long MOST_GROWTH = 4 << 20;

    @Test
    void everyFaultAtEveryMessageOfEveryModel_endsCleanly() throws Exception {
        try (FaultBench bench = new FaultBench()) {
            Campaign campaign = new Campaign(bench, SEED);
            List<Case> cases = Cases.all(campaign.moments());
            run(campaign, cases, bench);
            System.out.println(cases.size() + " pairs: " + campaign.outcomes());
        }
    }

    @Test
    void randomFaults_leaveNoThreadsFilesOrMemory() throws Exception {
        int count = Integer.getInteger("veilray.faults");
        long seed = Long.getLong("veilray.faults.seed", System.nanoTime());
        System.out.println(count + " faults, -Dveilray.faults.seed=" + seed);
        try (FaultBench bench = new FaultBench()) {
            Campaign campaign = new Campaign(bench, seed);
            Map<String, List<Moment>> moments = campaign.moments();
            run(campaign, Cases.random(moments, WARM_UP, seed + 1), bench); // all classes are loaded
            Footprint before = Footprint.now(bench);
            System.out.println("before: " + before);
            Footprint after = before;
            List<Case> cases = Cases.random(moments, count, seed);
            for (int done = 0; done < count; done += AT_ONCE) {
                run(campaign, cases.subList(done, Math.min(count, done + AT_ONCE)), bench);
                after = Footprint.now(bench);
                System.out.println("after " + Math.min(count, done + AT_ONCE) + ": " + after);
            }
            System.out.println(campaign.outcomes());
            assertTrue(
                    after.threads() <= before.threads() + MOST_IDLE_THREADS,
                    "threads grew from " + before + " to " + after);
            assertTrue(after.files() <= before.files() + 4, "open files grew from " + before + " to " + after);
            assertTrue(
                    after.heapBytes() - before.heapBytes() < MOST_GROWTH, "heap grew from " + before + " to " + after);
        }
    }

    private static void run(Campaign campaign, List<Case> cases, FaultBench bench) throws Exception {
        campaign.run(cases, CLIENTS);
        bench.awaitNothingLeft();
    }
}
