package io.veilray.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ot.Transfers;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.ProtocolMessage.Sender;
import io.veilray.protocol.SharedRules;
import io.veilray.protocol.SharedRules.Answer;
import io.veilray.protocol.SharedRules.Truncation;
import io.veilray.protocol.StrictPlan;
import io.veilray.protocol.TensorShape;
import io.veilray.share.Conversation;
import io.veilray.share.MalformedMessageException;
import io.veilray.wire.v1.Network;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Strict networks that a server describes, and how large what they make the two sides say may be. */
class StrictMessagesTest {
    private static NetworkShape network(NonlinearMode mode, int side, int channels, List<Nonlinear> nonlinear) {
        TensorShape map = new TensorShape(channels, side, side);
        LayerShape conv = new LayerShape("conv", List.of(new LinearTerm(0, 3, 3, 1, 1, 1)), map, nonlinear);
        LayerShape dense = new LayerShape(
                "dense",
                List.of(new LinearTerm(1, conv.output().height(), conv.output().width(), 1, 0, 0)),
                new TensorShape(2, 1, 1),
                List.of());
        return new NetworkShape(new TensorShape(1, side, side), List.of(conv, dense), mode, 37, 10, 12, 0);
    }

    private static NetworkShape strict(int side, int channels) {
        return network(NonlinearMode.STRICT, side, channels, List.of(new Nonlinear.Relu()));
    }

    private static String refused(Network message) {
        return assertThrows(IllegalArgumentException.class, () -> NetworkCodec.decode(message))
                .getMessage();
    }

    @Test
    void strictNetwork_comesBack() {
        NetworkShape shape = strict(20, 4);
        assertEquals(shape, NetworkCodec.decode(NetworkCodec.encode(shape)));
    }

    private static NetworkShape with(Truncation truncation, OptionalInt logitBits, Answer answer) {
        NetworkShape usual = strict(20, 4);
        return new NetworkShape(
                usual.input(),
                usual.layers(),
                usual.mode(),
                usual.ringBits(),
                usual.activationBits(),
                usual.weightBits(),
                usual.multiplierBits(),
                new SharedRules(truncation, logitBits, answer));
    }

    @Test
    void rules_comeBack() {
        for (Truncation truncation : Truncation.values()) {
            for (OptionalInt logitBits : List.of(OptionalInt.empty(), OptionalInt.of(0), OptionalInt.of(22))) {
                for (Answer answer : Answer.values()) {
                    NetworkShape shape = with(truncation, logitBits, answer);
                    assertEquals(shape, NetworkCodec.decode(NetworkCodec.encode(shape)));
                }
            }
        }
    }

    /** A client that took rules it does not know for others would wait for messages of other lengths, or believe too much. */
    @Test
    void rulesThatThisVersionDoesNotKnow_areRefused() {
        Network encoded = NetworkCodec.encode(strict(20, 4));
        assertEquals(
                SharedRules.USUAL,
                NetworkCodec.decode(encoded.toBuilder().clearTruncation().build())
                        .rules());
        String truncation = refused(encoded.toBuilder().setTruncationValue(7).build());
        assertTrue(truncation.contains("truncation 7") && truncation.contains("one-bit and faithful"), truncation);
        String answer = refused(encoded.toBuilder().setAnswerValue(7).build());
        assertTrue(answer.contains("answer 7") && answer.contains("logits and class"), answer);
        for (int bits : new int[] {23, -1, Integer.MAX_VALUE}) {
            String logitBits = refused(encoded.toBuilder().setLogitBits(bits).build());
            assertTrue(logitBits.contains("is " + bits) && logitBits.contains("from 0 to 22"), logitBits);
        }
        Network masked = NetworkCodec.encode(network(NonlinearMode.MASKED, 20, 4, List.of(new Nonlinear.Relu())));
        refused(masked.toBuilder().setLogitBits(3).build());
        refused(masked.toBuilder()
                .setAnswer(io.veilray.wire.v1.Answer.ANSWER_CLASS)
                .build());
        refused(masked.toBuilder()
                .setTruncation(io.veilray.wire.v1.Truncation.TRUNCATION_FAITHFUL)
                .build());
    }

    @Test
    void networkThatStrictModeCannotRun_isRefusedWithItsLayer() {
        PoolWindow half = new PoolWindow(2, 2, 2, 2, 0, 0, 10, 10);
        for (List<Nonlinear> operations : List.of(
                List.<Nonlinear>of(),
                List.<Nonlinear>of(new Nonlinear.MaxPool(half)),
                List.<Nonlinear>of(new Nonlinear.Relu(), new Nonlinear.AveragePool(half, false)))) {
            String message = refused(NetworkCodec.encode(network(NonlinearMode.STRICT, 20, 4, operations)));
            assertTrue(message.contains("layer conv"), message);
            NetworkCodec.decode(NetworkCodec.encode(network(NonlinearMode.MASKED, 20, 4, operations)));
        }
        Network encoded = NetworkCodec.encode(strict(20, 4));
        refused(encoded.toBuilder().setMultiplierBits(1).build());
    }

    @Test
    void modesThatThisVersionDoesNotRun_areRefused() {
        for (int mode : new int[] {0, 4, 7, -1}) {
            String message = refused(NetworkCodec.encode(strict(20, 4)).toBuilder()
                    .setModeValue(mode)
                    .build());
            assertTrue(message.contains("masked, strict and quadratic") && message.contains("" + mode), message);
        }
    }

    /** As large as masked mode may have them; the plan must not be built entry by entry. */
    @Test
    void networkWhoseMessagesAreTooLarge_isRefusedAtOnce() {
        for (int channels : new int[] {16, 60}) {
            Network huge = NetworkCodec.encode(strict(512, channels));
            assertTimeout(Duration.ofSeconds(5), () -> {
                String message = refused(huge);
                assertTrue(message.contains("at most"), message);
            });
        }
    }

    @Test
    void mostBytes_areThoseOfTheLargestStep() {
        NetworkShape shape = strict(64, 16);
        StrictMessages messages = StrictMessages.of(shape);
        for (Sender sender : Sender.values()) {
            int largest = StrictPlan.of(shape).online().stream()
                    .filter(message -> message.kind().sender() == sender)
                    .mapToInt(StrictPlan.Message::bytes)
                    .max()
                    .orElseThrow();
            assertEquals(largest + 1024, messages.mostOnlineBytes(sender));
            assertTrue(messages.mostOfflineBytes(sender) >= StrictMessages.MOST_TRANSFER_BYTES);
        }
    }

    /** The first refill has the setup besides, and one of the most that may be ready the largest messages. */
    @Test
    void messagesThatMakeTransfers_stayBelowTheirBound() throws MalformedMessageException {
        try (Transfers client = Transfers.ofClient();
                Transfers server = Transfers.ofServer()) {
            Conversation one = client.refill(1 << 20, 1 << 20);
            Conversation other = server.refill(1 << 20, 1 << 20);
            int extensions = (int) (Transfers.MOST_READY / (10 << 20) + 2);
            int largest = 0;
            while (!one.finished()) {
                Conversation speaker = one.speaks() ? one : other;
                byte[] message = speaker.next();
                (speaker == one ? other : one).accept(message);
                largest = Math.max(largest, message.length);
            }
            assertTrue(
                    (long) largest * extensions <= StrictMessages.MOST_TRANSFER_BYTES,
                    largest + " bytes, " + extensions + " times");
        }
    }
}
