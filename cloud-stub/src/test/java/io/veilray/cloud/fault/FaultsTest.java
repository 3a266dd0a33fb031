package io.veilray.cloud.fault;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every message of a classification with every fault, between client and server and at their peer: no hang, no wrong class
 * shown, no ticket that works again, and the next classification of the same client is right.
 */
@Timeout(600)
class FaultsTest {
    private static final long SEED = 9;
    private static final int CLIENTS = 3;
    /** Most of their time they wait for a deadline. */
    private static final int WAITING_CLIENTS = 12;

    @Test
    void everyFaultAtEveryMessage_endsCleanlyAndTheNextClassificationIsRight() throws Exception {
        try (FaultBench bench = new FaultBench()) {
            Campaign campaign = new Campaign(bench, SEED);
            List<Case> cases = Cases.systematic(campaign.moments());
            campaign.run(cases.stream().filter(each -> !each.waits()).toList(), CLIENTS);
            campaign.run(cases.stream().filter(Case::waits).toList(), WAITING_CLIENTS);
            bench.awaitNoCalls();
        }
    }
}
