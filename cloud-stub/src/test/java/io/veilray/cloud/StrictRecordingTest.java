package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.cloud.service.ServiceLimits;
import io.veilray.protocol.ProtocolMessage.Sender;
import io.veilray.protocol.StrictPlan;
import io.veilray.region.Patch;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.InferResponse;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;
import io.veilray.wire.v1.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strict mode shows on the wire: lengths that the public shape gives, whatever the image, and noise. */
@Timeout(60)
class StrictRecordingTest {
    private static final String MODEL = "every-layer-strict";

    private final Recorder recorder = new Recorder();
    private WireFixture cloud;

    @BeforeEach
    void start() throws Exception {
        cloud = WireFixture.bothModes(0, ServiceLimits.DEFAULT, recorder);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    /** Everything both sides sent for one image, in a session of its own. */
    private List<Message> record(Patch patch) throws Exception {
        recorder.clear();
        try (PrivateClassifier classifier = cloud.connect()) {
            classifier.classify(patch, MODEL, Progress.NONE);
        }
        List<Message> all = new ArrayList<>(recorder.requests);
        all.addAll(recorder.responses);
        return all;
    }

    private Patch black() {
        Patch patch = cloud.strict.patch(1);
        return new Patch(
                patch.channels(), patch.heightPx(), patch.widthPx(), new float[patch.values().length], patch.region());
    }

    private static Stream<Step> online(List<Message> messages) {
        return messages.stream()
                .flatMap(message -> message instanceof InferRequest request && request.hasStep()
                        ? Stream.of(request.getStep())
                        : message instanceof InferResponse response && response.hasStep()
                                ? Stream.of(response.getStep())
                                : Stream.empty());
    }

    private static Stream<Step> offline(List<Message> messages) {
        return messages.stream()
                .flatMap(message -> message instanceof PrepareRequest request && request.hasStep()
                        ? Stream.of(request.getStep())
                        : message instanceof PrepareResponse response && response.hasStep()
                                ? Stream.of(response.getStep())
                                : Stream.empty());
    }

    private static List<Integer> lengths(List<StrictPlan.Message> messages, Sender sender) {
        return messages.stream()
                .filter(message -> message.kind().sender() == sender)
                .map(StrictPlan.Message::bytes)
                .toList();
    }

    private static List<Integer> lengths(Stream<Step> steps) {
        return steps.map(step -> step.getContent().size()).toList();
    }

    /** What makes the transfers comes before the corrections and is not the plan's business. */
    @Test
    void stepsOfBothSides_haveTheLengthsOfThePlan() throws Exception {
        record(cloud.strict.patch(1));
        StrictPlan plan = StrictPlan.of(cloud.strict.info().network());
        assertEquals(lengths(plan.online(), Sender.CLIENT), lengths(online(recorder.requests)));
        assertEquals(lengths(plan.online(), Sender.SERVER), lengths(online(recorder.responses)));
        for (Sender sender : Sender.values()) {
            List<Integer> due = lengths(plan.corrections(), sender);
            List<Integer> sent = lengths(offline(sender == Sender.CLIENT ? recorder.requests : recorder.responses));
            assertEquals(due, sent.subList(sent.size() - due.size(), sent.size()));
        }
    }

    @Test
    void numbers_countTheStepsOfBothSides() throws Exception {
        List<Message> all = record(cloud.strict.patch(1));
        for (List<Step> steps : List.of(online(all).toList(), offline(all).toList())) {
            List<Integer> numbers = steps.stream().map(Step::getNumber).sorted().toList();
            for (int i = 0; i < numbers.size(); i++) {
                assertEquals(i, numbers.get(i));
            }
        }
    }

    /** Order, kind and size of everything, for a black image and another one. */
    @Test
    void twoImages_lookAlike() throws Exception {
        assertEquals(sizes(record(black())), sizes(record(cloud.strict.patch(2))));
    }

    private static List<String> sizes(List<Message> messages) {
        return messages.stream()
                .map(message -> message.getDescriptorForType().getName() + " " + message.getSerializedSize())
                .toList();
    }

    /** The only message that holds the image: half of its bits are ones but for five deviations, even of a black one. */
    @Test
    void sharedInputOfABlackImage_isNoise() throws Exception {
        ByteString content = online(record(black())).findFirst().orElseThrow().getContent();
        long bits = 37L * cloud.strict.info().network().input().size();
        long ones = ones(content);
        assertTrue(Math.abs(ones - bits / 2.0) <= 5 * Math.sqrt(bits) / 2, ones + " ones in " + bits + " bits");
    }

    private static long ones(ByteString content) {
        long ones = 0;
        for (int i = 0; i < content.size(); i++) {
            ones += Integer.bitCount(content.byteAt(i) & 0xff);
        }
        return ones;
    }

    @Test
    void twoRunsOfOneImage_shareNoStep() throws Exception {
        List<ByteString> first = contents(record(black()));
        List<ByteString> second = contents(record(black()));
        assertFalse(first.isEmpty());
        assertTrue(first.stream().noneMatch(second::contains));
    }

    /** Those long enough that they do not meet by chance. */
    private static List<ByteString> contents(List<Message> all) {
        return Stream.concat(online(all), offline(all))
                .map(Step::getContent)
                .filter(content -> content.size() >= 16)
                .toList();
    }
}
