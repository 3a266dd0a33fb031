package io.veilray.cloud;

import static io.veilray.cloud.WireFixture.assertFails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.region.Patch;
import io.veilray.wire.v1.Admission;
import io.veilray.wire.v1.InferResponse;
import io.veilray.wire.v1.PrepareResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that sends anything but what is due gets no result believed: the client says so and stays usable. */
@Timeout(60)
class MisbehavingServerTest {
    private final Tamper tamper = new Tamper();
    private WireFixture cloud;
    private PrivateClassifier classifier;

    @BeforeEach
    void start() throws Exception {
        cloud = new WireFixture(tamper);
        classifier = cloud.connect();
    }

    @AfterEach
    void stop() throws Exception {
        tamper.change = List::of;
        Patch patch = cloud.model.patch(9);
        assertArrayEquals(
                cloud.model.logits(patch),
                classifier.classify(patch, "every-layer", Progress.NONE).logits());
        classifier.close();
        cloud.assertNothingLeft();
        cloud.close();
    }

    private CloudException classifyFails(Reason reason) {
        return assertFails(reason, () -> classifier.classify(cloud.model.patch(1), "every-layer", Progress.NONE));
    }

    private static ByteString shortened(ByteString bytes) {
        return bytes.substring(0, bytes.size() - 1);
    }

    private static ByteString lengthened(ByteString bytes) {
        return bytes.concat(ByteString.copyFrom(new byte[1]));
    }

    private static ByteString ones(int length) {
        byte[] out = new byte[length];
        java.util.Arrays.fill(out, (byte) -1);
        return ByteString.copyFrom(out);
    }

    @Test
    void otherProtocolVersion_isSaidWithBothNumbers() {
        tamper.models(m -> m.setProtocolVersion(7));
        String message = assertFails(Reason.VERSION_MISMATCH, () -> PrivateClassifier.connect(cloud.endpoint()))
                .getMessage();
        assertTrue(message.contains("7") && message.contains("3"), message);
        tamper.session(m -> m.setProtocolVersion(1));
        classifyFails(Reason.VERSION_MISMATCH);
    }

    @Test
    void badDescriptions_areRefused() {
        tamper.models(m -> m.addModels(m.getModels(0)));
        assertFails(Reason.PROTOCOL, () -> PrivateClassifier.connect(cloud.endpoint()));
        tamper.models(m -> m.getModelsBuilder(0).getNetworkBuilder().setRingBits(63));
        assertFails(Reason.PROTOCOL, () -> PrivateClassifier.connect(cloud.endpoint()));
        tamper.models(m -> m.getModelsBuilder(0).setTitle("x".repeat(5 << 20)));
        assertFails(Reason.PROTOCOL, () -> PrivateClassifier.connect(cloud.endpoint()));
    }

    private static final List<String> BAD_NAMES = List.of("", "0", "g".repeat(32), "a".repeat(33));

    @Test
    void badSessionNames_areRefused() {
        for (String bad : BAD_NAMES) {
            tamper.session(m -> m.setSession(bad));
            classifyFails(Reason.PROTOCOL);
        }
    }

    @Test
    void badTicketNames_areRefused() {
        for (String bad : BAD_NAMES) {
            PrepareResponse ticket = PrepareResponse.newBuilder()
                    .setTicket(io.veilray.wire.v1.Ticket.newBuilder().setTicket(bad))
                    .build();
            tamper.prepare(r -> List.of(r.hasTicket() ? ticket : r));
            classifyFails(Reason.PROTOCOL);
        }
    }

    @Test
    void badProducts_areRefused() {
        tamper.product(p -> p.setC0(shortened(p.getC0())));
        classifyFails(Reason.PROTOCOL);
        tamper.product(p -> p.setC1(lengthened(p.getC1())));
        classifyFails(Reason.PROTOCOL);
        // ones in the right length are as good a fraction as any
        tamper.product(p -> p.clearC0());
        classifyFails(Reason.PROTOCOL);
        tamper.product(p -> p.setC1(ones(1 << 20)));
        classifyFails(Reason.PROTOCOL);
        tamper.product(p -> p.setLayer(p.getLayer() + 1));
        classifyFails(Reason.PROTOCOL);
        tamper.product(p -> p.setTile(-1));
        classifyFails(Reason.PROTOCOL);
    }

    @Test
    void productsMissingDoubledOrReplaced_areRefused() {
        tamper.prepare(r -> r.hasProduct() ? List.of(r, r) : List.of(r));
        classifyFails(Reason.PROTOCOL);
        tamper.prepare(r -> r.hasProduct() && r.getProduct().getLayer() == 4 ? List.of() : List.of(r));
        classifyFails(Reason.PROTOCOL);
        tamper.prepare(r -> r.hasTicket() ? List.of() : List.of(r));
        classifyFails(Reason.PROTOCOL);
        tamper.prepare(r -> r.hasTicket() ? List.of(r, r) : List.of(r));
        classifyFails(Reason.PROTOCOL);
        tamper.prepare(r -> List.of(PrepareResponse.getDefaultInstance()));
        classifyFails(Reason.PROTOCOL);
    }

    /** A session forgotten twice in a row ends in an error, not in a loop. */
    @Test
    void sessionForgottenAgainAndAgain_isAnError() {
        tamper.prepare(r -> List.of(PrepareResponse.newBuilder()
                .setAdmission(Admission.ADMISSION_SESSION_UNKNOWN)
                .build()));
        classifyFails(Reason.PROTOCOL);
    }

    @Test
    void badOutputs_areRefused() {
        tamper.output(o -> o.setRound(o.getRound() + 1));
        classifyFails(Reason.PROTOCOL);
        tamper.output(o -> o.setElements(shortened(o.getElements())));
        classifyFails(Reason.PROTOCOL);
        tamper.output(o -> o.setElements(lengthened(o.getElements())));
        classifyFails(Reason.PROTOCOL);
        tamper.output(o -> o.setElements(ones(1 << 20)));
        classifyFails(Reason.PROTOCOL);
        tamper.infer(r -> List.of(r, r));
        classifyFails(Reason.PROTOCOL);
        tamper.infer(r -> List.of(InferResponse.getDefaultInstance()));
        classifyFails(Reason.PROTOCOL);
    }
}
