package io.veilray.cloud.fault;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every message of a classification with every fault, between client and server and at their peer: no hang, no wrong class
 * shown, no ticket that works again, and the next classification of the same client is right.
 */
@Timeout(300)
class FaultsTest {
    private static final long SEED = 9;

    @Test
    void everyFaultAtEveryMessage_endsCleanlyAndTheNextClassificationIsRight() throws Exception {
        try (FaultBench bench = new FaultBench()) {
            Campaign campaign = new Campaign(bench, SEED);
            List<Case> cases = Cases.everyOne(campaign.moments()).stream()
                    .filter(c -> c.toString().matches(System.getProperty("only", ".*")))
                    .toList();
            long t0 = System.nanoTime();
            campaign.run(cases.stream().filter(each -> !each.waits()).toList(), 3);
            long t1 = System.nanoTime();
            campaign.run(cases.stream().filter(Case::waits).toList(), 16);
            long t2 = System.nanoTime();
            System.out.println(cases.size() + " cases "
                    + cases.stream().filter(Case::waits).count() + " wait; " + (t1 - t0) / 1e9 + " " + (t2 - t1) / 1e9
                    + " cpu "
                    + ((com.sun.management.OperatingSystemMXBean)
                                            java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                                    .getProcessCpuTime()
                            / 1e9);
            System.out.println(campaign.outcomes());
            System.out.println("calls " + bench.server.service().calls() + " strict "
                    + bench.server.service().strictBytes() + " sessions "
                    + bench.server.service().sessions() + " tickets "
                    + bench.server.service().tickets());
            bench.awaitNothingLeft();
            System.out.println("left at " + (System.nanoTime() - t2) / 1e9);
        }
    }
}
