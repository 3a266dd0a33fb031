package io.veilray.cloud;

import static io.veilray.cloud.WireFixture.assertFails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.cloud.service.ServiceLimits;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.region.Patch;
import io.veilray.wire.v1.InferResponse;
import io.veilray.wire.v1.PrepareResponse;
import io.veilray.wire.v1.Step;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that leaves the conversations of strict mode gets no result believed, and the client stays usable. */
@Timeout(60)
class StrictMisbehavingServerTest {
    private static final String MODEL = "every-layer-strict";

    private final Tamper tamper = new Tamper();
    private WireFixture cloud;
    private PrivateClassifier classifier;

    @BeforeEach
    void start() throws Exception {
        cloud = WireFixture.bothModes(0, ServiceLimits.DEFAULT, tamper);
        classifier = cloud.connect();
    }

    @AfterEach
    void stop() throws Exception {
        tamper.change = List::of;
        Patch patch = cloud.strict.patch(9);
        assertArrayEquals(
                cloud.strict.logits(patch),
                classifier.classify(patch, MODEL, Progress.NONE).logits(),
                cloud.strict.strictBound());
        classifier.close();
        cloud.assertNothingLeft();
        cloud.close();
    }

    private CloudException classifyFails(Reason reason) {
        return assertFails(reason, () -> classifier.classify(cloud.strict.patch(1), MODEL, Progress.NONE));
    }

    private static final List<Consumer<Step.Builder>> WRONG = List.of(
            step -> step.setNumber(step.getNumber() + 1),
            Step.Builder::clearContent,
            step -> step.setContent(step.getContent().substring(1)),
            step -> step.setContent(step.getContent().concat(ByteString.copyFrom(new byte[1]))),
            step -> step.setContent(ByteString.copyFrom(new byte[1 << 20])));

    @Test
    void wrongSteps_areRefused() {
        for (Consumer<Step.Builder> wrong : WRONG) {
            for (int number : new int[] {1, 3}) {
                tamper.step(step -> {
                    if (step.getNumber() == number) {
                        wrong.accept(step);
                    }
                });
                classifyFails(Reason.PROTOCOL);
            }
        }
    }

    private void offline(Function<PrepareResponse, List<?>> edit) {
        tamper.prepare(response -> response.hasStep() ? edit.apply(response) : List.of(response));
        classifyFails(Reason.PROTOCOL);
    }

    private void online(Function<InferResponse, List<?>> edit) {
        tamper.infer(edit);
        classifyFails(Reason.PROTOCOL);
    }

    @Test
    void stepsDoubledOrReplaced_areRefused() {
        offline(step -> List.of(step, step));
        offline(step -> List.of(PrepareResponse.getDefaultInstance()));
        online(step -> List.of(step, step));
        online(step -> List.of(InferResponse.getDefaultInstance()));
    }

    @Test
    void ticketBeforeTheConversationIsOver_isRefused() {
        offline(step -> List.of(PrepareResponse.newBuilder()
                .setTicket(io.veilray.wire.v1.Ticket.newBuilder().setTicket("a".repeat(32)))
                .build()));
    }

    @Test
    void networksThatStrictModeCannotRun_areRefused() {
        tamper.models(m -> m.getModelsBuilder(1).getNetworkBuilder().setMultiplierBits(1));
        assertSaid("multiplier");
        tamper.models(m ->
                m.getModelsBuilder(1).getNetworkBuilder().getLayersBuilder(1).clearNonlinear());
        assertSaid("conv2");
        tamper.models(m -> m.getModelsBuilder(1).getNetworkBuilder().setModeValue(7));
        assertSaid("mode 7");
    }

    private void assertSaid(String word) {
        String message = assertFails(Reason.PROTOCOL, () -> PrivateClassifier.connect(cloud.endpoint()))
                .getMessage();
        assertTrue(message.contains(word), message);
    }
}
