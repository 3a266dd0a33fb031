package io.veilray.cloud;

import static io.veilray.cloud.WireFixture.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.cloud.compute.WireModel;
import io.veilray.cloud.service.ClientLimits;
import io.veilray.cloud.service.ServerPolicy;
import io.veilray.protocol.CloudException.Reason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A model that breaks while a ticket is begun or taken: the client gets a failure, and the server keeps nothing of it. */
@Timeout(60)
class FailingModelTest {
    /** Room for one ticket and the transfers of one session: what leaks is missed at once. */
    private static final ServerPolicy NARROW =
            ServerPolicy.IN_PROCESS.withDrain(Duration.ZERO).withClient(new ClientLimits(2, 2, 1, 9 << 20, 1000, 600));

    @Test
    void brokenModel_leavesNothingBehind() throws Exception {
        try (WireFixture cloud = WireFixture.under(NARROW);
                PrivateClassifier classifier = cloud.connect()) {
            for (WireModel model : new WireModel[] {cloud.model, cloud.strict}) {
                for (int failing : new int[] {0, 1}) {
                    AtomicInteger ticket = new AtomicInteger();
                    model.beforeTicket = () -> {
                        if (ticket.getAndIncrement() == failing) {
                            throw new IllegalStateException("a model of the test");
                        }
                    };
                    assertFails(Reason.PROTOCOL, () -> classify(classifier, model));
                    cloud.assertNothingLeft();
                    assertEquals(
                            failing == 1 && model == cloud.strict ? 8 << 20 : 0,
                            cloud.server.service().strictBytes());
                }
            }
            classify(classifier, cloud.model);
            assertEquals("none", cloud.server.service().refused());
        }
    }

    private static void classify(PrivateClassifier classifier, WireModel model) throws Exception {
        classifier.classify(model.patch(1), model.info().id(), Progress.NONE);
    }
}
